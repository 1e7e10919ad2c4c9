import { afterEach, describe, expect, it } from 'vitest';
import { Refused } from '../../../server/contract/errors.ts';
import type { AssignmentRecord, HitRecord } from '../../../server/contract/records.ts';
import { heldFor } from '../../../server/lifecycle/account.ts';
import {
  acceptAssignment,
  approveAssignment,
  rejectAssignment,
  returnAssignment,
  submitAssignment,
} from '../../../server/lifecycle/assignment.ts';
import { disposeHit, expireHit, extendHit, reviewHit } from '../../../server/lifecycle/hit.ts';
import { availableOf } from '../../../server/machines/hit.ts';
import type { Decision } from '../../../server/market/market-parts.ts';
import { Random } from '../../../simulator/engine/random.ts';
import { Decisions } from '../../support/run-decision.ts';
import { randomRuns, testSeed } from '../../support/runs.ts';

const startMills = 10_000_000;
const hitsMade = 4;
const workersMade = 5;

/** A small production market to which anything may happen, with all that ever was in it. */
class Turmoil {
  readonly market: Decisions;
  readonly #random: Random;
  readonly #hits: string[] = [];
  readonly #workers: string[] = [];
  readonly #assignments: string[] = [];

  constructor(market: Decisions, random: Random) {
    this.market = market;
    this.#random = random;
  }

  async begin(): Promise<void> {
    for (let at = 0; at < workersMade; at++) this.#workers.push((await this.market.worker()).id);
    for (let at = 0; at < hitsMade; at++) {
      const properties = { rewardMills: 10 * (at + 1), autoApprovalDelaySeconds: at === 0 ? 0 : 5000 };
      this.#hits.push((await this.market.hit({ maxAssignments: at + 1, properties })).id);
    }
  }

  #pick<T>(items: readonly T[]): T | undefined {
    return items[this.#random.int(Math.max(1, items.length))];
  }

  /** One random act; what may not be is refused. */
  async act(): Promise<string> {
    if (this.#random.chance(0.15)) {
      const seconds = this.#random.int(900);
      await this.market.pass(seconds);
      return `${seconds} s pass`;
    }
    const [name, decide] = this.#decision();
    try {
      await this.market.run(decide);
      return name;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return `${name}: ${error.code}`;
    }
  }

