import type { Random } from '../engine/random.ts';
import type { WorkerBehaviour } from './parameters.ts';

/** How many HITs of a group a worker accepts before working on the first (P28): one, or for those who queue a geometric number. */
export function queueSeveral(
  queues: boolean,
  available: number,
  behaviour: WorkerBehaviour,
  random: Random,
): number {
  const most = Math.min(available, behaviour.queueMax);
  if (!queues || most < 2) return Math.min(1, available);
  const more = 1 - 1 / behaviour.queueMean;
  let count = 1;
  while (count < most && random.chance(more)) count++;
  return count;
}
