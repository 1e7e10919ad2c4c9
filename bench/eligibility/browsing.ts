import type { Requirement } from '../../server/contract/entities.ts';
import { EligibilityIndex } from '../../server/eligibility/eligibility-index.ts';
import { atLeast, atMost, quantile, type Row } from '../table.ts';
import { sameOrStop, sideBySide, timings } from './timing.ts';
import { addHits, groupId, seededChance, typeId, worker, workerId } from './world.ts';

const people = 500;
/** Values of a type run from 0 to 999; a hundred of them are thresholds. */
const domain = 1000;
const thresholdEvery = 10;

/** Groups with 1 to 5 requirements of their own, on types that four of five workers have. */
export interface GroupWorld {
  readonly index: EligibilityIndex;
  readonly groups: number;
  readonly types: number;
  readonly plain: PlainGroups;
  nextVersion(): number;
}

/** The plainest code: every group's requirements one after another, over one typed array a type; -1 is missing. */
export class PlainGroups {
  readonly held: Int32Array[];
  readonly #starts: Int32Array;
  /** Type, whether at least (1) or less than (0), threshold. */
  readonly #words: Int32Array;
  readonly #visible: Int32Array;

  constructor(held: Int32Array[], sets: readonly (readonly Requirement[])[]) {
    const types = new Map(held.map((_, type) => [typeId(type), type]));
    const words: number[] = [];
    this.held = held;
    this.#starts = Int32Array.from([
      0,
      ...sets.map((set) => words.push(...set.flatMap((one) => wordsOf(one, types)))),
    ]);
    this.#words = Int32Array.from(words);
    this.#visible = new Int32Array((sets.length + 31) >>> 5);
  }

  /** Finds what the worker can discover; answers how many groups that are, and the newest hundred. */
  scan(at: number): { total: number; newest: number[] } {
    const visible = this.#visible.fill(0);
    const groups = this.#starts.length - 1;
    let total = 0;
    for (let group = 0; group < groups; group++) {
      if (!this.#admits(group, at)) continue;
      visible[group >>> 5] = (visible[group >>> 5] as number) | (1 << (group & 31));
      total++;
    }
    const newest: number[] = [];
    for (let group = groups - 1; group >= 0 && newest.length < 100; group--) {
      if ((((visible[group >>> 5] as number) >>> (group & 31)) & 1) === 1) newest.push(group);
    }
    return { total, newest };
  }

  #admits(group: number, at: number): boolean {
    const words = this.#words;
    const end = this.#starts[group + 1] as number;
    for (let word = this.#starts[group] as number; word < end; word += 3) {
      const value = (this.held[words[word] as number] as Int32Array)[at] as number;
      if (value < 0) return false;
      const threshold = words[word + 2] as number;
      if (words[word + 1] === 1 ? value < threshold : value >= threshold) return false;
    }
    return true;
  }
}

function wordsOf(one: Requirement, types: ReadonlyMap<string, number>): number[] {
  const type = types.get(one.QualificationTypeId) as number;
  return [type, one.Comparator === 'LessThan' ? 0 : 1, one.IntegerValues?.[0] as number];
}

export function buildGroups(groups: number, types: number): GroupWorld {
  const chance = seededChance(11);
  const index = new EligibilityIndex({ environment: 'sandbox' });
  let version = 0;
  for (let at = 0; at < people; at++) {
    index.apply([{ kind: 'worker', id: workerId(at), version: ++version, value: worker(chance) }]);
  }
  const held = Array.from({ length: types }, () => new Int32Array(people).fill(-1));
  for (const [type, column] of held.entries()) {
    for (let at = 0; at < people; at++) {
      if (chance.share() > 0.8) continue;
      const value = chance.below(domain);
      column[at] = value;
      index.apply([
        { kind: 'qualification', worker: workerId(at), type: typeId(type), version: ++version, value },
      ]);
    }
  }
  const sets = Array.from({ length: groups }, () =>
    Array.from({ length: 1 + chance.below(5) }, (): Requirement => {
      const threshold = chance.below(domain / thresholdEvery) * thresholdEvery;
      return {
        QualificationTypeId: typeId(chance.below(types)),
        Comparator: chance.share() < 0.7 ? 'GreaterThanOrEqualTo' : 'LessThan',
        IntegerValues: [threshold],
        ActionsGuarded: 'DiscoverPreviewAndAccept',
      };
    }),
  );
  addHits(index, sets, version);
  version += groups * 2;
  return { index, groups, types, plain: new PlainGroups(held, sets), nextVersion: () => ++version };
}

