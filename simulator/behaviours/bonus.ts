import type { Random } from '../engine/random.ts';
import type { RequesterBehaviour } from './parameters.ts';

/** Bonus for approved work in mills, whole cents; 0: none. */
export function bonusMills(rewardMills: number, behaviour: RequesterBehaviour, random: Random): number {
  if (!random.chance(behaviour.bonusShare)) return 0;
  const { median, sigma } = behaviour.bonusFactor;
  return Math.max(10, Math.round((rewardMills * random.lognormal(median, sigma)) / 10) * 10);
}
