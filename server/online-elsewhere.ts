import { z } from 'zod';
import type { Market } from './market/market.ts';
import type { Markets } from './market/markets.ts';
import type { Store } from './store/store.ts';

/** How often servers tell one another who is connected to them. */
const tellMs = 1000;
/** Of each so many tellings one tells all: what was lost on the way is mended by it. */
const allEvery = 10;
/** A server that was silent for so long has nobody connected any more. */
const silenceMs = 3500;

/** Who came and went by market, named by its namespace, or all who are there. */
const tellingSchema = z.object({
  server: z.string(),
  isLeaving: z.boolean().optional(),
  markets: z.record(
    z.string(),
    z.union([
      z.object({ all: z.array(z.string()) }),
      z.object({ came: z.array(z.string()), went: z.array(z.string()) }),
    ]),
  ),
});
type Telling = z.output<typeof tellingSchema>;

interface Other {
  heardAt: number;
  readonly online: Map<string, Set<string>>;
}

export interface OnlineElsewhereParts {
  readonly store: Store;
  readonly markets: Markets;
  /** Names this server. */
  readonly holder: string;
  /** Markets that are open here. */
  readonly open: () => Iterable<Market>;
  readonly wallTime: () => number;
  readonly failed: (error: unknown) => void;
}

/**
 * Lets servers that share a store know who is connected to the others, so that what each says of workers on line
 * counts all. Told every second and kept nowhere: who is not told of any more is gone.
 */
export class OnlineElsewhere {
  readonly #parts: OnlineElsewhereParts;
  readonly #others = new Map<string, Other>();
  readonly #timer: NodeJS.Timeout;
  readonly #unhear: () => void;
  /** Whom the others were told of last, by namespace. */
  #told = new Map<string, ReadonlySet<string>>();
  #tellings = 0;
  #tellsAll = true;

  constructor(parts: OnlineElsewhereParts) {
    this.#parts = parts;
    this.#unhear = parts.store.hear((text) => this.#hear(tellingSchema.parse(JSON.parse(text))));
    parts.markets.onChange((market, change) => {
      if (change !== 'deleted') this.#introduce(market);
    });
    this.#timer = setInterval(() => this.#turn(), tellMs).unref();
    this.#turn();
  }

  #turn(): void {
    const { wallTime, failed } = this.#parts;
    for (const [server, { heardAt }] of this.#others)
      if (wallTime() - heardAt > silenceMs) this.#forget(server);
    this.#tellsAll ||= ++this.#tellings % allEvery === 0;
    this.#tell().catch((error: unknown) => {
      this.#tellsAll = true;
      failed(error);
    });
  }

  async #tell(): Promise<void> {
    const { store, holder, open } = this.#parts;
    const tellsAll = this.#tellsAll;
    this.#tellsAll = false;
    const now = new Map<string, ReadonlySet<string>>();
    for (const { index, record } of open()) now.set(record.namespace, new Set(index.online.watched()));
    const markets: Telling['markets'] = {};
    for (const namespace of new Set([...now.keys(), ...this.#told.keys()])) {
      const online = now.get(namespace) ?? new Set();
      const told = this.#told.get(namespace) ?? new Set();
      if (tellsAll) markets[namespace] = { all: [...online] };
      else if (!isEqual(online, told))
        markets[namespace] = { came: without(online, told), went: without(told, online) };
    }
    this.#told = now;
    await store.tell(JSON.stringify({ server: holder, markets } satisfies Telling));
  }

  #hear({ server, isLeaving, markets }: Telling): void {
    if (isLeaving) {
      this.#forget(server);
      return;
    }
    let other = this.#others.get(server);
    if (!other) {
      other = { heardAt: 0, online: new Map() };
      this.#others.set(server, other);
      // Whoever is new here knows nobody.
      this.#tellsAll = true;
    }
    other.heardAt = this.#parts.wallTime();
    for (const [namespace, change] of Object.entries(markets)) {
      const online = other.online.get(namespace) ?? new Set();
      other.online.set(namespace, online);
      const { came, went } =
        'all' in change ? { came: change.all, went: without(online, new Set(change.all)) } : change;
      this.#change(namespace, online, { came, went });
      if (online.size === 0) other.online.delete(namespace);
    }
  }

  #change(
    namespace: string,
    online: Set<string>,
    { came, went }: { readonly came: readonly string[]; readonly went: readonly string[] },
  ): void {
    const index = this.#openMarket(namespace)?.index;
    for (const worker of came) {
      if (online.has(worker)) continue;
      online.add(worker);
      index?.online.appear(worker);
    }
    for (const worker of went) if (online.delete(worker)) index?.online.vanish(worker);
  }

  #openMarket(namespace: string): Market | undefined {
    for (const market of this.#parts.open()) if (market.record.namespace === namespace) return market;
    return undefined;
  }

  /** Tells the index of a market that was opened who is connected to other servers already. */
  #introduce({ index, record }: Market): void {
    for (const { online } of this.#others.values())
      for (const worker of online.get(record.namespace) ?? []) index.online.appear(worker);
  }

  #forget(server: string): void {
    const other = this.#others.get(server);
    this.#others.delete(server);
    for (const [namespace, online] of other?.online ?? [])
      this.#change(namespace, online, { came: [], went: [...online] });
  }

  /** Tells that nobody is connected here any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#unhear();
    const { store, holder, failed } = this.#parts;
    await store
      .tell(JSON.stringify({ server: holder, isLeaving: true, markets: {} } satisfies Telling))
      .catch(failed);
  }
}

const without = (all: ReadonlySet<string>, some: ReadonlySet<string>): string[] =>
  [...all].filter((each) => !some.has(each));

const isEqual = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((each) => other.has(each));
