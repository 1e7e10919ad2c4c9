import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../../server/contract/entities.ts';
import { EligibilityIndex } from '../../../server/eligibility/eligibility-index.ts';
import type { Fact } from '../../../server/eligibility/facts.ts';
import { randomRuns, testSeed } from '../../support/runs.ts';
import { Reference } from './reference.ts';
import { environment, type NewFact, newFacts, queries, requirements, type WorldSize } from './worlds.ts';

/** Few types are asked for often, many rarely; enough groups for several segments and for all postings to be made anew. */
const size: WorldSize = { workers: 8, types: 60, requesters: 4, groups: 5000, hits: 5000 };

const sets = fc.array(requirements(size), { minLength: 300, maxLength: 300 });
const people = fc.array(newFacts({ ...size, groups: 1, hits: 1 }), { minLength: 400, maxLength: 400 });

class Both {
  readonly index = new EligibilityIndex({ environment });
  readonly reference = new Reference({ environment });
  #version = 0;

  tell(fact: NewFact): void {
    const facts = [{ ...fact, version: ++this.#version } as Fact];
    this.index.apply(facts);
    this.reference.apply(facts);
  }

  hitType(at: number, asked: Requirement[]): void {
    const value = {
      requester: `R${at % size.requesters}`,
      requesterName: 'Ada',
      title: `Task ${at % 700}`,
      description: 'Read',
      rewardMills: 10 * (at % 13),
      assignmentDurationSeconds: 60,
      requirements: asked,
    };
    this.tell({ kind: 'hitType', id: `G${at}`, value });
  }

  hit(at: number, isOpen: boolean): void {
    const status = isOpen ? 'Assignable' : 'Unassignable';
    const value = {
      hitType: `G${at}`,
      status,
      available: isOpen ? 1 : 0,
      expired: false,
      createdAt: at % 900,
    } as const;
    this.tell({ kind: 'hit', id: `H${at}`, value });
  }
}

/** Makes most sets of requirements distinct, as markets with own thresholds do. */
function varied(set: readonly Requirement[], at: number): Requirement[] {
  return set.map((one) =>
    one.IntegerValues ? { ...one, IntegerValues: one.IntegerValues.map((v) => v + (at % 23)) } : one,
  );
}

describe('browsing among thousands of groups', () => {
  it('agrees with the reference while groups come, go and come back', () => {
    const asks = fc.array(queries, { minLength: 4, maxLength: 4 });
    const property = fc.property(sets, people, asks, (asked, known, browse) => {
      const both = new Both();
      for (const fact of known) if (fact.kind !== 'hitType' && fact.kind !== 'hit') both.tell(fact);
      const compare = (query: (typeof browse)[number] = {}) => {
        for (let worker = 0; worker < size.workers; worker += 3) {
          if (!both.index.hasWorker(`A${worker}`)) continue;
          const page = both.index.groups(`A${worker}`, { ...query, limit: 40 });
          const expected = both.reference.groups(`A${worker}`, query);
          expect(page.total).toBe(expected.length);
          expect(page.groups).toEqual(expected.slice(0, 40));
        }
      };
      const count = 4600;
      for (let at = 0; at < count; at++) {
        both.hitType(at, varied(asked[at % asked.length] as Requirement[], at));
        both.hit(at, true);
        if (at % 450 === 449) compare(browse[0]);
      }
      compare(browse[1]);
      for (let at = 0; at < count; at++) if (at % 10 !== 0) both.hit(at, false);
      compare(browse[2]);
      for (let at = 0; at < count; at += 7) both.hit(at, true);
      compare(browse[3]);
    });
    fc.assert(property, { seed: testSeed(), numRuns: randomRuns(1, 20), endOnFailure: true });
  }, 600_000);
});
