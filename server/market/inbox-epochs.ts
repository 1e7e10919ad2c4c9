import { Refused } from '../contract/errors.ts';
import type { MarketRecord } from '../contract/market-records.ts';
import type { IdSource } from './ids.ts';
import { newUuid } from './ids.ts';

/** How a loss shows: the feed goes on before where it was, or a client has more of its inbox than there is. */
export type LossSign = 'feed' | 'client';

/** A client that claims what never was must not make everybody's state worthless all the time. */
const claimsApartMs = 60_000;

interface LosingMarket {
  readonly id: string;
  readonly record: MarketRecord;
}

export interface InboxEpochsParts {
  readonly ids: IdSource;
  /** Wall time, epoch ms. */
  readonly wallTime: () => number;
  /** Replaces the record of a market by `change` of it. */
  readonly update: (id: string, change: (record: MarketRecord) => MarketRecord) => Promise<MarketRecord>;
}

/**
 * Renews the epoch of a market's inboxes when a durable store has lost something: what clients say that they have
 * may since stand for something else. The first server that sees it does so for all.
 */
export class InboxEpochs {
  readonly #parts: InboxEpochsParts;
  /** When a client was last believed, by market, wall time. */
  readonly #believedAt = new Map<string, number>();

  constructor(parts: InboxEpochsParts) {
    this.#parts = parts;
  }

  readonly renew = async ({ id, record: { epoch } }: LosingMarket, sign: LossSign): Promise<void> => {
    if (sign === 'client' && !this.#believes(id)) return;
    const fresh = newUuid(this.#parts.ids);
    try {
      await this.#parts.update(id, (record) =>
        record.epoch === epoch ? { ...record, epoch: fresh } : record,
      );
    } catch (error) {
      // A market whose own record was lost is gone.
      if (!(error instanceof Refused) || error.code !== 'NotFound') throw error;
    }
  };

  #believes(id: string): boolean {
    const now = this.#parts.wallTime();
    const last = this.#believedAt.get(id);
    if (last !== undefined && now < last + claimsApartMs) return false;
    this.#believedAt.set(id, now);
    return true;
  }
}
