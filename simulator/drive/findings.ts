/** What a drive finds: promises that were broken, and how long things took. */

/** Details that are kept of each promise; the rest is counted. */
const detailsMax = 10;

/** Milliseconds. */
export interface Latencies {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
}

export class Findings {
  readonly #broken = new Map<string, { count: number; details: string[] }>();
  readonly #latencies = new Map<string, number[]>();
  /** Of each kind, how many have been asked for as recent ones. */
  readonly #told = new Map<string, number>();
  /** Some are of interest even while they are none. */
  readonly #counts = new Map<string, number>([
    ['pushes lost', 0],
    ['pushes doubled', 0],
    ['pushes late', 0],
  ]);

  broken(promise: string, detail: string): void {
    const found = this.#broken.get(promise) ?? { count: 0, details: [] };
    found.count++;
    if (found.details.length < detailsMax) found.details.push(detail);
    this.#broken.set(promise, found);
  }

  /**
   * A request without an answer. Of one server that is a failure; where several stand behind one address, one of
   * them may have gone while it had the request, which no promise forbids.
   */
  unanswered(detail: string, severalServers: boolean): void {
    if (severalServers) this.count('unanswered');
    else this.broken('every request is answered', detail);
  }

  took(what: string, ms: number): void {
    const list = this.#latencies.get(what);
    if (list) list.push(ms);
    else this.#latencies.set(what, [ms]);
  }

  /** Those that came since this was asked last. */
  recently(what: string): Latencies {
    const list = this.#latencies.get(what) ?? [];
    const sorted = Float64Array.from(list.slice(this.#told.get(what) ?? 0)).sort();
    this.#told.set(what, list.length);
    return { count: sorted.length, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
  }

  count(what: string, more = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + more);
  }

  counted(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  get brokenCount(): number {
    let sum = 0;
    for (const { count } of this.#broken.values()) sum += count;
    return sum;
  }

  /** The report for people. */
  text(): string {
    return [...this.#latencyLines(), ...this.#countLines(), ...this.#brokenLines()].join('\n');
  }

  #latencyLines(): string[] {
    const head = `${'latency, ms'.padEnd(38)}${columns(['n', 'p50', 'p95', 'p99', 'max'])}`;
    const rows = [...this.#latencies].sort().map(([what, list]) => {
      const sorted = Float64Array.from(list).sort();
      const at = (share: number) => percentile(sorted, share).toFixed(1);
      return `${what.padEnd(38)}${columns([String(sorted.length), at(0.5), at(0.95), at(0.99), at(1)])}`;
    });
    return [head, ...rows];
  }

  #countLines(): string[] {
    return [...this.#counts].sort().map(([what, count]) => `${what.padEnd(38)}${String(count).padStart(10)}`);
  }

  #brokenLines(): string[] {
    if (this.#broken.size === 0) return ['No promise was broken.'];
    return [...this.#broken].flatMap(([promise, { count, details }]) => [
      `BROKEN ${count} times: ${promise}`,
      ...details.map((detail) => `  ${detail}`),
    ]);
  }
}

function columns(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(10)).join('');
}

/** Nearest rank. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
