/** How soon do thousands of connected workers hear of what happens to them, and are their requests answered meanwhile? */
import { check } from 'k6';
import { randomBytes } from 'k6/crypto';
import encoding from 'k6/encoding';
import { dueStamp, now } from './due.ts';
import { optionsFor } from './profiles.ts';
import { call } from './signature.ts';
import { okJson, pick, samplePairs } from './target.ts';
import { budgets } from './thresholds.ts';
import { never } from './watcher.ts';
import { watchingWorkers, watch as watchSockets } from './watching.ts';

export { handleSummary } from './summary.ts';

export const options = optionsFor({
  rate: 500,
  sockets: 2000,
  durations: {
    'push_latency{kind:addressed}': budgets.push,
    acknowledgement_duration: budgets.acknowledgement,
    snapshot_duration: budgets.snapshot,
  },
  never,
});
/** Taken now, for k6 puts others in their place. */
const { scenarios } = options;

interface World {
  readonly base: number;
  readonly type: string;
  readonly workers: string[];
  readonly hits: string[];
}

export function setup(): World {
  const made = call('CreateQualificationType', {
    Name: `Watched ${encoding.b64encode(randomBytes(9))}`,
    Description: 'Changed while workers watch.',
    QualificationTypeStatus: 'Active',
  });
  return {
    base: now(),
    type: okJson<Made>(made).QualificationType.QualificationTypeId,
    workers: watchingWorkers(scenarios),
    hits: [...new Set(samplePairs(200).map(({ hit }) => hit))],
  };
}

interface Made {
  readonly QualificationType: { readonly QualificationTypeId: string };
}

/** One change of one worker's Qualification, by its requester. */
export default function run({ base, type, workers }: World): void {
  const response = call('AssociateQualificationWithWorker', {
    QualificationTypeId: type,
    WorkerId: pick(workers),
    IntegerValue: dueStamp(scenarios, base),
    SendNotification: false,
  });
  check(response, { 'status is 200': ({ status }) => status === 200 });
}

export function watch(world: World): void {
  const [hit] = world.hits;
  watchSockets(world, [
    { name: 'eligibility:check', ask: { hit }, everySeconds: 10 },
    { name: 'eligibility:check', ask: { hits: world.hits }, everySeconds: 30 },
    { name: 'hits:list', ask: { limit: 20 }, everySeconds: 20 },
    { name: 'types:list', ask: { limit: 20 }, everySeconds: 60 },
  ]);
}
