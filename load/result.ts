/** What a load script leaves behind, and `npm run load` reads: written by k6, so no Node and no k6 types here. */

export interface ScriptResult {
  /** Lines `metric: threshold`, those that were crossed first. */
  readonly thresholds: readonly ThresholdResult[];
  readonly metrics: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface ThresholdResult {
  readonly metric: string;
  /** As k6 writes it: "p(99)<10". */
  readonly threshold: string;
  readonly ok: boolean;
}

/** Figures that are printed, with their unit; the rest stays in the JSON. */
export function shownFigures(result: ScriptResult): string[] {
  const of = (metric: string, figure: string) => result.metrics[metric]?.[figure];
  const ms = (metric: string) =>
    ['med', 'p(95)', 'p(99)', 'max']
      .map((figure) => `${figure} ${(of(metric, figure) ?? 0).toFixed(2)} ms`)
      .join(' · ');
  const measured = 'http_req_duration{scenario:measured}';
  const lines = [
    `requests   ${of('http_reqs', 'count') ?? 0}, ${Math.round(of('http_reqs', 'rate') ?? 0)}/s`,
    `dropped    ${of('dropped_iterations{scenario:measured}', 'count') ?? 0}`,
    `failed     ${((of('http_req_failed', 'rate') ?? 0) * 100).toFixed(2)} %`,
  ];
  return result.metrics[measured] === undefined ? lines : [`latency    ${ms(measured)}`, ...lines];
}