  #decision(): readonly [string, Decision<unknown>] {
    const hit = this.#pick(this.#hits) ?? '';
    const worker = this.#pick(this.#workers) ?? '';
    const assignment = this.#pick(this.#assignments.slice(-8)) ?? '';
    const acts: readonly (readonly [string, Decision<unknown>])[] = [
      ['accept', async (tx) => this.#assignments.push((await acceptAssignment(tx, { worker, hit })).id)],
      ['accept', async (tx) => this.#assignments.push((await acceptAssignment(tx, { worker, hit })).id)],
      ['submit', async (tx) => this.#byOwner(tx, assignment, 'submit')],
      ['submit', async (tx) => this.#byOwner(tx, assignment, 'submit')],
      ['return', async (tx) => this.#byOwner(tx, assignment, 'return')],
      ['approve', (tx) => approveAssignment(tx, { assignment })],
      ['reject', (tx) => rejectAssignment(tx, { assignment, feedback: '' })],
      ['override', (tx) => approveAssignment(tx, { assignment, override: true })],
      ['expire', (tx) => expireHit(tx, hit)],
      ['add', (tx) => extendHit(tx, { hit, additionalAssignments: 1 })],
      ['extend', (tx) => extendHit(tx, { hit, expireAt: tx.now + 2_000_000 })],
      ['review', (tx) => reviewHit(tx, { hit, revert: false })],
      ['revert', (tx) => reviewHit(tx, { hit, revert: true })],
      ['dispose', (tx) => disposeHit(tx, hit)],
    ];
    return this.#pick(acts) as (typeof acts)[number];
  }

  async #byOwner(tx: Parameters<Decision<unknown>>[0], id: string, what: 'submit' | 'return'): Promise<void> {
    const record = await tx.get('assignment', id);
    const about = { worker: record?.worker ?? '', assignment: id, answer: '' };
    await (what === 'submit' ? submitAssignment(tx, about) : returnAssignment(tx, about));
  }

  /** All assignments of refused decisions never came to be. */
  async check(): Promise<void> {
    const { market } = this;
    const found = await Promise.all(this.#assignments.map((id) => market.find('assignment', id)));
    const assignments = found.flatMap((record) => record ?? []);
    const hits = await Promise.all(this.#hits.map((id) => market.get('hit', id)));
    let held = 0;
    for (const hit of hits) {
      checkHit(
        hit,
        assignments.filter((assignment) => assignment.hit === hit.id),
      );
      held += heldFor(hit, await market.get('hitType', hit.hitTypeId));
    }
    const paid = assignments.filter(({ state }) => state === 'Approved');
    const spent = paid.reduce((sum, { rewardMills, feeMills }) => sum + rewardMills + feeMills, 0);
    const account = await market.get('requester', 'OWNER');
    expect([account.heldMills, account.balanceMills]).toEqual([held, startMills - spent]);
    for (const id of this.#workers) await this.#checkWorker(id, assignments);
  }

  async #checkWorker(id: string, all: readonly AssignmentRecord[]): Promise<void> {
    const worker = await this.market.get('worker', id);
    const own = all.filter((assignment) => assignment.worker === id);
    const inState = (state: string) => own.filter((assignment) => assignment.state === state);
    expect([worker.submitted, worker.approved, worker.rejected, worker.earnedMills]).toEqual([
      own.filter(({ submittedAt }) => submittedAt !== undefined).length,
      inState('Approved').length,
      inState('Rejected').length,
      inState('Approved').reduce((sum, { rewardMills }) => sum + rewardMills, 0),
    ]);
  }
}

function checkHit(hit: HitRecord, assignments: readonly AssignmentRecord[]): void {
  const count = (...states: string[]) => assignments.filter(({ state }) => states.includes(state)).length;
  expect([hit.pending, hit.submitted, hit.completed]).toEqual([
    count('Accepted'),
    count('Submitted'),
    count('Approved', 'Rejected'),
  ]);
  const available = availableOf(hit);
  expect(available).toBeGreaterThanOrEqual(0);
  const workable = available > 0 && !hit.expired;
  if (hit.state === 'Assignable') expect(workable).toBe(true);
  else expect(workable).toBe(false);
  if (hit.state === 'Unassignable') expect(hit.pending).toBeGreaterThan(0);
  if (['Reviewable', 'Reviewing', 'Disposed'].includes(hit.state)) expect(hit.pending).toBe(0);
  if (hit.state === 'Disposed') expect(hit.submitted).toBe(0);
  const owners = assignments
    .filter(({ state }) => !['Returned', 'Abandoned'].includes(state))
    .map(({ worker }) => worker);
  expect(new Set(owners).size).toBe(owners.length);
}

describe('whatever happens in whatever order', () => {
  let open: Decisions | undefined;
  afterEach(() => open?.close());

  it('[6.3] [6.4] [8.3] counters, states and money agree with the assignments', async () => {
    const seed = testSeed();
    for (let run = 0; run < randomRuns(15, 1000); run++) {
      open = await Decisions.open('production');
      const turmoil = new Turmoil(open, new Random(seed).fork(run));
      await turmoil.begin();
      const story: string[] = [];
      try {
        for (let turn = 0; turn < 80; turn++) {
          story.push(await turmoil.act());
          await turmoil.check();
        }
      } catch (error) {
        throw new Error(`seed ${seed} run ${run} after ${story.join(', ')}`, { cause: error });
      }
      await open.close();
    }
  });
});
