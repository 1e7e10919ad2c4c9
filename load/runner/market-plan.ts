import type { QualificationRequirementInput } from '../../server/contract/entities.ts';
import {
  approvalRateTypeId,
  hitsApprovedTypeId,
  localeTypeId,
  mastersTypeId,
} from '../../server/contract/system-types.ts';

/**
 * What a load test's market holds, as data: drawn from published figures about the real one (origins, approvals,
 * rewards, what requesters ask for), and the same for the same seed and size.
 */

export interface MarketSize {
  readonly workers: number;
  readonly groups: number;
  /** Mean number of HITs in a group; few groups hold most of them. */
  readonly hitsPerGroup: number;
}

export interface PlannedWorker {
  readonly locale: { readonly country: string; readonly subdivision?: string };
  readonly adult: boolean;
  readonly masters: boolean;
  readonly approved: number;
  readonly rejected: number;
  readonly submitted: number;
  /** Numbers of own types with the score held. */
  readonly scores: readonly { readonly type: number; readonly value: number }[];
}

export interface PlannedGroup {
  readonly title: string;
  readonly requester: number;
  /** US dollars. */
  readonly reward: string;
  readonly hits: number;
  readonly assignments: number;
  /** Requirements on own types name the type by its number, as `own:3`. */
  readonly requirements: readonly QualificationRequirementInput[];
}

/** Qualification types of requesters, each held by one worker in ten. */
export const ownTypeNames = [
  'English writing ability',
  'Image labelling test',
  'Transcription test',
  'Past participant',
  'Survey panel',
  'Medical terms',
] as const;
export const requesterCount = 20;

/** mulberry32: numbers in 0..1, the same for the same seed. */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function planWorkers(count: number, seed: number): PlannedWorker[] {
  const chance = chanceFrom(seed);
  return Array.from({ length: count }, () => planWorker(chance));
}

const originsWeighted = [
  [0.73, 'US'],
  [0.17, 'IN'],
  [0.014, 'CA'],
  [0.01, 'GB'],
  [0.016, 'IT'],
  [0.02, 'DE'],
  [0.02, 'BR'],
  [0.02, 'PH'],
] as const;
const states = ['CA', 'TX', 'FL', 'NY', 'PA', 'OH', 'IL', 'GA', 'NC', 'MI', 'WA', 'OR'] as const;

function planWorker(chance: () => number): PlannedWorker {
  const country = weighted(originsWeighted, chance());
  const locale = country === 'US' ? { country, subdivision: oneOf(states, chance()) } : { country };
  // Approved HITs: median 250 with a long tail, as survey takers report.
  const approved = Math.min(200_000, Math.floor(250 * Math.exp(2.34 * normal(chance))));
  const rejected = Math.round((approved * rejectionRate(chance)) / 100);
  const masters = approved > 1000 && chance() < 0.2;
  const scores = ownTypeNames.flatMap((_, type) =>
    chance() < 0.1 ? [{ type, value: Math.floor(100 * chance()) }] : [],
  );
  const submitted = approved + rejected + Math.floor(5 * chance());
  return { locale, adult: chance() < 0.3, masters, approved, rejected, submitted, scores };
}

/** Rejected of a hundred: below one for nearly all, some meet harsh requesters. */
function rejectionRate(chance: () => number): number {
  const draw = chance();
  if (draw < 0.9) return chance();
  return draw < 0.96 ? 1 + 4 * chance() : 5 + 15 * chance();
}

/** Standard normal, by Box and Muller. */
function normal(chance: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

const rewardsWeighted = [
  [0.1, '0.01'],
  [0.1, '0.02'],
  [0.3, '0.05'],
  [0.2, '0.10'],
  [0.12, '0.25'],
  [0.1, '0.50'],
  [0.06, '1.00'],
  [0.02, '3.00'],
] as const;
const works = [
  'Label images',
  'Transcribe audio',
  'Answer a survey',
  'Check addresses',
  'Rate search results',
] as const;

export function planGroups(count: number, hitsPerGroup: number, seed: number): PlannedGroup[] {
  const chance = chanceFrom(seed + 1);
  return Array.from({ length: count }, (_, number) => ({
    title: `${oneOf(works, chance())}, batch ${number + 1}`,
    // The square leaves a few requesters with most of the groups.
    requester: Math.floor(requesterCount * chance() ** 2),
    reward: weighted(rewardsWeighted, chance()),
    hits: heavyTailed(hitsPerGroup, chance()),
    assignments: 1 + Math.floor(5 * chance() ** 2),
    requirements: planRequirements(chance),
  }));
}

/** Pareto with exponent 1.5 and the given mean, cut at a hundred times it. */
function heavyTailed(mean: number, draw: number): number {
  const least = mean / 3;
  return Math.max(1, Math.min(Math.round(mean * 100), Math.round(least / (1 - draw) ** (1 / 1.5))));
}

const atLeast = (QualificationTypeId: string, value: number): QualificationRequirementInput => ({
  QualificationTypeId,
  Comparator: 'GreaterThanOrEqualTo',
  IntegerValues: [value],
});
const from = (...countries: string[]): QualificationRequirementInput => ({
  QualificationTypeId: localeTypeId,
  Comparator: countries.length === 1 ? 'EqualTo' : 'In',
  LocaleValues: countries.map((Country) => ({ Country })),
});

/** Nearly a fifth ask for approved HITs, many for an approval rate or a country, some for tests of their own. */
function planRequirements(chance: () => number): QualificationRequirementInput[] {
  const own = `own:${Math.floor(ownTypeNames.length * chance())}`;
  const score = Math.floor(90 * chance());
  const draw = chance();
  if (draw < 0.3) return [];
  if (draw < 0.48) return [atLeast(approvalRateTypeId, 95)];
  if (draw < 0.58) return [atLeast(approvalRateTypeId, 98), atLeast(hitsApprovedTypeId, 1000), from('US')];
  if (draw < 0.67) return [atLeast(approvalRateTypeId, 97), atLeast(hitsApprovedTypeId, 100)];
  if (draw < 0.77) return [from('US')];
  if (draw < 0.82) return [from('US', 'CA', 'GB')];
  if (draw < 0.85) return [{ QualificationTypeId: mastersTypeId.sandbox, Comparator: 'Exists' }];
  if (draw < 0.92) return [{ ...atLeast(own, score), ActionsGuarded: 'Accept' }];
  if (draw < 0.95) return [{ ...atLeast(own, score), ActionsGuarded: 'PreviewAndAccept' }];
  if (draw < 0.98) return [{ ...atLeast(own, score), ActionsGuarded: 'DiscoverPreviewAndAccept' }];
  return [
    { QualificationTypeId: own, Comparator: 'DoesNotExist', ActionsGuarded: 'DiscoverPreviewAndAccept' },
  ];
}

function weighted<T>(choices: readonly (readonly [weight: number, value: T])[], draw: number): T {
  const total = choices.reduce((sum, [weight]) => sum + weight, 0);
  let left = draw * total;
  for (const [weight, value] of choices) {
    left -= weight;
    if (left < 0) return value;
  }
  return (choices.at(-1) as readonly [number, T])[1];
}

function oneOf<T>(choices: readonly T[], draw: number): T {
  return choices[Math.floor(draw * choices.length)] as T;
}
