import { ascending, type Json, quantile, rounded } from './collectors/collector.ts';
import { type Measure, type MeasureName, measures } from './collectors/measures.ts';
import type { RunResult } from './run-scenario.ts';

/** Middle and borders of several runs: of ten runs eight lie between low and high. */
export interface Band {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Runs that have such a number. */
  readonly runs: number;
}

/** Runs of one scenario with different seeds. */
export interface Variant {
  /** Value of the swept parameter; null: it was left out, or nothing is swept. */
  readonly value: Json;
  readonly summary: {
    readonly measures: Readonly<Partial<Record<MeasureName, Band>>>;
    /** As the details of the runs, each number a band; what differs in shape between runs is left out. */
    readonly details: Json;
  };
  readonly runs: readonly RunResult[];
}

/** What `results.json` holds. */
export interface Results {
  readonly turksim: string;
  /** Equal ones give equal results, to the byte (promise 5). */
  readonly platform: { readonly node: string; readonly architecture: string };
  readonly name: string;
  readonly about: string;
  /** Every parameter as it was used. */
  readonly scenario: Json;
  readonly seeds: readonly number[];
  readonly sweep: { readonly path: string; readonly values: readonly Json[] } | null;
  /** Some run ended before its time, or never began. */
  readonly partial: boolean;
  readonly measures: Readonly<Record<MeasureName, Measure>>;
  /** Share of the batch that is submitted over time, for all variants at the same times; null without a batch. */
  readonly completion: Completion | null;
  readonly variants: readonly Variant[];
}

export interface Completion {
  /** Since the first posting. */
  readonly hours: readonly number[];
  /** Variant by variant, a band for each of the times; nothing where no run ever began. */
  readonly submittedShare: readonly (readonly Band[])[];
}

export function variantOf(value: Json, runs: readonly RunResult[]): Variant {
  const names = Object.keys(measures) as MeasureName[];
  const bands = names.flatMap((name) => {
    const band = bandOf(runs.map((run) => run.measures[name]));
    return band ? [[name, band] as const] : [];
  });
  const details = bandsOf(runs.map((run) => run.details as Json)) ?? null;
  return { value, summary: { measures: Object.fromEntries(bands), details }, runs };
}

/** Undefined where no run has the number. */
export function bandOf(values: readonly (number | null)[]): Band | undefined {
  const sorted = ascending(values.filter((value) => value !== null));
  const [low, median, high] = [0.1, 0.5, 0.9].map((share) => quantile(sorted, share));
  if (low == null || median == null || high == null) return undefined;
  return { low, median, high, runs: sorted.length };
}

/** The same tables of several runs as one, number by number. */
function bandsOf(tables: readonly Json[]): Json | undefined {
  const [first] = tables;
  if (first === undefined) return undefined;
  if (tables.every((table) => typeof table === 'number' || table === null)) return numbers(tables);
  if (tables.every((table) => Array.isArray(table))) return lists(tables as readonly (readonly Json[])[]);
  if (tables.every((table) => typeof table === 'object' && table !== null && !Array.isArray(table)))
    return objects(tables as readonly Readonly<Record<string, Json>>[]);
  return tables.every((table) => table === first) ? first : undefined;
}

function numbers(values: readonly (number | null)[]): Json {
  const band = bandOf(values);
  return band ? { ...band } : null;
}

function lists(tables: readonly (readonly Json[])[]): Json {
  const length = Math.min(...tables.map((table) => table.length));
  return Array.from({ length }, (_, at) => bandsOf(tables.map((table) => table[at] as Json)) ?? null);
}

function objects(tables: readonly Readonly<Record<string, Json>>[]): Json {
  const names = Object.keys(tables[0] as object);
  const shared = names.filter((name) => tables.every((table) => name in table));
  return Object.fromEntries(
    shared.flatMap((name) => {
      const banded = bandsOf(tables.map((table) => table[name] as Json));
      return banded === undefined ? [] : [[name, banded] as const];
    }),
  );
}

/** The measures table, for who reads the file without this program. */
export const measureTable: Results['measures'] = measures;

/** Points in time of the completion curve, beside the start. */
const timePoints = 120;
/** The curve ends where the slowest run has this part of what it got in the end: the last few may take for ever. */
const shownShare = 0.95;

/** The runs' curves as bands over time. */
export function completionOf(variants: readonly Variant[]): Completion | null {
  const curves = variants.map(({ runs }) => runs.map(curveOf));
  const longest = Math.max(0, ...curves.flat().map(timeOfMost));
  if (longest === 0) return null;
  const hours = Array.from({ length: timePoints + 1 }, (_, at) => rounded((longest * 1.1 * at) / timePoints));
  const submittedShare = curves.map((ofVariant) =>
    hours.flatMap((hour) => bandOf(ofVariant.map((curve) => shareAt(curve, hour))) ?? []),
  );
  return { hours, submittedShare };
}

/** Hours until each percent. */
type Curve = readonly number[];

function curveOf({ details }: RunResult): Curve {
  const { hoursTo } = (details.curve ?? { hoursTo: [] }) as { hoursTo: readonly (number | null)[] };
  return hoursTo.filter((hours) => hours !== null);
}

const timeOfMost = (curve: Curve): number => curve[Math.ceil(curve.length * shownShare) - 1] ?? 0;

function shareAt(curve: Curve, hour: number): number {
  let reached = 0;
  while (reached < curve.length && (curve[reached] as number) <= hour) reached++;
  return reached / 100;
}
