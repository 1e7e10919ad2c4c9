import { systemTypeNames } from '../../../server/contract/system-types.ts';
import { dayMs } from '../../population/local-time.ts';
import type { Simulation } from '../simulation.ts';
import { ascending, type Collector, quantile, shareOf } from './collector.ts';

/** Usual bars of approved HITs. */
const bars = [100, 500, 1000, 5000] as const;
type Bar = (typeof bars)[number];

/** How long those who join during the run take to the usual bars. */
export function newcomers(simulation: Simulation): Collector {
  /** When somebody passed a bar, by WorkerId. */
  const passed = new Map<Bar, Map<string, number>>(bars.map((bar) => [bar, new Map()]));
  return {
    follow({ events }) {
      for (const event of events) {
        if (event.type !== 'system:changed' || event.name !== systemTypeNames.hitsApproved) continue;
        const [value, previous] = [event.value as number, event.previous as number];
        for (const bar of bars) {
          if (previous < bar && value >= bar) passed.get(bar)?.set(event.worker as string, event.at);
        }
      }
    },
    finish({ at }) {
      const { arrivals, population, scenario } = simulation;
      const half = scenario.startsAt + (at - scenario.startsAt) / 2;
      const cohort = arrivals.joined.filter(
        (newcomer) => newcomer.at <= half && !population.has(newcomer.worker, 'bot'),
      );
      const daysTo = (bar: Bar) =>
        ascending(
          cohort.flatMap((newcomer) => {
            const when = passed.get(bar)?.get(population.id(newcomer.worker));
            return when === undefined ? [] : [(when - newcomer.at) / dayMs];
          }),
        );
      const reached = (bar: Bar) => shareOf(daysTo(bar).length, cohort.length);
      return {
        measures: {
          joined: arrivals.joined.length,
          reached100: reached(100),
          reached500: reached(500),
          reached1000: reached(1000),
          reached5000: reached(5000),
          daysTo100: quantile(daysTo(100), 0.5),
          daysTo1000: quantile(daysTo(1000), 0.5),
        },
        details: {
          journey: bars.map((bar) => {
            const days = daysTo(bar);
            return {
              bar,
              newcomers: cohort.length,
              reached: days.length,
              daysLow: quantile(days, 0.1),
              daysMedian: quantile(days, 0.5),
              daysHigh: quantile(days, 0.9),
            };
          }),
        },
      };
    },
  };
}
