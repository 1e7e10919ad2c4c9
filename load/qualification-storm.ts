/** How soon does a worker see what a Qualification opens or closes, while thousands watch and grants and revocations rain? */
import { check } from 'k6';
import { randomBytes } from 'k6/crypto';
import encoding from 'k6/encoding';
import { dueStamp, now, reasonOf } from './due.ts';
import { optionsFor } from './profiles.ts';
import { iterationNumber } from './scenario.ts';
import { call } from './signature.ts';
import { okJson } from './target.ts';
import { budgets } from './thresholds.ts';
import { never } from './watcher.ts';
import { watchingWorkers, watch as watchSockets } from './watching.ts';
import { question } from './work.ts';

export { handleSummary } from './summary.ts';

export const options = optionsFor({
  rate: 500,
  sockets: 4000,
  durations: {
    'push_latency{kind:addressed}': budgets.push,
    'push_latency{kind:visibility}': budgets.push,
    snapshot_duration: budgets.snapshot,
  },
  never,
});
/** Taken now, for k6 puts others in their place. */
const { scenarios } = options;

/** Groups that one grant opens, each at its own level. */
const guards = [
  'DiscoverPreviewAndAccept',
  'DiscoverPreviewAndAccept',
  'PreviewAndAccept',
  'Accept',
] as const;

interface World {
  readonly base: number;
  readonly type: string;
  readonly workers: string[];
  readonly search: string;
}

export function setup(): World {
  const search = `Storm ${encoding.b64encode(randomBytes(6), 'rawurl')}`;
  const type = makeType(search);
  for (const [number, guarded] of guards.entries()) postGroup(`${search}, ${number}`, type, guarded);
  return { base: now(), type, workers: watchingWorkers(scenarios), search };
}

function makeType(name: string): string {
  const made = call('CreateQualificationType', {
    Name: name,
    Description: 'Granted and revoked while workers watch.',
    QualificationTypeStatus: 'Active',
  });
  return okJson<{ QualificationType: { QualificationTypeId: string } }>(made).QualificationType
    .QualificationTypeId;
}

function postGroup(title: string, type: string, guarded: (typeof guards)[number]): void {
  const requirement = { QualificationTypeId: type, Comparator: 'Exists', ActionsGuarded: guarded };
  okJson(
    call('CreateHIT', {
      Title: title,
      Description: 'Open to whoever holds the Qualification.',
      Reward: '0.05',
      LifetimeInSeconds: 86_400,
      AssignmentDurationInSeconds: 600,
      MaxAssignments: 100,
      Question: question,
      QualificationRequirements: [requirement],
    }),
  );
}

/** Goes round the workers: each is granted the Qualification, in the next round it is taken away again. */
export default function run({ base, type, workers }: World): void {
  const iteration = iterationNumber();
  const worker = workers[iteration % workers.length] as string;
  const isGrant = Math.floor(iteration / workers.length) % 2 === 0;
  const stamp = dueStamp(scenarios, base);
  const about = { QualificationTypeId: type, WorkerId: worker };
  const response = isGrant
    ? call('AssociateQualificationWithWorker', { ...about, IntegerValue: stamp, SendNotification: false })
    : call('DisassociateQualificationFromWorker', { ...about, Reason: reasonOf(stamp) });
  check(response, { 'status is 200': ({ status }) => status === 200 });
}

export function watch(world: World): void {
  watchSockets(world);
}
