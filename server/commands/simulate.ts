import {
  builtInScenarios,
  readScenario,
  readScenarioFile,
  ScenarioError,
  scenarioJsonSchema,
} from '../../simulator/scenario.ts';
import type { SimulateOptions } from '../../simulator/simulate/plan-runs.ts';
import { summaryLines } from '../../simulator/simulate/report/summary.ts';
import { simulate as runSimulation } from '../../simulator/simulate/simulate.ts';
import { WrongOption } from '../config.ts';

export interface SimulateFlags extends SimulateOptions {
  readonly list: boolean;
  readonly schema: boolean;
}

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Runs a scenario in virtual time. Ctrl-C ends it early: what is done so far is written, marked partial. */
export async function simulate(
  scenario: string | undefined,
  { list, schema, ...options }: SimulateFlags,
  version: string,
): Promise<void> {
  if (list) return listScenarios();
  if (schema) {
    print(JSON.stringify(scenarioJsonSchema(), null, 2));
    return;
  }
  if (scenario === undefined)
    throw new WrongOption('simulate needs a SCENARIO: a file, or one of those that --list names.');
  const { results, folder } = await asOption(async () =>
    runSimulation(await readScenarioFile(scenario), options, { version, screen: process.stderr, onStop }),
  );
  for (const line of summaryLines(results)) print(line);
  print(
    `${results.partial ? 'Ended early: what was done so far is' : 'Written'} in ${folder}: report.html, results.json, runs.csv, curve.csv${options.events ? ', events.jsonl' : ''}`,
  );
}

/** The first signal ends the runs in order, a second one at once. */
function onStop(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
}

async function listScenarios(): Promise<void> {
  for (const name of await builtInScenarios()) {
    const { about } = await readScenario(name);
    print(`${name.padEnd(22)} ${about}`);
  }
}

/** What is wrong with a scenario is an option's mistake: one line, exit code 2. */
async function asOption<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const [first, ...others] = error.message.split('\n');
    throw new WrongOption(others.length === 0 ? first : `${first} (and ${others.length} more)`);
  }
}
