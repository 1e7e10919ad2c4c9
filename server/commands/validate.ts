import { timeText } from '../../simulator/simulate/progress.ts';
import { tableLines } from '../../simulator/validate/table.ts';
import {
  allTargets,
  validate as runValidation,
  type ValidateOptions,
} from '../../simulator/validate/validate.ts';
import { countGates } from '../../simulator/validate/verdict.ts';
import { WrongOption } from '../config.ts';

export interface ValidateFlags extends Omit<ValidateOptions, 'only'> {
  /** Ids, with commas between them. */
  readonly only?: string;
  readonly json: boolean;
}

/** Runs the population against its published targets. Ends with 1 if too few are in range; Ctrl-C ends it early. */
export async function validate({ only, json, ...options }: ValidateFlags, version: string): Promise<void> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const startedAt = performance.now();
  const validation = await runValidation(
    { ...options, ...(only !== undefined && { only: targetIds(only) }) },
    { version, progress: progressOn(process.stderr, startedAt), onStop },
  );
  if (json) print(JSON.stringify(validation, null, 2));
  else for (const line of tableLines(validation)) print(line);
  const { held, gates, enough } = countGates(validation.results);
  if (!json) {
    const time = timeText((performance.now() - startedAt) / 1000);
    print(`${held} of ${gates} gates in range, after ${time}. Written: ${options.out}`);
    if (validation.partial) print('Ended early: what was not measured is marked.');
  }
  if (!enough && !validation.partial) process.exitCode = 1;
}

function targetIds(text: string): string[] {
  const ids = text.split(',').map((id) => id.trim().toUpperCase());
  const known = new Set(allTargets.map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw new WrongOption(`there is no target ${unknown}: they are V01 to V36.`);
  return ids;
}

/** A line for every twentieth, with the time left. */
function progressOn(screen: { write(text: string): unknown }, startedAt: number) {
  let told = 0;
  return (share: number) => {
    const twentieths = Math.floor(share * 20);
    if (twentieths <= told) return;
    told = twentieths;
    const seconds = (performance.now() - startedAt) / 1000;
    screen.write(`${Math.floor(share * 100)} % · ${timeText((seconds * (1 - share)) / share)} left\n`);
  };
}

/** The first signal ends the runs in order, a second one at once. */
function onStop(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
}
