import type { Random } from '../engine/random.ts';
import type { RequesterBehaviour } from './parameters.ts';

/** Whether a requester blocks the worker of a submission that it has decided on: rare, and only after a rejection. */
export function blocks(rejected: boolean, behaviour: RequesterBehaviour, random: Random): boolean {
  return rejected && random.chance(behaviour.blockShareOfRejected);
}
