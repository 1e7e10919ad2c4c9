import exec from 'k6/execution';
import type { Scenario } from 'k6/options';
import { secondsOf } from './durations.ts';
import { isMeasured } from './profiles.ts';
import type { Offered, ScriptResult, ThresholdResult } from './result.ts';
import { shownFigures } from './result.ts';

interface K6Summary {
  readonly metrics: Readonly<
    Record<
      string,
      {
        readonly values: Readonly<Record<string, number>>;
        readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
      }
    >
  >;
}

/** Every script exports this: a few lines for people, crossed thresholds first, and all figures for `npm run load`. */
export function handleSummary(data: K6Summary): Record<string, string> {
  const result = readSummary(data);
  const crossed = result.thresholds.filter(({ ok }) => !ok);
  const lines = [
    ...crossed.map(({ metric, threshold }) => `CROSSED                 ${metric}: ${threshold}`),
    ...shownFigures(result),
    `thresholds              ${result.thresholds.length - crossed.length} of ${result.thresholds.length} kept`,
  ];
  const file = __ENV.TURKSIM_SUMMARY;
  return {
    stdout: `${lines.join('\n')}\n`,
    ...(file === undefined ? {} : { [file]: JSON.stringify(result) }),
  };
}

function readSummary(data: K6Summary): ScriptResult {
  const thresholds: ThresholdResult[] = [];
  const metrics: Record<string, Readonly<Record<string, number>>> = {};
  for (const [metric, { values, thresholds: held }] of Object.entries(data.metrics)) {
    metrics[metric] = values;
    for (const [threshold, { ok }] of Object.entries(held ?? {})) thresholds.push({ metric, threshold, ok });
  }
  return {
    thresholds: thresholds.sort((a, b) => Number(a.ok) - Number(b.ok)),
    metrics,
    offered: offered(exec.test.options.scenarios ?? {}),
  };
}

/** Of the scenarios that figures are taken of. Those that hold sockets have no rate. */
function offered(scenarios: Readonly<Record<string, Scenario>>): Offered[] {
  return Object.entries(scenarios).flatMap(([scenario, shape]) => {
    if (!isMeasured(scenario)) return [];
    if (shape.executor === 'constant-arrival-rate')
      return [{ scenario, perSecond: shape.rate, seconds: secondsOf(shape.duration) }];
    if (shape.executor !== 'ramping-arrival-rate') return [];
    let rate = shape.startRate ?? 0;
    let [started, seconds] = [0, 0];
    for (const { duration, target } of shape.stages) {
      started += (secondsOf(duration) * (rate + target)) / 2;
      seconds += secondsOf(duration);
      rate = target;
    }
    return [{ scenario, perSecond: started / seconds, seconds }];
  });
}
