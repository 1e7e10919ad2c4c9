/** Does a server hold its budgets through a whole day, with workers, requesters and programs all at it at once? */
import { check } from 'k6';
import { randomBytes } from 'k6/crypto';
import encoding from 'k6/encoding';
import http from 'k6/http';
import type { Options, Scenario } from 'k6/options';
import { setTimeout } from 'k6/timers';
import { now } from './due.ts';
import { secondsOf } from './durations.ts';
import { profileFromEnvironment, ramping, settings, smokeShare, stage } from './profiles.ts';
import { iterationNumber } from './scenario.ts';
import { call } from './signature.ts';
import {
  api,
  checkQuery,
  headers,
  okJson,
  type Packed,
  pack,
  packedPicker,
  pick,
  samplePairs,
} from './target.ts';
import { budgets, thresholdsOf } from './thresholds.ts';
import { never, openWatcher } from './watcher.ts';
import { authOf } from './watching.ts';
import { audienceQuestion, question } from './work.ts';

export { handleSummary } from './summary.ts';

/** What is offered in the day's busiest hour, a second. `--rate` gives the checks; the others keep their proportion. */
const busiest = { checks: 300, visits: 20, requesting: 10, questions: 3 } as const;
type Activity = keyof typeof busiest;
/** What a visit takes at most, connecting and working. */
const visitSecondsMax = 6;

/** Two hours each from midnight, as a part of the busiest: most workers live in the Americas, some in India. */
const day = [0.35, 0.25, 0.2, 0.3, 0.55, 0.8, 0.95, 1, 0.95, 0.9, 0.75, 0.5] as const;

const profile = profileFromEnvironment();
const times = { smoke: 1 / smokeShare, load: 1, stress: 4, spike: 3, soak: 0.5 }[profile];
const lasts = { smoke: '10s', load: '90s', stress: '120s', spike: '60s', soak: '30m' }[profile];
const scale = times * ((Number(__ENV.TURKSIM_RATE ?? 0) || busiest.checks) / busiest.checks);
const hours = secondsOf(__ENV.TURKSIM_DURATION ?? lasts) / day.length;

export const options: Options = {
  ...settings,
  scenarios: Object.fromEntries((Object.keys(busiest) as Activity[]).map((name) => [name, through(name)])),
  thresholds: thresholdsOf(
    {
      durations: {
        'http_req_duration{scenario:checks}': budgets.eligibilityCheck,
        'http_req_duration{scenario:requesting}': budgets.requesterApi,
        'http_req_duration{scenario:questions}': budgets.audience,
        acknowledgement_duration: budgets.acknowledgement,
        snapshot_duration: budgets.snapshot,
      },
      never,
      scenarios: Object.keys(busiest),
    },
    profile,
  ),
};

function through(activity: Activity): Scenario {
  const rate = busiest[activity] * scale;
  const stages = day.map((part) => stage(`${Math.max(1, Math.round(hours * 1000))}ms`, rate * part));
  // A visit lasts seconds, and for as long holds its virtual user; everything else is one request.
  const users = Math.ceil(
    activity === 'visits' ? Math.max(2, rate) * visitSecondsMax : Math.max(10, rate / 4),
  );
  return {
    ...ramping(rate, stages),
    exec: activity,
    gracefulStop: '10s',
    preAllocatedVUs: users,
    maxVUs: users,
  };
}

interface World {
  readonly type: string;
  readonly workers: string[];
  readonly hits: string[];
  readonly groups: string[];
  readonly queries: Packed;
}

/** Work that is open to all, enough of it for the whole day. */
const openGroups = 5;
const hitsOfGroup = 20;

export function setup(): World {
  const made = Array.from({ length: openGroups * hitsOfGroup }, (_, number) => {
    const { HIT } = okJson<{ HIT: { HITId: string; HITTypeId: string } }>(post(number));
    return HIT;
  });
  const checks = samplePairs(1000);
  return {
    type: makeType(),
    workers: [...new Set(checks.map(({ worker }) => worker))],
    hits: made.map(({ HITId }) => HITId),
    groups: [...new Set(made.map(({ HITTypeId }) => HITTypeId))],
    queries: pack(checks.map(checkQuery)),
  };
}

const post = (number: number) =>
  call('CreateHIT', {
    Title: `Mixed day, work ${number % openGroups}`,
    Description: 'Open to all.',
    Reward: '0.05',
    LifetimeInSeconds: 86_400,
    AssignmentDurationInSeconds: 600,
    MaxAssignments: 1000,
    Question: question,
  });

function makeType(): string {
  const made = call('CreateQualificationType', {
    Name: `Mixed day ${encoding.b64encode(randomBytes(9))}`,
    Description: 'Granted in the course of a day.',
    QualificationTypeStatus: 'Active',
  });
  return okJson<{ QualificationType: { QualificationTypeId: string } }>(made).QualificationType
    .QualificationTypeId;
}

const pickQuery = packedPicker();

/** A program asks whether a worker may do a HIT. */
export function checks({ queries }: World): void {
  http.get(`${api}/eligibility${pickQuery(queries)}`, {
    headers: { ...headers },
    tags: { name: 'eligibility' },
    responseType: 'none',
  });
}

/** Somebody plans a study. */
export function questions(): void {
  const body = audienceQuestion(1 + (iterationNumber() % 500));
  http.post(`${api}/audience`, body, { headers: { ...headers }, tags: { name: 'audience' } });
}

/** A requester's program: posts, grants, and more than both looks at what was submitted and approves it. */
export function requesting({ type, workers, hits }: World): void {
  const number = iterationNumber();
  if (number % 4 === 0) expectOk(post(number));
  else if (number % 4 === 1) expectOk(grant(type, pick(workers)));
  else review(pick(hits));
}

const grant = (QualificationTypeId: string, WorkerId: string) =>
  call('AssociateQualificationWithWorker', { QualificationTypeId, WorkerId, IntegerValue: 80 });

function review(HITId: string): void {
  const listed = call('ListAssignmentsForHIT', { HITId, AssignmentStatuses: ['Submitted'], MaxResults: 5 });
  const { Assignments } = okJson<{ Assignments: { AssignmentId: string }[] }>(listed);
  for (const { AssignmentId } of Assignments) expectOk(call('ApproveAssignment', { AssignmentId }));
}

function expectOk(response: { readonly status: number }): void {
  check(response, { 'status is 200': ({ status }) => status === 200 });
}

/** A worker comes, looks round, does two HITs, one after the other, and goes. */
export async function visits({ workers, groups }: World): Promise<void> {
  const worker = await openWatcher(authOf(pick(workers)), { base: now() });
  await worker.ask('hits:list', { limit: 20, sort: '-reward' });
  await worker.ask('types:list', { limit: 20 });
  for (const group of [pick(groups), groups[iterationNumber() % 3] as string]) {
    const accepted = await worker.ask<Assignment>('assignment:accept', { group });
    if (!accepted.ok) break;
    await worker.ask('hit:preview', { hit: accepted.hit });
    await seconds(0.5 + (iterationNumber() % 10) / 10);
    await worker.ask('assignment:submit', { assignment: accepted.id, answer: { answer: 'yes' } });
  }
  worker.finish();
}

interface Assignment {
  readonly id: string;
  readonly hit: string;
}

const seconds = (count: number) => new Promise<void>((resolve) => setTimeout(resolve, count * 1000));
