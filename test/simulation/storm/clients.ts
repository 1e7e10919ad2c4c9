import type { FeedEvent } from '../../../server/contract/events.ts';
import type { Market } from '../../../server/market/market.ts';
import { readReplay } from '../../../server/push/inbox.ts';
import type { FeedCommit } from '../../../server/store/store.ts';
import type { Random } from '../../../simulator/engine/random.ts';

/** A worker's client: what it has of its inbox, connected or cut. */
interface Client {
  readonly worker: string;
  seq: number;
  isConnected: boolean;
}

/** Clients that are cut and resume: promise 6 as they see it. */
export class StormClients {
  readonly #clients: readonly Client[];
  readonly #broken: string[];

  constructor(workers: readonly string[], broken: string[]) {
    this.#clients = workers.map((worker) => ({ worker, seq: 0, isConnected: false }));
    this.#broken = broken;
  }

  readonly take = ({ events }: FeedCommit): void => {
    for (const event of events) if (event.seq !== undefined) this.#give(event, event.seq);
  };

  #give(event: FeedEvent, seq: number): void {
    const client = this.#clients.find(({ worker }) => worker === event.worker);
    if (!client?.isConnected) return;
    if (seq !== client.seq + 1)
      this.#broken.push(`promise 6: ${client.worker} has ${client.seq} and is sent ${seq}`);
    client.seq = seq;
  }

  cut(chance: number, random: Random): void {
    for (const client of this.#clients) if (random.chance(chance)) client.isConnected = false;
  }

  /** Lets clients come back, while nothing else happens. */
  async resume(market: Market, chance: number, random: Random): Promise<void> {
    for (const client of this.#clients) {
      if (client.isConnected || !random.chance(chance)) continue;
      const end = (await market.look('worker', client.worker))?.inboxSeq ?? 0;
      const point = { after: client.seq, epoch: market.record.epoch };
      const replay = await readReplay(market, client.worker, point, end);
      const sent = replay.kind === 'entries' ? replay.entries.map(({ event }) => event.seq) : replay.kind;
      const missed = Array.from({ length: end - client.seq }, (_, at) => client.seq + 1 + at);
      if (JSON.stringify(sent) !== JSON.stringify(missed))
        this.#broken.push(`promise 6: ${client.worker} missed ${missed} and is sent ${sent}`);
      client.seq = end;
      client.isConnected = true;
    }
  }
}
