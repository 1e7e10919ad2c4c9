import { isUnavailable, Refused } from '../contract/errors.ts';
import type { FeedEventName } from '../contract/events.ts';
import type { MarketRecord, MarketSettings } from '../contract/market-records.ts';
import type { Namespace, Store } from '../store/store.ts';
import { resumeClock } from './clock.ts';
import type { IdSource } from './ids.ts';
import { newUuid, randomIds, seededIds } from './ids.ts';
import { InboxEpochs } from './inbox-epochs.ts';
import { indexChanges, indexNames } from './indexes.ts';
import { Leases } from './leases.ts';
import { Market } from './market.ts';
import { type ClockChange, MarketClocks } from './market-clocks.ts';
import type { MarketObserver } from './market-parts.ts';
import { type NewMarket, newMarketRecord } from './new-market.ts';
import { Queues } from './queues.ts';
import { Sweeps } from './sweeps.ts';

/** The namespace that holds the market records themselves. */
const rootNamespace = 'root';

export interface MarketsParts {
  readonly store: Store;
  readonly wallTime: () => number;
  readonly observer: MarketObserver;
}

export type MarketsListener = (market: Market, change: 'opened' | 'reset' | 'deleted') => void;

/** The markets of a server: opened when first asked for, closed together. */
export class Markets {
  readonly #parts: MarketsParts;
  readonly #root: Namespace;
  readonly #ids = randomIds();
  readonly #open = new Map<string, Promise<Market>>();
  readonly #listeners = new Set<MarketsListener>();
  readonly #epochs: InboxEpochs;
  readonly #clocks: MarketClocks;
  readonly #sweeps: Sweeps;
  readonly #takingUp = new Queues();
  /** Markets that this server is replacing itself. */
  readonly #replacing = new Set<string>();
  /** Only where several servers share the store. */
  readonly leases: Leases | undefined;
  #unfollow: () => void = () => {};

