import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessLevels, type Requirement } from '../../../server/contract/entities.ts';
import { Refused } from '../../../server/contract/errors.ts';
import type { Flip, GroupQuery } from '../../../server/eligibility/answers.ts';
import { EligibilityIndex } from '../../../server/eligibility/eligibility-index.ts';
import type { Fact } from '../../../server/eligibility/facts.ts';
import { randomRuns, testSeed } from '../../support/runs.ts';
import { Reference } from './reference.ts';
import { environment, queries, requirements, type Step, steps, type WorldSize } from './worlds.ts';

/** Index and reference, told the same. */
class Pair {
  readonly index = new EligibilityIndex({ environment });
  readonly reference = new Reference({ environment });
  #commits = 0;

  take(step: Step): void {
    if (step.kind !== 'commit') {
      this.index[step.kind](step.worker);
      this.reference[step.kind](step.worker);
      return;
    }
    this.#commits++;
    const version = (age: number) => (age === 0 ? this.#commits : Math.max(0, this.#commits - age));
    const facts = step.facts.map(({ fact, age }) => ({ ...fact, version: version(age) }) as Fact);
    expect(byPair(this.index.apply(facts))).toEqual(byPair(this.reference.apply(facts)));
  }

  /** What either answers, refusals included. */
  same(ask: (either: EligibilityIndex | Reference) => unknown): void {
    expect(answerOf(() => ask(this.index))).toEqual(answerOf(() => ask(this.reference)));
  }
}

function answerOf(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Refused) return `refused: ${error.code}`;
    throw error;
  }
}

function byPair(flips: readonly Flip[]): string[] {
  return flips.map((flip) => `${flip.worker} ${flip.group} ${flip.previous} → ${flip.access}`).sort();
}

interface Questions {
  readonly query: Omit<GroupQuery, 'limit' | 'after'>;
  readonly requirements: Requirement[];
}

function askAll(pair: Pair, size: WorldSize, { query, requirements: asked }: Questions): void {
  const { index, reference } = pair;
  expect(index.onlineCount()).toBe(reference.onlineCount());
  for (let worker = 0; worker < size.workers; worker++) askWorker(pair, size, `A${worker}`, query);
  for (let group = 0; group < size.groups; group++) {
    pair.same((either) => either.workableHits(`G${group}`));
    pair.same((either) => either.audienceOfGroup(`G${group}`));
  }
  expect(index.audience(asked)).toEqual(reference.audience(asked));
  for (const level of ['discover', 'preview', 'accept'] as const) {
    expect(pagedWorkers(index, asked, level).sort()).toEqual(reference.eligible(asked, level).sort());
  }
  for (const { kept, counted } of index.recount()) expect(kept).toEqual(counted);
}

function askWorker(pair: Pair, size: WorldSize, worker: string, query: Questions['query']): void {
  expect(pair.index.online.has(worker)).toBe(pair.reference.isWatched(worker));
  for (let at = 0; at < size.hits; at++) {
    pair.same((either) => either.explain(worker, `H${at}`));
    pair.same((either) => either.check(worker, `H${at}`));
  }
  for (let at = 0; at < size.groups; at++) {
    const group = `G${at}`;
    pair.same((either) => either.groupAccess(worker, group));
    pair.same((either) => either.explainGroup(worker, group));
    pair.same((either) => either.groupView(worker, group));
    pair.same((either) => either.workableHits(group, worker));
    pair.same((either) => either.nextWorkableHit(worker, group));
  }
  askGroups(pair, worker, query);
}

function askGroups({ index, reference }: Pair, worker: string, query: Questions['query']): void {
  if (!index.hasWorker(worker)) {
    expect(() => index.groups(worker, { ...query, limit: 2 })).toThrow(Refused);
    return;
  }
  const expected = reference.groups(worker, query);
  const found = [];
  let after: string | undefined;
  do {
    const page = index.groups(worker, { ...query, limit: 2, ...(after === undefined ? {} : { after }) });
    expect(page.total).toBe(expected.length);
    expect(page.groups.length).toBeLessThanOrEqual(2);
    found.push(...page.groups);
    after = page.next;
  } while (after !== undefined);
  expect(found).toEqual(expected);
}

function pagedWorkers(
  index: EligibilityIndex,
  asked: Requirement[],
  level: 'discover' | 'preview' | 'accept',
): string[] {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = index.audienceWorkers(asked, level, { limit: 3, ...(after === undefined ? {} : { after }) });
    found.push(...page.workers);
    after = page.next;
  } while (after !== undefined);
  return found;
}

const small: WorldSize = { workers: 4, types: 3, requesters: 2, groups: 4, hits: 6 };
const middle: WorldSize = { workers: 90, types: 3, requesters: 3, groups: 12, hits: 20 };

describe('random histories', () => {
  it('after every step, index and reference answer every question alike', () => {
    const seed = testSeed();
    const asks = fc.record({ query: queries, requirements: requirements(small) });
    fc.assert(
      fc.property(
        steps(small, { minLength: 1, maxLength: 40 }),
        fc.array(asks, { minLength: 1 }),
        (history, asked) => {
          const pair = new Pair();
          for (const [at, step] of history.entries()) {
            pair.take(step);
            askAll(pair, small, asked[at % asked.length] as Questions);
          }
        },
      ),
      { seed, numRuns: randomRuns(150, 10_000) },
    );
  });

  it('long histories over many workers end alike, and flips agree all along', () => {
    const seed = testSeed();
    const asks = fc.record({ query: queries, requirements: requirements(middle) });
    fc.assert(
      fc.property(steps(middle, { minLength: 300, maxLength: 600 }), asks, (history, asked) => {
        const pair = new Pair();
        for (const step of history) pair.take(step);
        askAll(pair, middle, asked);
      }),
      { seed, numRuns: randomRuns(3, 200), endOnFailure: true },
    );
  });
});

describe('numeric forms', () => {
  it('agree with the checks by id', () => {
    fc.assert(
      fc.property(steps(small, { minLength: 20, maxLength: 60 }), (history) => {
        const pair = new Pair();
        for (const step of history) pair.take(step);
        const { index } = pair;
        for (const { worker, hit } of index.sample(20, 7)) {
          const level = index.checkNumbers(index.workerNumber(worker), index.hitNumber(hit));
          expect(accessLevels[level]).toBe(index.check(worker, hit));
        }
      }),
      { seed: testSeed(), numRuns: randomRuns(20, 500) },
    );
  });
});
