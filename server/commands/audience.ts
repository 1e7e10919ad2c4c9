import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { Population } from '../../simulator/population/population.ts';
import { defaultParameters } from '../../simulator/population/presets.ts';
import { WrongOption } from '../config.ts';
import {
  type Environment,
  type QualificationRequirementInput,
  qualificationRequirementSchema,
} from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import { mastersTypeId } from '../contract/system-types.ts';
import { normaliseRequirements } from '../domain/requirement.ts';
import { requirementText } from '../domain/unmet.ts';
import type { Audience } from '../eligibility/answers.ts';
import { EligibilityIndex } from '../eligibility/eligibility-index.ts';
import type { Fact } from '../eligibility/facts.ts';

export interface AudienceOptions {
  /** Of a running server; absent: a population is generated. */
  readonly url?: string;
  readonly market: string;
  readonly adminKey?: string;
  readonly workers: number;
  readonly seed: number;
  readonly json: boolean;
}

const requirementsFile = z.array(qualificationRequirementSchema);
/** Any instant does: it decides who works at the moment, not who has what. */
const drawnAt = Date.UTC(2018, 0, 1);

/** Prints how many workers the requirements in a JSON or YAML file admit, requirement by requirement. */
export async function audience(file: string, options: AudienceOptions): Promise<void> {
  const requirements = await readRequirements(file);
  const counted =
    options.url === undefined ? count(requirements, options) : await ask(requirements, options.url, options);
  process.stdout.write(options.json ? `${JSON.stringify(counted, undefined, 2)}\n` : funnelTable(counted));
}

async function readRequirements(file: string): Promise<QualificationRequirementInput[]> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new WrongOption(`${file} can't be read: ${error.message}`);
  });
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new WrongOption(`${file} is neither JSON nor YAML: ${(error as Error).message.split('\n', 1)[0]}`);
  }
  const checked = requirementsFile.safeParse(listIn(content));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const at = issue?.path.join('.') || 'the file';
  throw new WrongOption(
    `${file}: ${at}: ${issue?.message}. It must hold a list of QualificationRequirements.`,
  );
}

/** The list itself, or the member of that name, as in a CreateHIT request. */
function listIn(content: unknown): unknown {
  const named = (content as { QualificationRequirements?: unknown } | null)?.QualificationRequirements;
  return Array.isArray(content) ? content : named;
}

function count(input: QualificationRequirementInput[], { workers, seed }: AudienceOptions): Audience {
  const environment = environmentOf(input);
  const requirements = asWrongOption(() => normaliseRequirements(input, environment));
  const population = new Population({ seed, workers, parameters: defaultParameters, startsAt: drawnAt });
  const index = new EligibilityIndex({ environment });
  for (let worker = 0; worker < population.size; worker++) index.apply([workerFact(population, worker)]);
  return index.audience(requirements);
}

/** Masters alone tell the environments apart. */
function environmentOf(input: readonly QualificationRequirementInput[]): Environment {
  return input.some((one) => one.QualificationTypeId === mastersTypeId.sandbox) ? 'sandbox' : 'production';
}

function workerFact(population: Population, worker: number): Fact {
  const value = {
    approvalRate: population.approvalRate(worker),
    hitsApproved: population.columns.approved[worker] as number,
    masters: population.has(worker, 'masters'),
    adult: population.has(worker, 'adult'),
    locale: population.locale(worker),
  };
  return { kind: 'worker', id: population.id(worker), version: 1, value };
}

function asWrongOption<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof Refused) throw new WrongOption(error.message);
    throw error;
  }
}

async function ask(
  requirements: QualificationRequirementInput[],
  url: string,
  { market, adminKey }: AudienceOptions,
): Promise<Audience> {
  const response = await fetch(`${url.replace(/\/+$/, '')}/api/markets/${market}/audience`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(adminKey === undefined ? {} : { authorization: `Bearer ${adminKey}` }),
    },
    body: JSON.stringify({ QualificationRequirements: requirements }),
  }).catch((error: Error) => {
    throw new Error(`no answer from ${url}: ${(error.cause as Error | undefined)?.message ?? error.message}`);
  });
  const answer = (await response.json()) as Audience & { error?: { message: string } };
  if (answer.error) throw new Error(`${url} refused: ${answer.error.message}`);
  return answer;
}

const number = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** The funnel as a table for a terminal. */
function funnelTable({ population, funnel, eligible, online }: Audience): string {
  const share = (part: number) => (population === 0 ? '–' : percent.format(part / population));
  const rows = [
    ['', 'alone', '', 'remaining', ''],
    ['all workers', '', '', number.format(population), share(population)],
    ...funnel.map(({ requirement, alone, remaining }) => [
      requirementText(requirement, requirement.QualificationTypeId),
      number.format(alone),
      share(alone),
      number.format(remaining),
      share(remaining),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[at] as number)))
      .join('  '),
  );
  const levels = `may discover ${number.format(eligible.discover)}, preview ${number.format(eligible.preview)}, accept ${number.format(eligible.accept)}`;
  const now = online.discover > 0 ? `; on line now and may accept: ${number.format(online.accept)}` : '';
  return `${lines.join('\n')}\n\n${levels}${now}\n`;
}
