import fc from 'fast-check';
import {
  actionsGuarded,
  type Comparator,
  comparators,
  type Environment,
  type Requirement,
  type WireLocale,
} from '../../../server/contract/entities.ts';
import {
  adultTypeId,
  approvalRateTypeId,
  hitsApprovedTypeId,
  localeTypeId,
  mastersTypeId,
} from '../../../server/contract/system-types.ts';
import type { GroupQuery } from '../../../server/eligibility/answers.ts';
import type { Fact } from '../../../server/eligibility/facts.ts';

/** How many of each kind a random history speaks of. Small worlds collide often; larger ones reach other shapes of data. */
export interface WorldSize {
  readonly workers: number;
  readonly types: number;
  readonly requesters: number;
  readonly groups: number;
  readonly hits: number;
}

type Unversioned<F> = F extends Fact ? Omit<F, 'version'> : never;
export type NewFact = Unversioned<Fact>;

export type Step =
  /** `age` 0: news; else a version that many commits old. */
  | { readonly kind: 'commit'; readonly facts: readonly { readonly fact: NewFact; readonly age: number }[] }
  | { readonly kind: 'watch' | 'unwatch'; readonly worker: string };

export const environment: Environment = 'sandbox';
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at}`);
const pick = (prefix: string, count: number) => fc.constantFrom(...ids(prefix, count));

const edgeIntegers = [-2_147_483_648, -2_147_483_647, -1, 0, 1, 2, 3, 4, 5, 6, 2_147_483_646, 2_147_483_647];
const integer = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 6 }) },
  fc.constantFrom(...edgeIntegers),
);
const rate = fc.constantFrom(0, 90, 94, 95, 96, 99, 100);
const approvals = fc.constantFrom(0, 1, 99, 100, 101, 1000, 5000, 100_000);
const wantedInteger = fc.oneof(integer, rate, approvals);
const wantedLocales: WireLocale[] = [
  { Country: 'US' },
  { Country: 'US', Subdivision: 'PA' },
  { Country: 'US', Subdivision: 'NY' },
  { Country: 'IN' },
  { Country: 'GB' },
  { Country: 'CA' },
];
const wantedLocale = fc.constantFrom(...wantedLocales);
const workerLocale = fc.constantFrom(
  { country: 'US' },
  { country: 'US', subdivision: 'PA' },
  { country: 'US', subdivision: 'NY' },
  { country: 'IN' },
  { country: 'GB' },
);

const systemTypes = [hitsApprovedTypeId, approvalRateTypeId, adultTypeId, mastersTypeId[environment]];
const guard = fc.constantFrom(...actionsGuarded);
const isValueless = (comparator: Comparator) => comparator === 'Exists' || comparator === 'DoesNotExist';
const isList = (comparator: Comparator) => comparator === 'In' || comparator === 'NotIn';

function integerRequirement(type: fc.Arbitrary<string>): fc.Arbitrary<Requirement> {
  const values = fc.array(wantedInteger, { minLength: 1, maxLength: 4 });
  return fc
    .tuple(type, fc.constantFrom(...comparators), values, guard)
    .map(([id, Comparator, listed, guards]) => ({
      QualificationTypeId: id,
      Comparator,
      ...(isValueless(Comparator) ? {} : { IntegerValues: isList(Comparator) ? listed : listed.slice(0, 1) }),
      ActionsGuarded: guards,
    }));
}

const localeComparators = ['EqualTo', 'NotEqualTo', 'In', 'NotIn', 'Exists', 'DoesNotExist'] as const;
const localeRequirement: fc.Arbitrary<Requirement> = fc
  .tuple(fc.constantFrom(...localeComparators), fc.array(wantedLocale, { minLength: 1, maxLength: 4 }), guard)
  .map(([Comparator, listed, guards]) => ({
    QualificationTypeId: localeTypeId,
    Comparator,
    ...(isValueless(Comparator) ? {} : { LocaleValues: isList(Comparator) ? listed : listed.slice(0, 1) }),
    ActionsGuarded: guards,
  }));

export function requirements(size: WorldSize): fc.Arbitrary<Requirement[]> {
  const one = fc.oneof(
    { weight: 3, arbitrary: integerRequirement(pick('T', size.types)) },
    { weight: 2, arbitrary: integerRequirement(fc.constantFrom(...systemTypes)) },
    localeRequirement,
  );
  return fc.array(one, { maxLength: 4 });
}

export function newFacts(size: WorldSize): fc.Arbitrary<NewFact> {
  const worker = pick('A', size.workers);
  const requester = pick('R', size.requesters);
  const hit = pick('H', size.hits);
  const group = pick('G', size.groups);
  const workerFact = fc.record({
    kind: fc.constant('worker' as const),
    id: worker,
    value: fc.option(
      fc
        .record({
          approvalRate: rate,
          hitsApproved: approvals,
          masters: fc.boolean(),
          adult: fc.boolean(),
          locale: workerLocale,
          requester: fc.option(requester),
        })
        .map(({ requester: own, ...rest }) => (own === null ? rest : { ...rest, requester: own })),
      { freq: 12 },
    ),
  });
  const qualification = fc.record({
    kind: fc.constant('qualification' as const),
    worker,
    type: pick('T', size.types),
    value: fc.option(integer, { freq: 4 }),
  });
  const hitType = fc.record({
    kind: fc.constant('hitType' as const),
    id: group,
    value: fc
      .record({
        requester,
        requesterName: fc.constantFrom('Ada', 'Bell Labs'),
        title: fc.constantFrom('Label images', 'label Images', 'Transcribe', 'A survey'),
        description: fc.constantFrom('Quick and easy', 'Read carefully'),
        keywords: fc.option(fc.constantFrom('image, label', 'audio')),
        rewardMills: fc.constantFrom(10, 50, 50, 1000),
        assignmentDurationSeconds: fc.constant(600),
        requirements: requirements(size),
      })
      .map(({ keywords, ...rest }) => (keywords === null ? rest : { ...rest, keywords })),
  });
  const hitFact = fc.record({
    kind: fc.constant('hit' as const),
    id: hit,
    value: fc.option(
      fc.record({
        hitType: group,
        status: fc.constantFrom(
          'Assignable',
          'Assignable',
          'Unassignable',
          'Reviewable',
          'Reviewing',
          'Disposed',
        ),
        available: fc.constantFrom(0, 1, 1, 3),
        expired: fc.constantFrom(false, false, false, true),
        createdAt: fc.integer({ min: 1000, max: 1010 }),
      }),
      { freq: 12 },
    ),
  });
  const participation = fc.record({
    kind: fc.constant('participation' as const),
    worker,
    hit,
    value: fc.constantFrom(true, true, false),
  });
  const block = fc.record({ kind: fc.constant('block' as const), requester, worker, value: fc.boolean() });
  const type = fc.record({
    kind: fc.constant('qualificationType' as const),
    id: pick('T', size.types),
    value: fc.option(fc.record({ name: fc.constantFrom('Color', 'Grammar') })),
  });
  return fc.oneof(
    { weight: 5, arbitrary: workerFact },
    { weight: 7, arbitrary: qualification },
    { weight: 4, arbitrary: hitType },
    { weight: 6, arbitrary: hitFact as fc.Arbitrary<NewFact> },
    { weight: 4, arbitrary: participation },
    { weight: 2, arbitrary: block },
    { weight: 1, arbitrary: type },
  );
}

export function steps(
  size: WorldSize,
  length: { minLength: number; maxLength: number },
): fc.Arbitrary<Step[]> {
  const aged = fc.record({
    fact: newFacts(size),
    age: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 8 })),
  });
  const commit = fc.record({
    kind: fc.constant('commit' as const),
    facts: fc.array(aged, { minLength: 1, maxLength: 5 }),
  });
  const watching = fc.record({
    kind: fc.constantFrom('watch' as const, 'watch' as const, 'unwatch' as const),
    worker: pick('A', size.workers),
  });
  return fc.array(fc.oneof({ weight: 6, arbitrary: commit }, { weight: 1, arbitrary: watching }), length);
}

export const queries: fc.Arbitrary<Omit<GroupQuery, 'limit' | 'after'>> = fc
  .record({
    sort: fc.option(
      fc.constantFrom('-created' as const, '-reward' as const, '-available' as const, 'title' as const),
    ),
    minRewardMills: fc.option(fc.constantFrom(0, 50, 51), { freq: 2 }),
    access: fc.option(fc.constantFrom('discover' as const, 'preview' as const, 'accept' as const)),
    search: fc.option(fc.constantFrom('label', 'IMAGE quick', 'ada', ' ', 'nothing'), { freq: 2 }),
  })
  .map((query) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== null)));
