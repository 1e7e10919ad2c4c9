import type { OutboxRecord } from '../contract/records.ts';
import { noteAttempt } from '../lifecycle/outbox.ts';
import type { Log } from '../log.ts';
import { indexNames } from '../market/indexes.ts';
import { type Leases, renewMs } from '../market/leases.ts';
import type { Market } from '../market/market.ts';
import type { IndexEntry } from '../store/store.ts';
import { type DeliveryRequest, deliveryRequest } from './delivery-request.ts';

/** What stands in for a queue or a topic (`--notify`). */
export interface Endpoint {
  readonly destination: string;
  readonly url: string;
}

/**
 * `DESTINATION=URL` each; both may hold equals signs, and the URL begins behind the first `=http`. Of two for one
 * destination the last counts.
 */
export function readEndpoints(notify: readonly string[]): Endpoint[] {
  const urls = new Map(
    notify.map((pair) => {
      const at = pair.indexOf('=http');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
  return [...urls].map(([destination, url]) => ({ destination, url }));
}

/** How long an endpoint may take to answer. */
const answerWithinMs = 10_000;
/** Deliveries under way at once. */
const atOnce = 8;

/** What an attempt came to. */
interface Attempt {
  readonly delivered: boolean;
  readonly status?: number;
  readonly error?: string;
}

/**
 * Delivers a market's event notifications (8.1) to one endpoint: at least once, in no promised order. What is due
 * stands in the store, so a restart goes on where it was; waiting and giving up are the outbox entry's own machine.
 * Of several servers that share the store one delivers at a time: the others look again after a while.
 */
export class NotificationDelivery {
  readonly #market: Market;
  readonly #endpoint: Endpoint;
  readonly #log: Log;
  readonly #leases: Leases | undefined;
  readonly #stopped = new AbortController();
  readonly #unfollow: () => void;
  #woken = true;
  #running: Promise<void> | undefined;
  #lookAgain: NodeJS.Timeout | undefined;

  constructor(market: Market, endpoint: Endpoint, log: Log, leases?: Leases) {
    this.#market = market;
    this.#endpoint = endpoint;
    this.#log = log;
    this.#leases = leases;
    this.#unfollow = market.follow(({ events }) => {
      if (events.some(({ type }) => type === 'outbox:changed')) this.#wake();
    });
    this.#wake();
  }

  #wake(): void {
    this.#woken = true;
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
      if (this.#woken && !this.#stopped.signal.aborted) this.#wake();
    });
  }

  async #work(): Promise<void> {
    this.#woken = false;
    try {
      if (await this.#isAnythingDue()) await this.#takeTurn();
    } catch (error) {
      if (this.#stopped.signal.aborted) return;
      this.#log.error({ err: error, market: this.#market.id }, 'notifications');
      this.#lookLater();
    }
  }

  async #isAnythingDue(): Promise<boolean> {
    return (await this.#due(1)).length > 0;
  }

  #due(limit: number): Promise<readonly IndexEntry[]> {
    const index = indexNames.dueNotifications(this.#endpoint.destination);
    return this.#market.namespace.list(index, { limit });
  }

  async #takeTurn(): Promise<void> {
    if (!this.#leases) return this.#deliverAll();
    const name = `notify/${this.#market.record.namespace}/${this.#endpoint.destination}`;
    if (await this.#leases.during(name, () => this.#deliverAll())) return;
    this.#lookLater();
  }

  #lookLater(): void {
    clearTimeout(this.#lookAgain);
    this.#lookAgain = setTimeout(() => this.#wake(), renewMs).unref();
  }

  async #deliverAll(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const entries = await this.#due(atOnce);
      if (entries.length === 0) return;
      await Promise.all(entries.map(({ id }) => this.#deliver(id)));
    }
  }

  async #deliver(id: string): Promise<void> {
    const entry = await this.#market.look('outbox', id);
    if (entry?.state !== 'due') return;
    const attempt = await send(
      this.#endpoint.url,
      deliveryRequest(entry as OutboxRecord),
      this.#stopped.signal,
    );
    // A delivery that was cut off by our own end is due still.
    if (this.#stopped.signal.aborted && !attempt.delivered) return;
    await this.#market.run([], (tx) => noteAttempt(tx, { entry: id, ...attempt }));
  }

  /** Lets deliveries under way end; what is not delivered by then stays due. */
  async stop(): Promise<void> {
    this.#unfollow();
    this.#stopped.abort();
    clearTimeout(this.#lookAgain);
    await this.#running;
    clearTimeout(this.#lookAgain);
  }
}

async function send(url: string, { headers, body }: DeliveryRequest, stopped: AbortSignal): Promise<Attempt> {
  try {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(answerWithinMs)]);
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    await response.body?.cancel();
    return { delivered: response.ok, status: response.status };
  } catch (error) {
    return { delivered: false, error: reasonOf(error) };
  }
}

/** fetch hides the reason in the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}
