/** What a load script leaves behind, and `npm run load` reads: written by k6, so no Node and no k6 types here. */

export interface ScriptResult {
  /** Lines `metric: threshold`, those that were crossed first. */
  readonly thresholds: readonly ThresholdResult[];
  readonly metrics: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly offered: readonly Offered[];
}

/** What a measured scenario was to start. */
export interface Offered {
  readonly scenario: string;
  /** Mean over the scenario. */
  readonly perSecond: number;
  readonly seconds: number;
}

export interface ThresholdResult {
  readonly metric: string;
  /** As k6 writes it: "p(99)<10". */
  readonly threshold: string;
  readonly ok: boolean;
}

/** Durations that are printed where a script has them, by what they are called in print. */
const shownDurations: readonly (readonly [metric: RegExp, name: string])[] = [
  [/^http_req_duration\{scenario:measured\}$/, 'latency'],
  [/^http_req_duration\{scenario:(.+)\}$/, 'latency, '],
  [/^push_latency\{kind:(.+)\}$/, 'push, '],
  [/^acknowledgement_duration$/, 'answers'],
  [/^snapshot_duration$/, 'snapshot'],
];
/** Counters of what must not happen, printed where a script has them. */
export const shownCounters = [
  'sequence_gaps',
  'visibility_differences',
  'lost_sockets',
  'refused_requests',
] as const;

export interface ShownDuration {
  readonly name: string;
  /** The one that it is of, where figures are taken by scenario. */
  readonly scenario?: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly count: number;
}

export function durationsOf({ metrics }: ScriptResult): ShownDuration[] {
  return Object.entries(metrics).flatMap(([metric, values]) => {
    const name = nameInPrint(metric);
    const figure = (key: string) => values[key] ?? 0;
    if (name === undefined || figure('count') === 0) return [];
    const [p50Ms, p95Ms, p99Ms] = [figure('med'), figure('p(95)'), figure('p(99)')];
    const scenario = /^http_req_duration\{scenario:(.+)\}$/.exec(metric)?.[1];
    const place = scenario === undefined ? {} : { scenario };
    return [{ name, ...place, p50Ms, p95Ms, p99Ms, maxMs: figure('max'), count: figure('count') }];
  });
}

function nameInPrint(metric: string): string | undefined {
  for (const [pattern, name] of shownDurations) {
    const found = pattern.exec(metric);
    if (found !== null) return `${name}${found[1] ?? ''}`.replace('_', ' ');
  }
  return undefined;
}

/** Iterations that a scenario started, each second of it. */
export function donePerSecond({ metrics }: ScriptResult, { scenario, seconds }: Offered): number {
  return (metrics[`iterations{scenario:${scenario}}`]?.count ?? 0) / seconds;
}

/** Iterations that were not offered in time while figures were taken, by scenario. */
export function droppedOf({
  metrics,
}: ScriptResult): { readonly scenario: string; readonly count: number }[] {
  return Object.entries(metrics).flatMap(([metric, { count = 0 }]) => {
    const scenario = /^dropped_iterations\{scenario:(.+)\}$/.exec(metric)?.[1];
    return scenario === undefined ? [] : [{ scenario, count }];
  });
}

const perSecond = (rate: number) => (rate < 10 ? rate.toFixed(1) : String(Math.round(rate)));

/** Figures that are printed, with their unit; the rest stays in the JSON. */
export function shownFigures(result: ScriptResult): string[] {
  const of = (metric: string, figure: string) => result.metrics[metric]?.[figure] ?? 0;
  const line = (name: string, text: string) => `${name.padEnd(24)}${text}`;
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  const counters = shownCounters.filter((counter) => result.metrics[counter] !== undefined);
  const durations = durationsOf(result).sort((a, b) => a.name.localeCompare(b.name));
  return [
    ...durations.map(({ name, p50Ms, p95Ms, p99Ms, maxMs }) =>
      line(name, `p50 ${ms(p50Ms)} · p95 ${ms(p95Ms)} · p99 ${ms(p99Ms)} · max ${ms(maxMs)}`),
    ),
    ...result.offered.map((offer) =>
      line(
        result.offered.length === 1 ? 'offered' : `offered, ${offer.scenario.replace('_', ' ')}`,
        `${perSecond(offer.perSecond)}/s for ${offer.seconds} s, started ${perSecond(donePerSecond(result, offer))}/s`,
      ),
    ),
    ...droppedOf(result).map(({ scenario, count }) =>
      line(`dropped, ${scenario.replace('_', ' ')}`, String(count)),
    ),
    line('failed', `${(of('http_req_failed', 'rate') * 100).toFixed(2)} %`),
    ...counters.map((counter) => line(counter.replaceAll('_', ' '), String(of(counter, 'count')))),
  ];
}
