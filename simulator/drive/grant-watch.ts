import type { Findings } from './findings.ts';

/** Pushes that never came are forgotten after this many grants. */
const watchedMax = 100_000;
/** A push that takes longer counts as late. No promise says how fast one is, so it breaks none. */
const lateMs = 1000;

/** A push that a grant brought. */
export interface CameByGrant {
  readonly worker: string;
  readonly type: string;
  readonly value: number;
  /** Since when its connection had been live, as `performance.now` tells. */
  readonly liveSince: number;
}

/** Takes the time from asking for a grant until its push has come. */
export class GrantWatch {
  readonly #findings: Findings;
  readonly #asked = new Map<string, number>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  granting(worker: string, type: string, value: number): void {
    if (this.#asked.size >= watchedMax) this.#asked.clear();
    this.#asked.set(`${worker} ${type} ${value}`, performance.now());
  }

  /** A push that was replayed says nothing about the way of live ones. */
  came({ worker, type, value, liveSince }: CameByGrant): void {
    const key = `${worker} ${type} ${value}`;
    const asked = this.#asked.get(key);
    if (asked === undefined) return;
    this.#asked.delete(key);
    if (asked < liveSince) return;
    const ms = performance.now() - asked;
    this.#findings.took('grant to push', ms);
    if (ms > lateMs) this.#findings.count('pushes late');
  }
}
