import type { Scenario } from '../scenario.ts';
import type { Json } from './collectors/collector.ts';
import { collect } from './collectors/index.ts';
import type { MeasureName } from './collectors/measures.ts';
import { writeEvents } from './events-file.ts';
import { openSimulation } from './simulation.ts';

/** What came out of one run. Holds nothing of the machine it ran on. */
export interface RunResult {
  readonly seed: number;
  /** Ended before its time. */
  readonly partial: boolean;
  /** Market time reached, ISO 8601. */
  readonly reachedAt: string;
  readonly derived: Readonly<Record<string, number>>;
  readonly measures: Readonly<Record<MeasureName, number | null>>;
  readonly details: Readonly<Record<string, Json>>;
}

export interface RunOrder {
  readonly scenario: Scenario;
  readonly seed: number;
  /** File for the run's events, one JSON line each. */
  readonly eventsFile?: string;
  /** Stands in every line of that file. */
  readonly run: number;
}

export interface RunProgress {
  /** Market time, epoch ms. */
  readonly at: number;
  readonly share: number;
  readonly events: number;
}

/** Runs a scenario once, to its end or until `isStopped`. */
export async function runScenario(
  order: RunOrder,
  isStopped: () => boolean,
  progress: (progress: RunProgress) => void,
): Promise<RunResult> {
  const { scenario, seed, run, eventsFile } = order;
  const simulation = await openSimulation(scenario, seed);
  const events =
    eventsFile === undefined ? undefined : writeEvents(simulation.market, eventsFile, { run, seed });
  const collecting = collect(simulation);
  const { startsAt } = scenario;
  const whole = simulation.endsAt - startsAt;
  const report = (at: number) =>
    progress({ at, share: (at - startsAt) / whole, events: simulation.market.position });
  const reached = await simulation.run(async (at) => {
    collecting.look(at);
    report(at);
    await events?.drained();
    return isStopped();
  });
  report(reached);
  const { measures, details } = await collecting.finish(reached);
  await events?.close();
  await simulation.close();
  return {
    seed,
    partial: reached < simulation.endsAt,
    reachedAt: new Date(reached).toISOString(),
    derived: simulation.derived,
    measures,
    details,
  };
}