  constructor(parts: MarketsParts) {
    this.#parts = parts;
    this.#root = parts.store.namespace(rootNamespace);
    this.#sweeps = new Sweeps(parts.store);
    this.#epochs = new InboxEpochs({
      ids: this.#ids,
      wallTime: parts.wallTime,
      update: (id, change) => this.#update(id, change),
    });
    this.#clocks = new MarketClocks({
      wallTime: parts.wallTime,
      market: (id) => this.get(id),
      update: (id, change) => this.#update(id, change),
    });
    if (parts.store.kind === 'redis') this.leases = new Leases(this.#root, parts.wallTime);
  }

  /** From now on takes up what other servers do to markets: settings, clocks, resets, deletions. */
  async followOthers(failed: (error: unknown) => void): Promise<void> {
    const { end } = await this.#root.feed(Number.MAX_SAFE_INTEGER, 1);
    let next = end + 1;
    this.#unfollow = this.#root.follow(end, ({ first, events }) => {
      const changed = new Set<string>();
      for (const { type, market } of events) if (type === 'market:changed') changed.add(String(market));
      // Whatever happened to markets meanwhile was not told.
      if (first !== next) for (const id of this.#open.keys()) changed.add(id);
      next = first + events.length;
      // One change after the other: the next is compared with what the last one made of the market.
      for (const id of changed) this.#takingUp.inTurn([id], () => this.#takeUp(id)).catch(failed);
    });
  }

  async #takeUp(id: string): Promise<void> {
    const market = await this.#open.get(id);
    if (!market || this.#replacing.has(id)) return;
    const [found] = await this.#root.read([`market/${id}`]);
    if (!found) {
      this.#open.delete(id);
      this.#tell(market, 'deleted');
      return market.close();
    }
    const record = found.value as MarketRecord;
    if (record.namespace === market.record.namespace) return market.changed(record);
    const next = await this.#openMarket(record);
    this.#open.set(id, Promise.resolve(next));
    this.#tell(next, 'reset');
    market.close();
  }

  /** Tells of markets opened, reset (a new Market object stands for it) and deleted. */
  onChange(listener: MarketsListener): void {
    this.#listeners.add(listener);
  }

  #tell(market: Market, change: 'opened' | 'reset' | 'deleted'): void {
    for (const listener of this.#listeners) listener(market, change);
  }

  /** The market `id`; throws NotFound. */
  get(id: string): Promise<Market> {
    return this.#openOnce(id, () => this.#load(id));
  }

  /** What several ask for at once is opened for the first of them. */
  #openOnce(id: string, open: () => Promise<Market>): Promise<Market> {
    const known = this.#open.get(id);
    if (known) return known;
    const opening = open();
    this.#open.set(id, opening);
    opening.catch(() => this.#open.delete(id));
    return opening;
  }

  async #load(id: string): Promise<Market> {
    const [found] = await this.#root.read([`market/${id}`]);
    if (!found) throw new Refused('NotFound', `There is no market ${id}.`, { market: id });
    const record = found.value as MarketRecord;
    const market = await this.#openMarket(record);
    await this.#resumeClock(market, found.version);
    this.#tell(market, 'opened');
    return market;
  }

  /** Lets the clock go on, unless it is running on another server. Where servers share it, it is resumed for all. */
  async #resumeClock(market: Market, version: number): Promise<void> {
    if (await this.leases?.isHeldElsewhere('server/')) return;
    const { record } = market;
    const clock = resumeClock(record.clock, this.#parts.wallTime(), market.lastSeen);
    if (clock === record.clock) return;
    const resumed = { ...record, clock };
    if (!this.leases || (await this.#write(resumed, version))) return market.changed(resumed);
    const [found] = await this.#root.read([`market/${record.id}`]);
    if (found) this.#known(market, found.value as MarketRecord);
  }

  #openMarket(record: MarketRecord): Promise<Market> {
    const ids = this.#idsOf(record);
    const { kind } = this.#parts.store;
    return Market.open(record, {
      ...this.#parts,
      ids,
      ...(this.leases ? { holder: this.leases.holder } : {}),
      ...(kind === 'memory' ? {} : { dataLost: this.#epochs.renew }),
    });
  }

  /** Seeded in a market that has a seed and lives in memory: everywhere else ids must never come again after a restart. */
  #idsOf(record: MarketRecord): IdSource {
    return this.#parts.store.kind === 'memory' && record.seed !== 0 ? seededIds(record.seed) : randomIds();
  }

  /** All markets, those that are open already first. */
  async *each(): AsyncIterable<Market> {
    const open = [...this.#open.keys()];
    for (const id of open) yield await this.get(id);
    let after: string | undefined;
    do {
      const { records, next } = await this.list(100, after);
      for (const { id } of records) if (!open.includes(id)) yield await this.get(id);
      after = next;
    } while (after !== undefined);
  }

  async has(id: string): Promise<boolean> {
    const [found] = await this.#root.read([`market/${id}`]);
    return found !== undefined;
  }

  /** Newest first. */
  async list(limit: number, after?: string): Promise<{ records: MarketRecord[]; next?: string }> {
    const entries = await this.#root.list(indexNames.markets, {
      limit,
      reverse: true,
      ...(after === undefined ? {} : { after }),
    });
    const found = await this.#root.read(entries.map(({ id }) => `market/${id}`));
    const records = found.flatMap((record) => (record ? [record.value as MarketRecord] : []));
    const last = entries.at(-1);
    return entries.length === limit && last ? { records, next: last.sort } : { records };
  }

  /** Makes a market; throws Conflict if the id is in use. */
  async create(wanted: NewMarket): Promise<Market> {
    const wall = this.#parts.wallTime();
    const record = newMarketRecord(wanted, wall, this.#ids);
    if (!(await this.#write(record, 0)))
      throw new Refused('Conflict', `A market ${wanted.id} exists already.`, { market: wanted.id });
    // Whoever looked before it was there finds nothing; who looked since has it open.
    await this.#open.get(record.id)?.catch(() => {});
    return this.#openOnce(record.id, async () => {
      const market = await this.#openMarket(record);
      this.#tell(market, 'opened');
      return market;
    });
  }

  /** Replaces a market's record by `change` of it, and tells the open market. */
  async #update(id: string, change: (record: MarketRecord) => MarketRecord): Promise<MarketRecord> {
    const market = await this.get(id);
    for (;;) {
      const [found] = await this.#root.read([`market/${id}`]);
      if (!found) throw new Refused('NotFound', `There is no market ${id}.`, { market: id });
      const record = found.value as MarketRecord;
      // A clock that was resumed by its only server stands nowhere else.
      const before = this.leases ? record : { ...record, clock: market.record.clock };
      const next = change(before);
      if (next === before) return this.#known(market, before);
      if (!(await this.#write(next, found.version))) continue;
      return this.#known(market, next);
    }
  }

  #known(market: Market, record: MarketRecord): MarketRecord {
    if (record.namespace === market.record.namespace) market.changed(record);
    return record;
  }

  async #write(record: MarketRecord | null, version: number, id = record?.id ?? ''): Promise<boolean> {
    const key = `market/${id}`;
    const before = version === 0 ? undefined : (await this.#root.read([key]))[0]?.value;
    const outcome = await this.#root.commit({
      reads: [[key, version]],
      writes: [[key, record]],
      index: indexChanges('market', id, before, record ?? undefined),
      deadlines: [],
      events: [{ type: 'market:changed' satisfies FeedEventName, at: this.#parts.wallTime(), market: id }],
      facts: [],
      at: this.#parts.wallTime(),
    });
    return outcome.ok;
  }

  changeSettings(id: string, settings: Partial<MarketSettings>): Promise<MarketRecord> {
    return this.#update(id, (record) => ({ ...record, settings: { ...record.settings, ...settings } }));
  }

  changeClock(id: string, change: ClockChange): Promise<MarketRecord> {
    return this.#clocks.change(id, change);
  }

  /** Moves market time forward to `to`; all that is due on the way happens in order before it resolves. */
  advance(id: string, to: (now: number) => number): Promise<{ now: number; fired: number }> {
    return this.#clocks.advance(id, to);
  }

  /** Empties a market by giving it a new namespace; the old one is swept behind it. */
  reset(id: string): Promise<Market> {
    const wall = this.#parts.wallTime();
    return this.replace(id, (before) => ({
      ...before,
      createdAt: before.start.at ?? wall,
      clock: {
        mode: before.start.mode,
        speed: before.start.speed,
        paused: false,
        marketBase: before.start.at ?? wall,
        wallBase: wall,
      },
    }));
  }

  /**
   * Puts a new namespace in the place of a market's own, with what `fill` writes into it. If that fails the market
   * stays as it was. All inboxes have a new epoch.
   */
  async replace(
    id: string,
    change: (before: MarketRecord) => MarketRecord,
    fill?: (namespace: Namespace) => Promise<void>,
  ): Promise<Market> {
    const old = await this.get(id);
    const namespace = newUuid(this.#ids);
    if (fill) await this.#filled(namespace, fill);
    const epoch = newUuid(this.#ids);
    return this.#whileReplacing(id, async () => {
      const record = await this.#update(id, (before) => ({ ...change(before), id, namespace, epoch }));
      const market = await this.#openMarket(record);
      this.#open.set(id, Promise.resolve(market));
      this.#tell(market, 'reset');
      this.#retire(old);
      return market;
    });
  }

  async #whileReplacing<T>(id: string, work: () => Promise<T>): Promise<T> {
    this.#replacing.add(id);
    try {
      return await work();
    } finally {
      this.#replacing.delete(id);
    }
  }

  async #filled(namespace: string, fill: (namespace: Namespace) => Promise<void>): Promise<void> {
    try {
      await fill(this.#parts.store.namespace(namespace));
    } catch (error) {
      await this.#parts.store.drop(namespace);
      throw error;
    }
  }

  async delete(id: string): Promise<void> {
    if (id === 'default')
      throw new Refused('Conflict', 'The market default always exists: reset it instead.', { market: id });
    const market = await this.get(id);
    await this.#whileReplacing(id, async () => {
      const [found] = await this.#root.read([`market/${id}`]);
      if (found) await this.#write(null, found.version, id);
      this.#open.delete(id);
      this.#tell(market, 'deleted');
      this.#retire(market);
    });
  }

  #retire(market: Market): void {
    const { namespace } = market.record;
    market.close();
    this.#sweeps.add(namespace);
  }

  /** Remembers where each clock stands, if the store can be told, then lets the markets go. */
  async close(): Promise<void> {
    this.#unfollow();
    const markets = await Promise.all(this.#open.values());
    try {
      if (!(await this.leases?.isHeldElsewhere('server/'))) await this.#clocks.remember(markets);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
    for (const market of markets) market.close();
    await this.#sweeps.close();
  }
}
