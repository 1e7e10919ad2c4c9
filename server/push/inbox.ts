import type { Market } from '../market/market.ts';
import type { InboxEntry } from '../store/store.ts';
import type { Frame } from './frames.ts';
import { encodeEvent } from './frames.ts';
import { addressedPush } from './wire-events.ts';

/** Addressed pushes: entries of a worker's inbox, replayed to whoever missed some. */

/** What a client says that it has. */
export interface ResumePoint {
  readonly after?: number | null | undefined;
  readonly epoch?: string | null | undefined;
}

export type Replay =
  | { readonly kind: 'none' }
  | { readonly kind: 'entries'; readonly entries: readonly InboxEntry[] }
  /** Asked for and not to be had. */
  | { readonly kind: 'lost' };

/** The entries after the client's last one up to `seq`, if they are all still there. */
export async function readReplay(
  market: Market,
  worker: string,
  resume: ResumePoint,
  seq: number,
): Promise<Replay> {
  const { after, epoch } = resume;
  if (after === undefined || after === null) return { kind: 'none' };
  if (epoch !== market.record.epoch) return { kind: 'lost' };
  if (after > seq) {
    await market.dataLost('client');
    return { kind: 'lost' };
  }
  if (after === seq) return { kind: 'entries', entries: [] };
  const page = await market.namespace.inbox(worker, after, seq - after);
  const entries = page.entries.filter(({ event }) => (event.seq as number) <= seq);
  const whole = entries.length === seq - after && entries[0]?.event.seq === after + 1;
  return whole ? { kind: 'entries', entries } : { kind: 'lost' };
}

export function addressedFrame({ event, position }: InboxEntry): Frame {
  return encodeEvent('/worker', event.type, addressedPush(event, position));
}
