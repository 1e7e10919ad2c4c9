import { limits } from '../contract/limits.ts';
import type { Market } from '../market/market.ts';

/** What stood in one call of the Requester API and its answer; no headers, so no signatures. */
export interface LoggedRequest {
  readonly id: string;
  /** Market time, epoch ms. */
  readonly at: number;
  readonly operation: string;
  readonly requester: string;
  readonly status: number;
  /** Bodies as they were on the wire. */
  readonly input: string;
  readonly output: string;
}

/** Of what an entry costs besides its bodies. */
const entryBytes = 300;

/** The last calls of a market, oldest first; the server's own, not the market's. */
export class RequestLog {
  readonly #entries: LoggedRequest[] = [];
  #bytes = 0;

  add(entry: LoggedRequest): void {
    const size = sizeOf(entry);
    if (size > limits.requestLogBytesMax) return;
    this.#entries.push(entry);
    this.#bytes += size;
    let gone = 0;
    while (
      this.#entries.length - gone > limits.requestLogEntriesMax ||
      this.#bytes > limits.requestLogBytesMax
    ) {
      this.#bytes -= sizeOf(this.#entries[gone] as LoggedRequest);
      gone++;
    }
    if (gone > 0) this.#entries.splice(0, gone);
  }

  /** Newest first. */
  newest(limit: number): LoggedRequest[] {
    return this.#entries.slice(-limit).reverse();
  }
}

/** A character takes two bytes at most. */
function sizeOf({ input, output }: LoggedRequest): number {
  return entryBytes + 2 * (input.length + output.length);
}

const logs = new WeakMap<Market, RequestLog>();

/** The log of a market; a reset market is another one and begins anew. */
export function requestLogOf(market: Market): RequestLog {
  let log = logs.get(market);
  if (!log) {
    log = new RequestLog();
    logs.set(market, log);
  }
  return log;
}
