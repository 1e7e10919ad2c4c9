import type { Locale } from '../../server/contract/entities.ts';
import { Random } from '../engine/random.ts';
import { displayedApprovalRate } from './approval-rate.ts';
import { bytesPerWorker, type Columns, enlargedColumns, makeColumns } from './columns.ts';
import { drawHistory } from './draw-history.ts';
import { drawMidStay, drawWholeStay } from './draw-stay.ts';
import { type DrawTables, drawTables } from './draw-tables.ts';
import { drawTraits } from './draw-traits.ts';
import { applyOwnWorker, type OwnWorker } from './own-workers.ts';
import type { PopulationParameters } from './parameters.ts';
import { countries, states } from './places.ts';
import { type Week, weeksOf } from './week.ts';
import { workerFlags } from './worker-flags.ts';
import { workerId } from './worker-id.ts';

export interface PopulationSpec {
  readonly seed: number;
  /** Workers at the start, drawn as a market that has stood for years has them: of all lengths of service. */
  readonly workers: number;
  readonly parameters: PopulationParameters;
  /** Market time of the start, epoch ms. */
  readonly startsAt: number;
  /** Known workers, who are the first ones; if they are more than `workers`, all of them are taken. */
  readonly own?: readonly OwnWorker[];
}

/**
 * The workers of a market: a number each, their traits in typed arrays. Worker 17 of a seed is the same person however
 * many others there are. Names and texts are made when somebody looks (`person.ts`).
 */
export class Population {
  readonly seed: number;
  readonly parameters: PopulationParameters;
  readonly startsAt: number;
  /** The weeks of the chronotypes, in their order. */
  readonly weeks: readonly Week[];
  /** How many workers there are, those who left included. */
  size = 0;
  /** Replaced by longer ones when the population grows: read it anew rather than keep it. */
  columns: Columns;
  private readonly own: readonly OwnWorker[];
  private readonly initialSize: number;
  private readonly root: Random;
  private readonly random = new Random(0);
  private readonly tables: DrawTables;
  private capacity: number;

  constructor({ seed, workers, parameters, startsAt, own = [] }: PopulationSpec) {
    this.seed = seed;
    this.own = own;
    this.parameters = parameters;
    this.startsAt = startsAt;
    this.weeks = weeksOf(parameters);
    this.tables = drawTables(parameters);
    this.root = new Random(seed).fork('population');
    this.initialSize = Math.max(workers, own.length);
    this.capacity = Math.max(16, this.initialSize);
    this.columns = makeColumns(this.capacity);
    for (let worker = 0; worker < this.initialSize; worker++) this.drawMember(worker);
    own.forEach((given, worker) => {
      applyOwnWorker(this.columns, worker, given, parameters);
    });
  }

  /** Newcomers a day that keep the number of workers where it was at the start (P08). */
  get joinsPerDay(): number {
    return this.initialSize * this.tables.joinsPerDayPerWorker;
  }

  /** A newcomer who joins at a time, with nothing done yet; the answer is the worker's number. */
  join(at: number): number {
    const worker = this.size;
    if (worker === this.capacity) this.enlarge();
    this.seat(worker);
    drawWholeStay(this.columns, worker, this.random, this.tables, at);
    drawTraits(this.columns, worker, this.random, this.tables);
    return worker;
  }

  id(worker: number): string {
    return this.own[worker]?.id ?? workerId(this.seed, worker);
  }

  /** The name that a file of own workers gives. */
  ownName(worker: number): string | undefined {
    return this.own[worker]?.name;
  }

  /** Names and texts follow from it alone (`person.ts`); even for women, odd for men. 0 .. 2^31 - 1. */
  personSeed(worker: number): number {
    this.random.become(this.root, worker);
    this.random.become(this.random, 'person');
    return (this.random.uint32() >>> 2) * 2 + (this.columns.gender[worker] as number);
  }

  /** A source of chance of the worker's own for one purpose: the same each time it is asked for. */
  chance(worker: number, purpose: string): Random {
    return this.root.fork(worker).fork(purpose);
  }

  /** The place that the account says (Q90). */
  locale(worker: number): Locale {
    const country = countries[this.columns.registeredCountry[worker] as number]?.code as string;
    const state = states[(this.columns.registeredState[worker] as number) - 1];
    return state ? { country, subdivision: state.code } : { country };
  }

  approvalRate(worker: number): number {
    return displayedApprovalRate(
      this.columns.submitted[worker] as number,
      this.columns.approved[worker] as number,
    );
  }

  has(worker: number, flag: keyof typeof workerFlags): boolean {
    return ((this.columns.flags[worker] as number) & workerFlags[flag]) !== 0;
  }

  set(worker: number, flag: keyof typeof workerFlags, on: boolean): void {
    const others = (this.columns.flags[worker] as number) & ~workerFlags[flag];
    this.columns.flags[worker] = on ? others | workerFlags[flag] : others;
  }

  get memoryBytes(): number {
    return this.capacity * bytesPerWorker;
  }

  private drawMember(worker: number): void {
    this.seat(worker);
    drawMidStay(this.columns, worker, this.random, this.tables, this.startsAt);
    drawTraits(this.columns, worker, this.random, this.tables);
    drawHistory(this.columns, worker, this.random, this.tables, this.startsAt);
  }

  /** Makes the worker's source of chance current; each worker has one, so that nobody's traits shift another's. */
  private seat(worker: number): void {
    this.random.become(this.root, worker);
    this.size = worker + 1;
  }

  private enlarge(): void {
    this.capacity *= 2;
    this.columns = enlargedColumns(this.columns, this.capacity);
  }
}
