import type { Kind } from '../../../server/contract/records.ts';
import type { Market } from '../../../server/market/market.ts';
import type { Random } from '../../../simulator/engine/random.ts';

/** What the outside knows of a market: whom there is, and what it was told is done. */
export class World {
  readonly requesters: readonly string[];
  readonly workers: string[] = [];
  readonly types: { id: string; owner: string }[] = [];
  readonly hits: string[] = [];
  readonly assignments: { id: string; worker: string; hit: string }[] = [];
  readonly requests: { id: string; worker: string }[] = [];
  /** Record key → states that it may be in, after the newest acknowledgement. */
  readonly acknowledged = new Map<string, readonly string[] | undefined>();
  /** Promises broken while the storm ran. */
  readonly broken: string[] = [];

  constructor(requesters: readonly string[]) {
    this.requesters = requesters;
  }

  acknowledge(kind: Kind, id: string, states?: readonly string[]): void {
    this.acknowledged.set(`${kind}/${id}`, states);
  }

  /** Promise 2: an accept that was answered is in this server's index. */
  mustSee(market: Market, worker: string, hit: string): void {
    if (market.index.explain(worker, hit).reasons.includes('already-done')) return;
    this.broken.push(`promise 2: ${worker} accepted ${hit}, and a check does not know it`);
  }

  any<T>(list: readonly T[], random: Random): T | undefined {
    return list[random.int(Math.max(1, list.length))];
  }

  anyWorker(random: Random): string {
    return this.workers[random.int(this.workers.length)] as string;
  }

  anyRequester(random: Random): string {
    return this.requesters[random.int(this.requesters.length)] as string;
  }
}
