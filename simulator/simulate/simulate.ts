import { mkdir } from 'node:fs/promises';
import { type Scenario, ScenarioError, type ScenarioFile, withOwnWorkers } from '../scenario.ts';
import type { Json } from './collectors/collector.ts';
import { planRuns, type RunPlan, type SimulateOptions } from './plan-runs.ts';
import { ProgressBar, type Screen } from './progress.ts';
import { writeReport } from './report/write-report.ts';
import { completionOf, measureTable, type Results, variantOf } from './results.ts';
import { runAll } from './run-pool.ts';
import type { RunResult } from './run-scenario.ts';
import { joinEvents, writeNumbers } from './write-results.ts';

export interface Simulated {
  readonly results: Results;
  readonly folder: string;
}

export interface SimulateParts {
  /** Version of this program, for the results. */
  readonly version: string;
  readonly screen: Screen;
  /** Takes what ends the runs where they stand. */
  onStop(stop: () => void): void;
}

/** Runs a scenario as often and in as many variants as wanted, and writes what came out. */
export async function simulate(
  file: ScenarioFile,
  options: SimulateOptions,
  { version, screen, onStop }: SimulateParts,
): Promise<Simulated> {
  const plan = await peopled(planRuns(file, options), file);
  await makeFolder(plan.folder);
  const bar = new ProgressBar(screen, plan.orders.length);
  const pool = runAll(plan.orders, plan.threads, (run, progress) => bar.update(run, progress));
  onStop(pool.stop);
  const runs = await pool.results;
  bar.end();
  const results = resultsOf(plan, runs, version);
  await writeNumbers(plan.folder, results);
  if (options.events) await joinEvents(plan.folder, plan.orders.length);
  await writeReport(plan.folder, results);
  return { results, folder: plan.folder };
}

/** The plan with the own workers that its scenarios name; each file is read once for all runs with it. */
async function peopled(plan: RunPlan, file: ScenarioFile): Promise<RunPlan> {
  const scenarios = [...new Set([plan.base, ...plan.orders.map(({ scenario }) => scenario)])];
  const read = await Promise.all(scenarios.map((scenario) => withOwnWorkers(scenario, file)));
  const peopledOf = (scenario: Scenario) => read[scenarios.indexOf(scenario)] as Scenario;
  const orders = plan.orders.map((order) => ({ ...order, scenario: peopledOf(order.scenario) }));
  return { ...plan, base: peopledOf(plan.base), orders };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new ScenarioError(`--out ${folder}: no folder can be made there (${(cause as Error).message})`, {
      cause,
    });
  }
}

function resultsOf(plan: RunPlan, runs: readonly (RunResult | undefined)[], version: string): Results {
  const { base, sweep, seeds } = plan;
  const values = (sweep?.values ?? [null]) as readonly Json[];
  const variants = values.map((value, variant) => {
    const from = variant * seeds.length;
    return variantOf(value, runs.slice(from, from + seeds.length).filter(isThere));
  });
  return {
    turksim: version,
    platform: { node: process.versions.node.split('.')[0] as string, architecture: process.arch },
    name: base.name,
    about: base.about,
    scenario: parametersOf(base),
    seeds,
    sweep: sweep ? { path: sweep.path, values } : null,
    partial: runs.some((run) => run === undefined || run.partial),
    measures: measureTable,
    completion: completionOf(variants),
    variants,
  };
}

const isThere = (run: RunResult | undefined): run is RunResult => run !== undefined;

/** Times as people write them; own workers by their number; the rest as it was used. */
function parametersOf({ startsAt, ownWorkers, own, ...parameters }: Scenario): Json {
  return {
    startsAt: new Date(startsAt).toISOString(),
    ...parameters,
    ...(own && { ownWorkers: { file: ownWorkers, workers: own.length } }),
  } as unknown as Json;
}
