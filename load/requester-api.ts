/** How many signed calls of the Requester API a second does a server answer, mostly reads, some writes? */
import { check, fail } from 'k6';
import { randomBytes } from 'k6/crypto';
import encoding from 'k6/encoding';
import type { RefinedResponse } from 'k6/http';
import { optionsFor } from './profiles.ts';
import { iterationNumber } from './scenario.ts';
import { call } from './signature.ts';
import { pick, samplePairs } from './target.ts';
import { budgets } from './thresholds.ts';
import { question } from './work.ts';

export { handleSummary } from './summary.ts';

export const options = optionsFor({ rate: 200, budget: budgets.requesterApi });

interface World {
  readonly type: string;
  readonly workers: string[];
  readonly hits: string[];
}

/** A requester's own things: a type with some holders, some HITs. */
export function setup(): World {
  const workers = [...new Set(samplePairs(500).map(({ worker }) => worker))];
  const type = made(
    call('CreateQualificationType', {
      Name: `Load test ${encoding.b64encode(randomBytes(9))}`,
      Description: 'Granted and revoked by a load test.',
      QualificationTypeStatus: 'Active',
    }),
  ).QualificationType.QualificationTypeId;
  for (const WorkerId of workers.slice(0, 100)) made(grant(type, WorkerId, 50));
  const hits = Array.from({ length: 20 }, (_, number) => made(post(type, number)).HIT.HITId);
  return { type, workers, hits };
}

interface Made {
  readonly QualificationType: { readonly QualificationTypeId: string };
  readonly HIT: { readonly HITId: string };
}

function made(response: RefinedResponse<'text'>): Made {
  if (response.status !== 200) fail(`setup: ${response.status} ${response.error} ${response.body}`);
  return response.json() as unknown as Made;
}

const grant = (type: string, WorkerId: string, IntegerValue: number) =>
  call('AssociateQualificationWithWorker', {
    QualificationTypeId: type,
    WorkerId,
    IntegerValue,
    SendNotification: false,
  });

const post = (type: string, number: number) =>
  call('CreateHIT', {
    Title: `Is it red? (${number % 10})`,
    Description: 'Look at a picture and say whether it is red.',
    Reward: '0.05',
    LifetimeInSeconds: 3600,
    AssignmentDurationInSeconds: 600,
    MaxAssignments: 3,
    Question: question,
    QualificationRequirements: [
      {
        QualificationTypeId: type,
        Comparator: 'GreaterThanOrEqualTo',
        IntegerValues: [40 + (number % 10)],
        ActionsGuarded: 'DiscoverPreviewAndAccept',
      },
    ],
  });

type Call = (world: World, iteration: number) => RefinedResponse<'text'>;

const reads: readonly Call[] = [
  ({ hits }) => call('GetHIT', { HITId: pick(hits) }),
  () => call('GetAccountBalance', {}),
  ({ hits }) => call('ListAssignmentsForHIT', { HITId: pick(hits), MaxResults: 20 }),
  ({ type }) => call('ListWorkersWithQualificationType', { QualificationTypeId: type, MaxResults: 20 }),
  () => call('ListHITs', { MaxResults: 10 }),
  ({ type }) => call('GetQualificationType', { QualificationTypeId: type }),
];
const writes: readonly Call[] = [
  ({ type, workers }, iteration) => grant(type, pick(workers), iteration % 100),
  ({ type }, iteration) => post(type, iteration),
];
/** One call in twenty writes. */
const writeEvery = 20;

export default function run(world: World): void {
  const iteration = iterationNumber();
  const isWrite = iteration % writeEvery === 0;
  const calls = isWrite ? writes : reads;
  const turn = isWrite ? iteration / writeEvery : iteration;
  const response = (calls[turn % calls.length] as Call)(world, iteration);
  check(response, { 'status is 200': ({ status }) => status === 200 });
}
