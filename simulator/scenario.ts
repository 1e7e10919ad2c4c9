import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import {
  defaultRequesterBehaviour,
  defaultWorkerBehaviour,
  type RequesterBehaviour,
  requesterBehaviour,
  type WorkerBehaviour,
  workerBehaviour,
} from './behaviours/parameters.ts';
import { overridden, overrides } from './overrides.ts';
import { type OwnWorker, ownWorkerColumns, readOwnWorkers } from './population/own-workers.ts';
import { type PopulationParameters, populationParameters } from './population/parameters.ts';
import { presetNames, presets } from './population/presets.ts';
import { contradictions, impossibleDraws } from './scenario-contradictions.ts';
import { explainIssue } from './scenario-issue.ts';
import {
  type BotWave,
  batchSchema,
  botWaveSchema,
  requirementsSchema,
  type StudyBatch,
  type StudyRequirements,
  type Sweep,
  sweepSchema,
} from './scenario-study.ts';

const share = (about: string) => z.number().min(0).max(1).describe(about);
const positive = (about: string) => z.number().positive().describe(about);

/** How briskly simulated people act in a market that somebody watches. Market seconds. */
const paceSchema = z.strictObject({
  groupsPerLook: z.int().min(1).max(500).describe('Groups that a worker reads in one look'),
  askAgainSeconds: positive(
    'Least time before a worker asks anew for a Qualification that it did not get, or lost',
  ),
  testMedianSeconds: positive('Median time for a Qualification test'),
  tendMeanSeconds: positive("Mean time between two rounds of a requester's bookkeeping"),
  openHitsWanted: z
    .int()
    .min(1)
    .describe('HITs with a place that a requester likes to have open; below it a batch is posted'),
  batchMeanHits: positive('Mean size of a batch'),
  batchMaxHits: z.int().min(1).describe('Largest batch'),
  decisionsPerRound: z.int().min(1).describe('Submissions and requests decided in one round at most'),
  revokeShare: share('Chance in one round to revoke a Qualification from somebody'),
});

const scenarioSchema = z.strictObject({
  name: z.string().min(1).describe('What the scenario is called'),
  about: z.string().min(1).describe('What it shows, in a sentence'),
  detail: z
    .enum(['full', 'background'])
    .default('full')
    .describe('full: every command goes through the market; background: unnamed work moves counters only'),
  startsAt: z.iso.datetime().default('2017-01-02T00:00:00Z').describe('Market time of the start, UTC'),
  days: positive('How long it runs, market days').optional(),
  population: z.strictObject({
    preset: z.enum(presetNames).default('2015-2019').describe('Years that the population stands for'),
    workers: z.int().min(0).max(5_000_000).describe('Workers at the start'),
    parameters: overrides(populationParameters).default({}).describe('What differs from the preset'),
    ownWorkers: z
      .string()
      .min(1)
      .describe(
        `CSV file, beside this one, of workers that you know: they are the first of the population, and what a row leaves empty is drawn. Columns out of ${ownWorkerColumns.join(', ')}`,
      )
      .optional(),
  }),
  workerBehaviour: overrides(workerBehaviour)
    .default({})
    .describe('What differs from the usual decisions of workers'),
  requesters: z.int().min(0).max(100_000).describe('Simulated requesters'),
  requesterBehaviour: overrides(requesterBehaviour)
    .default({})
    .describe('What differs from the usual decisions of requesters'),
  offeredWork: positive(
    'Hours of work that all requesters together post, for each hour that workers are willing to work; the number of batches is derived from it (P33 to P38 give only their shape)',
  ).default(1.2),
  batch: batchSchema.optional().describe('What the requester under study posts'),
  requirements: requirementsSchema.default({}).describe('What its batch asks of workers'),
  botWave: botWaveSchema.optional().describe('Accounts run by programs that join within a short time'),
  sweep: sweepSchema.optional().describe('What is compared unless --sweep says otherwise'),
  pace: paceSchema.optional().describe('Only for a market that lives in the server'),
});

/** A scenario with every parameter in its place. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly detail: 'full' | 'background';
  /** Epoch ms. */
  readonly startsAt: number;
  readonly days?: number;
  readonly workers: number;
  /** File of own workers, as it is written. */
  readonly ownWorkers?: string;
  /** What that file holds, once it is read. */
  readonly own?: readonly OwnWorker[];
  readonly population: PopulationParameters;
  readonly workerBehaviour: WorkerBehaviour;
  readonly requesters: number;
  readonly requesterBehaviour: RequesterBehaviour;
  readonly offeredWork: number;
  readonly batch?: StudyBatch;
  readonly requirements: StudyRequirements;
  readonly botWave?: BotWave;
  readonly sweep?: Sweep;
  readonly pace?: Pace;
}
export type Pace = z.infer<typeof paceSchema>;

