import type { Requirement } from '../../server/contract/entities.ts';
import { seededChance, threeRequirements, worker } from '../eligibility/world.ts';

/** Who is asked about: equal people and rules for every side. */

const workerCount = 10_000;
const hitCount = 1000;

/** A worker as it is made; what it then shows follows from the server's own rules. */
export interface NewPerson {
  readonly approved: number;
  readonly rejected: number;
  readonly country: string;
}

/** A worker as it is compared. */
export interface Person {
  readonly approvalRate: number;
  readonly hitsApproved: number;
  readonly country: string;
}

/** The three requirements of a HIT: at least this rate, more HITs than this, this country. */
export interface Rule {
  readonly approvalRate: number;
  readonly hitsApproved: number;
  readonly country: string;
}

/** Numbers of a worker and a HIT. */
export type Pair = readonly [worker: number, hit: number];

export function newPeople(): NewPerson[] {
  const chance = seededChance(7);
  return Array.from({ length: workerCount }, () => {
    const { approvalRate, hitsApproved, locale } = worker(chance);
    const rejected = Math.round((hitsApproved * (100 - approvalRate)) / 100);
    return { approved: hitsApproved, rejected, country: locale.country };
  });
}

export function newRules(): Rule[] {
  const chance = seededChance(11);
  return Array.from({ length: hitCount }, () => {
    const [rate, approved] = threeRequirements(chance, 1) as [Requirement, Requirement];
    return {
      approvalRate: rate.IntegerValues?.[0] as number,
      hitsApproved: approved.IntegerValues?.[0] as number,
      country: ['US', 'US', 'US', 'IN', 'GB'][chance.below(5)] as string,
    };
  });
}

export const mayAccept = (person: Person, rule: Rule): boolean =>
  person.approvalRate >= rule.approvalRate &&
  person.hitsApproved > rule.hitsApproved &&
  person.country === rule.country;

/** Pairs to ask about, the same on every side. */
export function pairs(count: number): Pair[] {
  const chance = seededChance(13);
  return Array.from({ length: count }, () => [chance.below(workerCount), chance.below(hitCount)]);
}
