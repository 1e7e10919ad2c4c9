import { performance } from 'node:perf_hooks';
import { BackgroundMarket } from '../simulator/background/background-market.ts';
import { defaultBackgroundMarket } from '../simulator/background/parameters.ts';
import { defaultRequesterBehaviour, defaultWorkerBehaviour } from '../simulator/behaviours/parameters.ts';
import { Tracker } from '../simulator/instruments/tracker.ts';
import { dayMs } from '../simulator/population/local-time.ts';
import { Population } from '../simulator/population/population.ts';
import { defaultParameters } from '../simulator/population/presets.ts';
import { atMost, type Bench, type Row } from './table.ts';

const startsAt = Date.UTC(2017, 0, 2);

function secondsOf(task: () => void): number {
  const start = performance.now();
  task();
  return (performance.now() - start) / 1000;
}

function populationRows(): Row[] {
  let population: Population | undefined;
  const value = secondsOf(() => {
    population = new Population({ seed: 1, workers: 1_000_000, parameters: defaultParameters, startsAt });
  });
  const megabytes = (population?.memoryBytes ?? 0) / 1_000_000;
  return [
    { what: 'draw 1,000,000 workers', value, unit: 's' },
    { what: '1,000,000 workers in memory', value: megabytes, unit: 'MB', budget: atMost(500) },
  ];
}

/** 120,000 workers, after a first week in which sessions spread out. */
function runRow(days: number, withTracker: boolean): Row {
  const population = new Population({ seed: 1, workers: 120_000, parameters: defaultParameters, startsAt });
  const from = startsAt + 7 * dayMs;
  const market = new BackgroundMarket({
    population,
    workerBehaviour: defaultWorkerBehaviour,
    requesterBehaviour: defaultRequesterBehaviour,
    market: defaultBackgroundMarket,
    seed: 1,
    instruments: withTracker ? [new Tracker(startsAt, 1, Number.POSITIVE_INFINITY)] : [],
  });
  market.run(from);
  const before = market.events;
  const value = secondsOf(() => market.run(from + days * dayMs));
  const events = market.events - before;
  return {
    what: `120,000 workers × ${days} market days${withTracker ? ', a survey every quarter of an hour' : ''}`,
    value,
    unit: 's',
    ...(days === 30 && { budget: atMost(60) }),
    note: `${Math.round(events / 1000).toLocaleString('en-US')} k events, ${Math.round((value * 1e9) / events)} ns each, ${Math.round(market.meanOnline).toLocaleString('en-US')} on line`,
  };
}

export const bench: Bench = {
  title: 'How fast does the background level of detail run?',
  method:
    'One process, one core. A session with its unnamed work is one event; looks at the list while a named group is open are none.',
  run: () => [...populationRows(), runRow(10, false), runRow(30, false), runRow(30, true)],
};
