import { Refused } from '../contract/errors.ts';
import type { LeaseRecord } from '../contract/market-records.ts';
import type { Namespace } from '../store/store.ts';
import { leaseMs, whileRenewing } from './leases.ts';

const key = 'lease/clock';
/** Never taken away, only given to nobody: so its version never comes again. */
const nobody = '';
const free: LeaseRecord = { holder: nobody, until: 0 };
/** How often those who wait look again. */
const lookMs = 50;

export interface ClockLeaseParts {
  readonly namespace: Pick<Namespace, 'read' | 'commit'>;
  /** This server, as others see it. */
  readonly holder: string;
  /** Wall time of the store, epoch ms. */
  readonly wallTime: () => number;
  /** Market time, epoch ms. */
  readonly now: () => number;
}

/**
 * Who advances the clock of a market that several servers share. The lease is a record of the market itself, and
 * every commit names the version of it that its server knows: whoever takes, breaks or gives back the lease makes
 * the commits fail that were decided before, so that others wait, and one who lost the lease unawares is stopped.
 */
export class ClockLease {
  readonly #parts: ClockLeaseParts;
  #version = 0;
  #lease = free;

  constructor(parts: ClockLeaseParts) {
    this.#parts = parts;
  }

  /** What commits rest on. */
  get read(): readonly [key: string, version: number] {
    return [key, this.#version];
  }

  isConflict(conflict: string): boolean {
    return conflict === key;
  }

  get #isOthers(): boolean {
    const { holder } = this.#lease;
    return holder !== nobody && holder !== this.#parts.holder;
  }

  async look(): Promise<void> {
    const [found] = await this.#parts.namespace.read([key]);
    this.#version = found?.version ?? 0;
    this.#lease = (found?.value as LeaseRecord | undefined) ?? free;
  }

  /** Resolves when no other server has the lease. */
  async free(): Promise<void> {
    while (this.#isOthers) {
      if (this.#lease.until <= this.#parts.wallTime()) await this.#write(free);
      else await new Promise((resolve) => setTimeout(resolve, lookMs));
      await this.look();
    }
  }

  /** Does `work` while this server has the lease. It rejects as soon as something rests on a lease that was lost. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    do {
      await this.look();
      await this.free();
    } while (!(await this.#renew()));
    // One that can't be renewed is broken by the next who waits, and what is committed then fails.
    try {
      return await whileRenewing(() => this.#renew(), work);
    } finally {
      await this.#giveBack();
    }
  }

  /** Refuses to go on where this server had the lease and another has it now. */
  mustBeOwn(): void {
    if (this.#lease.holder === this.#parts.holder) return;
    throw new Refused('Unavailable', 'Another server has taken over the advancing of this clock.');
  }

  #renew(): Promise<boolean> {
    const { holder, wallTime } = this.#parts;
    return this.#write({ holder, until: wallTime() + leaseMs });
  }

  async #giveBack(): Promise<void> {
    // What can't be given back ends by itself.
    await this.#write(free).catch(() => false);
  }

  async #write(lease: LeaseRecord): Promise<boolean> {
    const at = this.#parts.now();
    const outcome = await this.#parts.namespace.commit({
      reads: [this.read],
      writes: [[key, lease]],
      index: [],
      deadlines: [],
      events: [{ type: 'lease:changed', at }],
      facts: [],
      at,
    });
    if (!outcome.ok) return false;
    this.#version = outcome.position;
    this.#lease = lease;
    return true;
  }
}
