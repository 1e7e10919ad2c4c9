import type { Access } from '../../../server/contract/entities.ts';
import { Refused } from '../../../server/contract/errors.ts';
import type { MarketRecord } from '../../../server/contract/market-records.ts';
import { changeWorker, createWorker } from '../../../server/lifecycle/worker.ts';
import { setClock } from '../../../server/market/clock.ts';
import { seededIds } from '../../../server/market/ids.ts';
import { Market } from '../../../server/market/market.ts';
import type { Store } from '../../../server/store/store.ts';
import { Random } from '../../../simulator/engine/random.ts';
import { actions } from './actions.ts';
import { StormClients } from './clients.ts';
import type { Faults, Plant } from './faulty-store.ts';
import { FaultyStore } from './faulty-store.ts';
import { brokenPromises } from './promises.ts';
import { World } from './world.ts';

export interface StormPlan {
  readonly seed: number;
  /** Opens the store anew, as after a crash; what it kept is there. */
  readonly openStore: () => Promise<Store>;
  /** Something that happens to the store itself, and is over when this resolves: a restart, a full disk. */
  readonly disturb?: ((random: Random) => Promise<void>) | undefined;
  readonly rounds: number;
  readonly faults?: Faults;
  readonly plant?: Plant;
}

const someFaults: Faults = { lostBefore: 0.03, lostAfter: 0.03, conflict: 0.1, late: 0.15, afterwards: 0.03 };
const startsAt = Date.UTC(2026, 0, 5);
const marketId = 'storm';

/** Lets requesters, workers and time loose on a market whose store misbehaves; answers the promises it broke. */
export async function runStorm(plan: StormPlan): Promise<string[]> {
  const storm = new Storm(plan);
  await storm.begin();
  for (let round = 0; round < plan.rounds; round++) await storm.round();
  return storm.end();
}

class Storm {
  readonly #plan: StormPlan;
  readonly #random: Random;
  readonly #faulty: FaultyStore;
  readonly #world: World;
  readonly #ids;
  #store!: Store;
  #market!: Market;
  #record: MarketRecord;
  /** What a client folds from visibility changes: worker and group → access. */
  #folded = new Map<string, Access>();
  #clients!: StormClients;

