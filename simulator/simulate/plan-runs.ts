import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Scenario, type ScenarioFile, scenarioOf } from '../scenario.ts';
import type { Sweep } from '../scenario-study.ts';
import type { RunOrder } from './run-scenario.ts';
import { parseSweep, withParameter } from './sweep.ts';

/** What `turksim simulate` is told beside its scenario. */
export interface SimulateOptions {
  /** Of the first run; the others follow one by one. */
  readonly seed: number;
  readonly runs: number;
  readonly days?: number;
  readonly workers?: number;
  readonly detail?: 'full' | 'background';
  readonly sweep?: string;
  /** Folder of what is written. */
  readonly out?: string;
  readonly events: boolean;
  /** Runs at a time; as many as there are cores unless said otherwise. */
  readonly threads?: number;
}

/** All runs of a simulation: for each value of the sweep the same seeds, so that they can be compared pair by pair. */
export interface RunPlan {
  readonly base: Scenario;
  readonly sweep: Sweep | undefined;
  readonly seeds: readonly number[];
  /** Variant by variant, seed by seed. */
  readonly orders: readonly RunOrder[];
  readonly threads: number;
  readonly folder: string;
}

export function planRuns(file: ScenarioFile, options: SimulateOptions): RunPlan {
  const given = withOptions(file, options);
  const base = scenarioOf(given.data, given.source);
  const sweep = options.sweep === undefined ? base.sweep : parseSweep(options.sweep);
  const scenarios = sweep
    ? sweep.values.map((value) => {
        const changed = withParameter(given, sweep.path, value);
        return scenarioOf(changed.data, changed.source);
      })
    : [base];
  const seeds = Array.from({ length: options.runs }, (_, run) => options.seed + run);
  const folder = options.out ?? join('results', base.name);
  const orders = scenarios.flatMap((scenario, variant) =>
    seeds.map((seed, at): RunOrder => {
      const run = variant * seeds.length + at;
      return { scenario, seed, run, ...(options.events && { eventsFile: eventsPart(folder, run) }) };
    }),
  );
  return { base, sweep, seeds, orders, threads: options.threads ?? availableParallelism(), folder };
}

/** The events of one run, until those of all are put into one file. */
export const eventsPart = (folder: string, run: number): string => join(folder, `.events-${run}.jsonl`);

/** The scenario with what the command line says instead. */
function withOptions(file: ScenarioFile, { days, workers, detail }: SimulateOptions): ScenarioFile {
  let changed = file;
  if (days !== undefined) changed = withParameter(changed, 'days', days);
  if (workers !== undefined) changed = withParameter(changed, 'population.workers', workers);
  if (detail !== undefined) changed = withParameter(changed, 'detail', detail);
  return changed;
}