const figure = (value: number) => value.toLocaleString('en-US');

export interface BrowsingBudget {
  readonly microsecondsMax?: number;
  readonly fasterBy?: number;
}

export function browsingRows(world: GroupWorld, { microsecondsMax, fasterBy }: BrowsingBudget = {}): Row[] {
  const { index, plain } = world;
  let found = 0;
  for (let at = 0; at < 20; at++) {
    const page = index.groups(workerId(at), { limit: 100 });
    const scanned = plain.scan(at);
    sameOrStop('visible groups', page.total, scanned.total);
    const newest = scanned.newest.map(groupId).join();
    if (page.groups.map(({ hitTypeId }) => hitTypeId).join() !== newest)
      throw new Error('The first pages differ.');
    found += page.total / 20;
  }
  const time = sideBySide(
    (round) => void index.groups(workerId(round % people), { limit: 100 }),
    (round) => void plain.scan(round % people),
    { blocks: 23, blockRuns: 50 },
  );
  const what = `visible groups of a worker, first page of 100: ${figure(world.groups)} groups, ${world.types} types`;
  const note = `flat scan ${Math.round(time.theirs * 1000)} µs; ${Math.round(found)} visible`;
  const micros: Row = { what, value: time.ours * 1000, unit: 'µs', note };
  const ratio: Row = { what, value: time.theirs / time.ours, unit: '× faster than a flat scan' };
  return [
    microsecondsMax === undefined ? micros : { ...micros, budget: atMost(microsecondsMax) },
    fasterBy === undefined ? ratio : { ...ratio, budget: atLeast(fasterBy) },
  ];
}

/** Small and larger changes of one watched worker's values, against asking for all groups anew. */
export function changeRows(world: GroupWorld, isBudgeted: boolean): Row[] {
  const { index, plain } = world;
  const watched = 5;
  index.watch(workerId(watched));
  const full = quantile(
    timings(() => void plain.scan(watched), 30, 5),
    0.5,
  );
  return [1, 10, 100].flatMap((step) => {
    const { times, flips } = change(world, watched, step);
    const median = quantile(times, 0.5);
    const what = `a value changes by ${step}: ${figure(world.groups)} groups`;
    const note = `p99 ${(quantile(times, 0.99) * 1000).toFixed(1)} µs, ${flips.toFixed(1)} flips on average`;
    const micros: Row = { what, value: median * 1000, unit: 'µs', note };
    if (!isBudgeted || step > 10) return [micros];
    const ratio: Row = {
      what,
      value: full / median,
      unit: '× faster than asking all',
      budget: atLeast(100),
      note: `asking all ${Math.round(full * 1000)} µs`,
    };
    return [{ ...micros, budget: atMost(10) }, ratio];
  });
}

function change({ index, plain, types, nextVersion }: GroupWorld, at: number, step: number) {
  const chance = seededChance(step);
  let flips = 0;
  const runs = 4000;
  const times = timings(
    (run) => {
      const type = run % types;
      const column = plain.held[type] as Int32Array;
      const before = Math.max(0, column[at] as number);
      const value =
        before + (before < step || (before + step < domain && chance.share() < 0.5) ? step : -step);
      column[at] = value;
      const fact = { worker: workerId(at), type: typeId(type), version: nextVersion(), value };
      flips += index.apply([{ kind: 'qualification', ...fact }]).length;
    },
    runs,
    1000,
  );
  return { times, flips: flips / (runs + 1000) };
}