  constructor(plan: StormPlan) {
    this.#plan = plan;
    this.#random = new Random(plan.seed);
    this.#faulty = new FaultyStore(this.#random.fork('faults'), plan.faults ?? someFaults, plan.plant);
    this.#world = new World(['RA', 'RB', 'RC']);
    this.#ids = seededIds(plan.seed);
    this.#record = {
      id: marketId,
      environment: 'production',
      settings: { unknownWorkers: 'refuse', external: 'ignore', touch: 'all' },
      clock: { mode: 'manual', speed: 1, paused: false, marketBase: startsAt, wallBase: 0 },
      start: { mode: 'manual', speed: 1, at: startsAt },
      seed: plan.seed,
      namespace: marketId,
      epoch: 'storm',
      createdAt: startsAt,
    };
  }

  async begin(): Promise<void> {
    await this.#open();
    this.#faulty.stormy = false;
    for (let number = 0; number < 6; number++) {
      const worker = await this.#market.run([], (tx) =>
        createWorker(tx, { seed: number, locale: { country: 'US' } }),
      );
      this.#world.workers.push(worker.id);
    }
    this.#clients = new StormClients(this.#world.workers, this.#world.broken);
    this.#watchAll();
    this.#faulty.stormy = true;
  }

  async #open(): Promise<void> {
    this.#store = await this.#plan.openStore();
    this.#market = await this.#openMarket(this.#faulty.wrap(this.#store));
    this.#market.follow((commit, flips) => {
      for (const { worker, group, access } of flips) this.#folded.set(`${worker} ${group}`, access);
      this.#clients?.take(commit);
    });
    // Clients are cut, and are told the state anew when they come back.
    this.#market.onPlaceLost(() => {
      this.#watchAll();
      this.#clients.cut(1, this.#random);
    });
  }

  #openMarket(store: Store): Promise<Market> {
    const observer = { committed() {}, deadlineFired() {}, indexLate() {} };
    return Market.open(this.#record, { store, ids: this.#ids, wallTime: () => 0, observer });
  }

  #watchAll(): void {
    this.#folded = new Map();
    for (const worker of this.#world.workers) {
      if (!this.#market.index.online.has(worker)) this.#market.index.watch(worker);
      for (const { hitTypeId, access } of this.#market.index.groups(worker, { limit: 10_000 }).groups)
        this.#folded.set(`${worker} ${hitTypeId}`, access);
    }
  }

  async round(): Promise<void> {
    const chosen = Array.from({ length: 1 + this.#random.int(8) }, () => this.#anyAction());
    const isDisturbed = this.#plan.disturb !== undefined && this.#random.chance(0.02);
    await Promise.all([
      ...chosen.map((action) => this.#attempt(() => action(this.#market, this.#world, this.#random))),
      ...(isDisturbed ? [this.#plan.disturb?.(this.#random)] : []),
    ]);
    if (isDisturbed) await this.#untilAnswered();
    if (this.#random.chance(0.2)) await this.#attempt(() => this.#advance());
    if (this.#random.chance(0.05)) await this.#replaceServer();
    if (this.#random.chance(0.02)) await this.#losePlace();
    this.#clients.cut(0.1, this.#random);
    await this.#calmly(() => this.#clients.resume(this.#market, 0.5, this.#random));
  }

  async #calmly(work: () => Promise<unknown>): Promise<void> {
    await this.#faulty.settled();
    this.#faulty.stormy = false;
    await work();
    this.#faulty.stormy = true;
  }

  /** A store that was disturbed may take a moment. */
  async #untilAnswered(): Promise<void> {
    for (;;) {
      const answered = await this.#attempt(async () => void (await this.#market.look('worker', '-')));
      if (answered) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Another server works on the market while this one hears nothing of it; then the feed goes on out of line. */
  async #losePlace(): Promise<void> {
    await this.#faulty.settled();
    this.#faulty.deafen(true);
    const other = await this.#openMarket(this.#faulty.wrap(this.#store));
    for (let left = 1 + this.#random.int(5); left > 0; left--) {
      const action = this.#anyAction();
      await this.#attempt(() => action(other, this.#world, this.#random));
    }
    await this.#faulty.settled();
    other.close();
    this.#faulty.deafen(false);
    const worker = this.#world.anyWorker(this.#random);
    await this.#calmly(() =>
      this.#market.run([], (tx) => changeWorker(tx, { worker, adult: this.#random.chance(0.5) })),
    );
  }

  #anyAction() {
    let left = this.#random.uniform() * actions.reduce((sum, [weight]) => sum + weight, 0);
    const found = actions.find(([weight]) => {
      left -= weight;
      return left <= 0;
    });
    return (found ?? (actions[0] as (typeof actions)[number]))[1];
  }

  /** Refusals belong to market life; whatever else is thrown is a defect. */
  async #attempt(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return false;
    }
  }

  async #advance(): Promise<void> {
    const to = this.#market.now() + this.#random.int(3600) * 1000 * (this.#random.chance(0.1) ? 72 : 1);
    await this.#market.hold(async () => {
      await this.#market.settle(to);
      this.#record = { ...this.#record, clock: setClock(this.#record.clock, 0, to) };
      this.#market.changed(this.#record);
    });
  }

  async #replaceServer(): Promise<void> {
    await this.#faulty.settled();
    this.#clients.cut(1, this.#random);
    this.#market.close();
    await this.#store.close();
    await this.#open();
    this.#watchAll();
  }

  async end(): Promise<string[]> {
    this.#faulty.stormy = false;
    await this.#faulty.settled();
    await this.#market.settle(this.#market.now());
    await this.#clients.resume(this.#market, 1, this.#random);
    const broken = [...(await brokenPromises(this.#market, this.#world)), ...this.#wrongFold()];
    this.#market.close();
    await this.#store.close();
    return broken;
  }

  /** What clients folded from visibility changes is what the index says. */
  #wrongFold(): string[] {
    return this.#world.workers.flatMap((worker) => {
      const told = [...this.#folded].flatMap(([key, access]) =>
        key.startsWith(`${worker} `) && access !== 'none' ? [`${key} ${access}`] : [],
      );
      const real = this.#market.index
        .groups(worker, { limit: 10_000 })
        .groups.map(({ hitTypeId, access }) => `${worker} ${hitTypeId} ${access}`);
      return told.sort().join() === real.sort().join() ? [] : [`visibility: folded ${told}; real ${real}`];
    });
  }
}
