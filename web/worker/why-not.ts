import type { Obstacle } from '../../server/contract/entities.ts';
import type { Group } from '../../server/contract/schemas/group.ts';
import { duration } from '../parts/format.ts';

/** What keeps the worker from accepting, in one line; empty where nothing does. */
export function whyNot({ access, unmet, assignmentDurationInSeconds }: Group): string {
  if (access === 'accept') return `You have ${duration(assignmentDurationInSeconds)} for each`;
  const [first, ...more] = unmet;
  if (!first) return 'Open it to see what stands in the way';
  return more.length === 0 ? first.text : `${first.text} (and ${more.length} more)`;
}

const obstacleTexts: Readonly<Record<Obstacle, string>> = {
  blocked: 'The requester has blocked you.',
  'own-hit': 'These HITs are of your own requester account.',
  'already-done': 'You have or have had this HIT already.',
  'none-left': 'All places are taken.',
  expired: 'The HIT has expired.',
  'not-assignable': 'The HIT is no longer given to workers.',
};

export const obstacleText = (obstacle: Obstacle): string => obstacleTexts[obstacle];
