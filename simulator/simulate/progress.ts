import { performance } from 'node:perf_hooks';
import type { RunProgress } from './run-scenario.ts';

/** Where progress is shown. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Wall time between two pictures of the bar. */
const redrawMs = 100;
const barLength = 24;

/** A bar with market time, events a second and time left; where nobody watches a terminal, a line for every 10 %. */
export class ProgressBar {
  readonly #screen: Screen;
  readonly #runs: number;
  readonly #startedAt = performance.now();
  readonly #byRun = new Map<number, RunProgress>();
  #drawnAt = Number.NEGATIVE_INFINITY;
  #tenths = 0;

  constructor(screen: Screen, runs: number) {
    this.#screen = screen;
    this.#runs = runs;
  }

  update(run: number, progress: RunProgress): void {
    this.#byRun.set(run, progress);
    const now = performance.now();
    if (!this.#screen.isTTY) {
      this.#writeTenths(now, progress);
      return;
    }
    if (now < this.#drawnAt + redrawMs) return;
    this.#drawnAt = now;
    this.#screen.write(`\r\u001b[K${this.#line(now, progress).slice(0, (this.#screen.columns ?? 80) - 1)}`);
  }

  end(): void {
    if (this.#screen.isTTY) this.#screen.write('\r\u001b[K');
  }

  #writeTenths(now: number, progress: RunProgress): void {
    const tenths = Math.floor(this.#share() * 10);
    if (tenths <= this.#tenths) return;
    this.#tenths = tenths;
    this.#screen.write(`${this.#line(now, progress)}\n`);
  }

  /** Of all runs. */
  #share(): number {
    let sum = 0;
    for (const { share } of this.#byRun.values()) sum += share;
    return sum / this.#runs;
  }

  #line(now: number, { at }: RunProgress): string {
    const share = this.#share();
    const seconds = Math.max(0.001, (now - this.#startedAt) / 1000);
    let events = 0;
    for (const run of this.#byRun.values()) events += run.events;
    const done = Math.round(share * barLength);
    const bar = `${'█'.repeat(done)}${'░'.repeat(barLength - done)}`;
    const runs = this.#runs > 1 ? ` of ${this.#runs} runs` : '';
    const day = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
    const rate = Math.round(events / seconds).toLocaleString('en-US');
    const left = share > 0 ? timeText((seconds * (1 - share)) / share) : '?';
    return `${bar} ${Math.floor(share * 100)} %${runs} · market time ${day} · ${rate} events/s · ${left} left`;
  }
}

/** 95 → "1 min 35 s". */
export function timeText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
