import type { Findings, Latencies } from './findings.ts';

/** What a drive shows while it runs. */
export interface DriveReport {
  /** The figures as they stand, each with its name. */
  live(figures: readonly LiveFigure[]): void;
  say(line: string): void;
}
export type LiveFigure = readonly [name: string, value: string];

/** The part of a terminal's output that is needed. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const nameWidth = 24;

/** In a terminal one table that is drawn anew in its place, elsewhere one line each time. */
export function reportTo(output: Output): DriveReport {
  let drawn = 0;
  return {
    live(figures) {
      if (output.isTTY !== true) {
        output.write(`${figures.map(([name, value]) => `${name} ${value}`).join(' · ')}\n`);
        return;
      }
      const table = figures.map(([name, value]) => `${name.padEnd(nameWidth)}${value}\n`).join('');
      output.write(`${above(drawn)}${table}`);
      drawn = figures.length;
    },
    say(line) {
      drawn = 0;
      output.write(`${line}\n`);
    },
  };
}

/** Goes up so many lines and clears what is below. */
const above = (lines: number) => (lines === 0 ? '' : `\u001b[${lines}A\u001b[J`);

const counted = [
  ['pushes', 'pushes'],
  ['worker requests', 'worker requests'],
  ['requester calls', 'requester calls'],
  ['comparisons', 'groups equal'],
] as const;

export interface Progress {
  readonly connected: number;
  readonly workers: number;
  readonly elapsedMs: number;
  readonly wholeMs: number;
  /** Of this process since the last time, cores. */
  readonly processor: number;
}

/** Turns findings into the table's lines; rates and latencies are those since the last time. */
export class LiveFigures {
  readonly #findings: Findings;
  readonly #before = new Map<string, number>();
  #elapsedMs = 0;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  take({ connected, workers, elapsedMs, wholeMs, processor }: Progress): LiveFigure[] {
    const seconds = Math.max(0.001, (elapsedMs - this.#elapsedMs) / 1000);
    this.#elapsedMs = elapsedMs;
    const findings = this.#findings;
    return [
      ['time', `${clock(elapsedMs)} of ${clock(wholeMs)}`],
      ['connected', `${connected} of ${workers}`],
      ...counted.map(([name, what]) => this.#rate(name, findings.counted(what), seconds)),
      ['grant to push', latency(findings.recently('grant to push'))],
      ['check', latency(findings.recently('check'))],
      ['accept', latency(findings.recently('assignment:accept'))],
      ['lost · doubled · late', lostDoubledLate(findings)],
      ['broken promises', String(findings.brokenCount)],
      ['this process', `${processor.toFixed(2)} of a core`],
    ];
  }

  #rate(name: string, count: number, seconds: number): LiveFigure {
    const before = this.#before.get(name) ?? 0;
    this.#before.set(name, count);
    return [name, `${count}, ${Math.round((count - before) / seconds)}/s`];
  }
}

const lostDoubledLate = (findings: Findings) =>
  ['lost', 'doubled', 'late'].map((what) => findings.counted(`pushes ${what}`)).join(' · ');

const latency = ({ count, p50, p99 }: Latencies) =>
  count === 0 ? '–' : `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;

function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
