import { CreateHITCommand, CreateQualificationTypeCommand, MTurkClient } from '@aws-sdk/client-mturk';
import type { QualificationRequirementInput } from '../server/contract/entities.ts';
import {
  type MarketSize,
  ownTypeNames,
  type PlannedGroup,
  type PlannedWorker,
  planGroups,
  planWorkers,
  requesterCount,
} from './runner/market-plan.ts';
import { question } from './work.ts';

/** Fills a market through the API, as its users would: the same people and work for the same seed and size. */

export interface SeedParts {
  readonly url: string;
  readonly market: string;
  readonly seed: number;
  readonly size: MarketSize;
  readonly adminKey?: string;
  /** Keys of the requester that owns all; without them twenty made-up requesters share the work (`--auth off`). */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface SeededMarket {
  readonly workers: number;
  readonly groups: number;
  readonly hits: number;
  readonly milliseconds: number;
}

// The SDK warns on every start about versions of Node that it will leave in 2027; that is no news in a load test.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const workersInCall = 250;
const callsAtOnce = 16;

/** Makes the market, or empties the one of this name, and fills it. */
export async function seedMarket(parts: SeedParts): Promise<SeededMarket> {
  const started = performance.now();
  await makeEmptyMarket(parts);
  const requesters = requesterClients(parts);
  const types = await makeTypes(requesters);
  await makeWorkers(parts, types);
  const groups = planGroups(parts.size.groups, parts.size.hitsPerGroup, parts.seed);
  await makeHITs(requesters, groups, types);
  for (const requester of requesters) requester.destroy();
  return {
    workers: parts.size.workers,
    groups: groups.length,
    hits: groups.reduce((sum, { hits }) => sum + hits, 0),
    milliseconds: Math.round(performance.now() - started),
  };
}

async function makeEmptyMarket(parts: SeedParts): Promise<void> {
  const made = await send(parts, '/api/markets', { id: parts.market, seed: parts.seed });
  if (made.status === 409) expectOk(await send(parts, `/api/markets/${parts.market}/reset`, {}));
  else expectOk(made);
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function send({ url, adminKey }: SeedParts, path: string, body: object): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    ...(adminKey === undefined ? {} : { authorization: `Bearer ${adminKey}` }),
  };
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
}

function expectOk({ status, text }: Answer): void {
  if (status < 200 || status > 299) throw new Error(`seeding the market: ${status} ${text.slice(0, 500)}`);
}

function requesterClients({ url, market, credentials }: SeedParts): MTurkClient[] {
  const keys =
    credentials === undefined
      ? Array.from({ length: requesterCount }, (_, number) => ({
          accessKeyId: `LOADREQUESTER${String(number).padStart(2, '0')}`,
          secretAccessKey: 'secret',
        }))
      : [credentials];
  return keys.map(
    (key) => new MTurkClient({ endpoint: `${url}/markets/${market}`, region: 'us-east-1', credentials: key }),
  );
}

/** Ids of the own types, in the order of their names. */
async function makeTypes(requesters: readonly MTurkClient[]): Promise<string[]> {
  const ids: string[] = [];
  for (const Name of ownTypeNames) {
    const Description = 'Given by a requester of the load test.';
    const made = await requesterOf(requesters, ids.length).send(
      new CreateQualificationTypeCommand({ Name, Description, QualificationTypeStatus: 'Active' }),
    );
    ids.push(made.QualificationType?.QualificationTypeId as string);
  }
  return ids;
}

function requesterOf(requesters: readonly MTurkClient[], number: number): MTurkClient {
  return requesters[number % requesters.length] as MTurkClient;
}

async function makeWorkers(parts: SeedParts, types: readonly string[]): Promise<void> {
  const workers = planWorkers(parts.size.workers, parts.seed).map((worker) => asAsked(worker, types));
  // One call after the other, so that equal seeds give the same workers the same ids.
  for (let from = 0; from < workers.length; from += workersInCall) {
    const body = { workers: workers.slice(from, from + workersInCall) };
    expectOk(await send(parts, `/api/markets/${parts.market}/workers`, body));
  }
}

function asAsked({ scores, ...worker }: PlannedWorker, types: readonly string[]): object {
  return { ...worker, qualifications: scores.map(({ type, value }) => ({ type: types[type], value })) };
}

async function makeHITs(
  requesters: readonly MTurkClient[],
  groups: readonly PlannedGroup[],
  types: readonly string[],
): Promise<void> {
  await Promise.all(
    Array.from({ length: callsAtOnce }, async (_, lane) => {
      for (let number = lane; number < groups.length; number += callsAtOnce) {
        const group = groups[number] as PlannedGroup;
        for (let made = 0; made < group.hits; made++)
          await requesterOf(requesters, group.requester).send(hitOf(group, types));
      }
    }),
  );
}

/** Equal properties make equal HIT types, and so one group. */
function hitOf(group: PlannedGroup, types: readonly string[]): CreateHITCommand {
  return new CreateHITCommand({
    Title: group.title,
    Description: `${group.title}: read the instructions, then answer.`,
    Keywords: 'load, test',
    Reward: group.reward,
    MaxAssignments: group.assignments,
    AssignmentDurationInSeconds: 1800,
    AutoApprovalDelayInSeconds: 259_200,
    LifetimeInSeconds: 604_800,
    Question: question,
    QualificationRequirements: group.requirements.map((requirement) => onRealType(requirement, types)),
  });
}

function onRealType(
  requirement: QualificationRequirementInput,
  types: readonly string[],
): QualificationRequirementInput {
  const own = /^own:(\d+)$/.exec(requirement.QualificationTypeId);
  if (own === null) return requirement;
  return { ...requirement, QualificationTypeId: types[Number(own[1])] as string };
}
