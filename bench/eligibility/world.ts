import type { ActionsGuarded, Comparator, Requirement } from '../../server/contract/entities.ts';
import { approvalRateTypeId, hitsApprovedTypeId, localeTypeId } from '../../server/contract/system-types.ts';
import { EligibilityIndex } from '../../server/eligibility/eligibility-index.ts';
import type { WorkerValue } from '../../server/eligibility/facts.ts';

/** Chance that is the same in every run: xorshift on 32 bits. */
export function seededChance(seed: number): { below(bound: number): number; share(): number } {
  let state = seed | 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return { below: (bound) => next() % bound, share: () => next() / 2 ** 32 };
}

export type Chance = ReturnType<typeof seededChance>;

const states = ['CA', 'TX', 'FL', 'NY', 'PA', 'OH', 'WA', 'IL', 'GA', 'NC'];
const countries = ['IN', 'GB', 'CA', 'BR', 'PH', 'IT', 'DE', 'FR', 'VE', 'ES'];

export function worker(chance: Chance): WorkerValue {
  const isAmerican = chance.share() < 0.7;
  return {
    approvalRate: chance.share() < 0.3 ? 100 : 100 - Math.floor(chance.share() ** 3 * 40),
    hitsApproved: Math.floor(Math.exp(chance.share() * 10.5)) - 1,
    masters: chance.share() < 0.03,
    adult: chance.share() < 0.4,
    locale: isAmerican
      ? { country: 'US', subdivision: states[chance.below(states.length)] as string }
      : { country: countries[chance.below(countries.length)] as string },
  };
}

/** Share of the workers who have own type `type`: of every five types one is common, the rest ever rarer. */
export function heldShare(type: number): number {
  return [0.6, 0.2, 0.05, 0.01, 0.002][type % 5] as number;
}

export const typeId = (type: number) => `3TYPE${type}`;
export const workerId = (at: number) => `A${(at + 36 ** 4).toString(36).toUpperCase()}WORKER`;
export const groupId = (at: number) => `3GROUP${at}`;
export const hitId = (at: number) => `3HIT${at}`;

const guards: readonly ActionsGuarded[] = [
  'Accept',
  'Accept',
  'PreviewAndAccept',
  'DiscoverPreviewAndAccept',
];

function requirement(
  type: string,
  comparator: Comparator,
  value: number,
  guarded: ActionsGuarded,
): Requirement {
  return {
    QualificationTypeId: type,
    Comparator: comparator,
    IntegerValues: [value],
    ActionsGuarded: guarded,
  };
}

/** The usual three: approval rate, HITs approved, and a place or an own type. */
export function threeRequirements(chance: Chance, types: number): Requirement[] {
  const guarded = () => guards[chance.below(guards.length)] as ActionsGuarded;
  return [
    requirement(approvalRateTypeId, 'GreaterThanOrEqualTo', 80 + chance.below(20), guarded()),
    requirement(
      hitsApprovedTypeId,
      'GreaterThan',
      [0, 50, 100, 500, 1000, 5000][chance.below(6)] as number,
      guarded(),
    ),
    chance.share() < 0.5
      ? {
          QualificationTypeId: localeTypeId,
          Comparator: 'EqualTo',
          LocaleValues: [{ Country: 'US' }],
          ActionsGuarded: guarded(),
        }
      : requirement(typeId(chance.below(types)), 'GreaterThanOrEqualTo', chance.below(100), guarded()),
  ];
}

/** What was told to an index, for the plain code beside it. */
export interface World {
  readonly index: EligibilityIndex;
  readonly workers: readonly WorkerValue[];
  /** By type, the value of each worker or -1. */
  readonly held: readonly Int32Array[];
  readonly requirements: readonly (readonly Requirement[])[];
}

export interface WorldSize {
  readonly workers: number;
  readonly types: number;
  readonly hits: number;
}

/** Builds the same world for the same seed; every HIT is a group of its own, with requirements of its own. */
export function buildWorld(size: WorldSize, seed: number): World {
  const chance = seededChance(seed);
  const index = new EligibilityIndex({ environment: 'sandbox' });
  let version = 0;
  const workers = Array.from({ length: size.workers }, (_, at) => {
    const value = worker(chance);
    index.apply([{ kind: 'worker', id: workerId(at), version: ++version, value }]);
    return value;
  });
  const held = Array.from({ length: size.types }, (_, type) => {
    const column = new Int32Array(size.workers).fill(-1);
    for (let at = 0; at < size.workers; at++) {
      if (chance.share() >= heldShare(type)) continue;
      const value = chance.below(100);
      column[at] = value;
      index.apply([
        { kind: 'qualification', worker: workerId(at), type: typeId(type), version: ++version, value },
      ]);
    }
    return column;
  });
  const requirements = Array.from({ length: size.hits }, () => threeRequirements(chance, size.types));
  addHits(index, requirements, version);
  return { index, workers, held, requirements };
}

/** Tells an index of one HIT per set of requirements, each with a group of its own. */
export function addHits(
  index: EligibilityIndex,
  sets: readonly (readonly Requirement[])[],
  after: number,
): void {
  let version = after;
  for (const [at, requirements] of sets.entries()) {
    const value = {
      requester: `R${at % 500}`,
      requesterName: `Requester ${at % 500}`,
      title: `Task ${at}`,
      description: 'Read and answer.',
      rewardMills: 10 * (1 + (at % 97)),
      assignmentDurationSeconds: 600,
      requirements,
    };
    index.apply([
      { kind: 'hitType', id: groupId(at), version: ++version, value },
      {
        kind: 'hit',
        id: hitId(at),
        version: ++version,
        value: {
          hitType: groupId(at),
          status: 'Assignable',
          available: 5,
          expired: false,
          createdAt: 1e12 + at,
        },
      },
    ]);
  }
}