/** A scenario that people can live by in a market that somebody watches. */
export type LivingScenario = Scenario & { readonly pace: Pace };

export async function readLivingScenario(nameOrPath: string): Promise<LivingScenario> {
  const scenario = await readScenario(nameOrPath);
  const { pace } = scenario;
  if (pace) return { ...scenario, pace };
  throw new ScenarioError(`${nameOrPath} has no pace: it is not made for a market that lives in a server.`);
}

/** A scenario that can't be read; the message names file, path and what is allowed. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
}

const builtInFolder = new URL('./scenarios/', import.meta.url);

/** Reads a scenario: a built-in one by name (`lively`), any other by the path of its file. */
export async function readScenario(nameOrPath: string): Promise<Scenario> {
  const file = await readScenarioFile(nameOrPath);
  return withOwnWorkers(scenarioOf(file.data, file.source), file);
}

/** A scenario's data as its file has them, and how messages call the file. */
export interface ScenarioFile {
  readonly data: unknown;
  readonly source: string;
  /** Where paths in it begin; of a built-in one where the program runs. */
  readonly folder: string;
}

/** The scenario with the workers of the file that it names. */
export async function withOwnWorkers(
  scenario: Scenario,
  { source, folder }: Omit<ScenarioFile, 'data'>,
): Promise<Scenario> {
  const { ownWorkers } = scenario;
  if (ownWorkers === undefined) return scenario;
  const own = await readOwnWorkers(resolve(folder, ownWorkers), ownWorkers).catch((cause: Error) => {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isMissing ? `can't read ${ownWorkers}: there is no such file in ${folder}` : cause.message;
    throw new ScenarioError(`${source}: population.ownWorkers: ${why}`, { cause });
  });
  return { ...scenario, own, workers: Math.max(scenario.workers, own.length) };
}

export async function readScenarioFile(nameOrPath: string): Promise<ScenarioFile> {
  const isPath = /[./\\]/.test(nameOrPath);
  const file = isPath ? nameOrPath : new URL(`${nameOrPath}.yaml`, builtInFolder);
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const what = isPath ? `the file ${nameOrPath}` : `a built-in scenario "${nameOrPath}"`;
    throw new ScenarioError(
      `can't read ${what}: ${cause.code === 'ENOENT' ? 'there is none' : cause.message}`,
      { cause },
    );
  });
  const source = isPath ? basename(nameOrPath) : `${nameOrPath}.yaml`;
  return { data: parseYaml(text, source), source, folder: isPath ? dirname(nameOrPath) : '.' };
}

/** Names of the built-in scenarios. */
export async function builtInScenarios(): Promise<string[]> {
  const files = await readdir(builtInFolder);
  return files.flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : [])).sort();
}

/** A scenario from YAML text; `source` is named in messages. */
export function parseScenario(text: string, source: string): Scenario {
  return scenarioOf(parseYaml(text, source), source);
}

/** A scenario from its file's data. */
export function scenarioOf(data: unknown, source: string): Scenario {
  const parsed = scenarioSchema.safeParse(data);
  if (!parsed.success) {
    throw new ScenarioError(
      parsed.error.issues.map((issue) => `${source}: ${explainIssue(scenarioSchema, issue)}`).join('\n'),
    );
  }
  const { name, about, detail, startsAt, days, population, requesters, pace } = parsed.data;
  const { offeredWork, batch, requirements, botWave, sweep } = parsed.data;
  const peopleAs = overridden(presets[population.preset], population.parameters);
  const requestersAs = overridden(defaultRequesterBehaviour, parsed.data.requesterBehaviour);
  const flaws = [
    ...contradictions({ days, batch, requirements }),
    ...impossibleDraws(peopleAs, requestersAs),
  ];
  if (flaws.length > 0) throw new ScenarioError(flaws.map((flaw) => `${source}: ${flaw}`).join('\n'));
  return {
    name,
    about,
    detail,
    startsAt: Date.parse(startsAt),
    ...(days !== undefined && { days }),
    workers: population.workers,
    ...(population.ownWorkers !== undefined && { ownWorkers: population.ownWorkers }),
    population: peopleAs,
    workerBehaviour: overridden(defaultWorkerBehaviour, parsed.data.workerBehaviour),
    requesters,
    requesterBehaviour: requestersAs,
    offeredWork,
    ...(batch && { batch }),
    requirements,
    ...(botWave && { botWave }),
    ...(sweep && { sweep }),
    ...(pace && { pace }),
  };
}

/** The JSON schema by which editors complete and check scenario files. */
export function scenarioJsonSchema(): object {
  return z.toJSONSchema(scenarioSchema, { io: 'input', unrepresentable: 'any' });
}

function parseYaml(text: string, source: string): unknown {
  try {
    return parse(text, { maxAliasCount: 10 });
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    throw new ScenarioError(`${source}: ${cause.message.split('\n')[0]}`, { cause });
  }
}
