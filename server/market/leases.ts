import { randomUUID } from 'node:crypto';
import type { LeaseRecord } from '../contract/market-records.ts';
import type { Namespace } from '../store/store.ts';

/** A lease that is not renewed for so long belongs to nobody any more. */
export const leaseMs = 6000;
/** How often a holder renews what it holds. */
export const renewMs = 2000;

/**
 * Does `work` and renews a lease meanwhile. Resolves when no renewal is under way any more: one that landed after the
 * lease was given back would hold all others up for as long as it lasts.
 */
export async function whileRenewing<T>(renew: () => Promise<boolean>, work: () => Promise<T>): Promise<T> {
  let renewing = Promise.resolve(true);
  const timer = setInterval(() => {
    renewing = renew().catch(() => false);
  }, renewMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await renewing;
  }
}

/**
 * Who does what only one server may do: leases in the namespace that all servers of a store share. The time is
 * the store's, so that servers need not agree about clocks.
 */
export class Leases {
  /** This server, as others see it. */
  readonly holder = randomUUID();
  readonly #root: Namespace;
  readonly #wallTime: () => number;

  constructor(root: Namespace, wallTime: () => number) {
    this.#root = root;
    this.#wallTime = wallTime;
  }

  /** Takes a free lease or renews an own one; false while somebody else has it. */
  async take(name: string): Promise<boolean> {
    const key = `lease/${name}`;
    const [found] = await this.#root.read([key]);
    const lease = found?.value as LeaseRecord | undefined;
    const now = this.#wallTime();
    if (lease && lease.holder !== this.holder && lease.until > now) return false;
    return this.#write(key, found?.version ?? 0, { holder: this.holder, until: now + leaseMs });
  }

  /** Does `work` while this server has the lease; false if another has it. */
  async during(name: string, work: () => Promise<void>): Promise<boolean> {
    if (!(await this.take(name))) return false;
    try {
      await this.renewing(name, work);
    } finally {
      await this.giveBack(name);
    }
    return true;
  }

  /**
   * Does `work` and renews an own lease meanwhile. A renewal that fails is no news: if the store stays away for as
   * long as a lease lasts, another server may begin too.
   */
  renewing(name: string, work: () => Promise<void>): Promise<void> {
    return whileRenewing(() => this.take(name), work);
  }

  /** Gives an own lease back, so that another server need not wait. */
  async giveBack(name: string): Promise<void> {
    const key = `lease/${name}`;
    const [found] = await this.#root.read([key]);
    if ((found?.value as LeaseRecord | undefined)?.holder === this.holder)
      await this.#write(key, found?.version ?? 0, null);
  }

  /** Whether another server has a lease whose name begins so. */
  async isHeldElsewhere(prefix: string): Promise<boolean> {
    const now = this.#wallTime();
    for await (const [, { value }] of this.#root.scan(`lease/${prefix}`)) {
      const { holder, until } = value as LeaseRecord;
      if (holder !== this.holder && until > now) return true;
    }
    return false;
  }

  async #write(key: string, version: number, record: LeaseRecord | null): Promise<boolean> {
    const at = this.#wallTime();
    const outcome = await this.#root.commit({
      reads: [[key, version]],
      writes: [[key, record]],
      index: [],
      deadlines: [],
      events: [{ type: 'lease:changed', at }],
      facts: [],
      at,
    });
    return outcome.ok;
  }
}
