import { readFileSync, writeFileSync } from 'node:fs';
import { donePerSecond, droppedOf, durationsOf, type ShownDuration, shownCounters } from '../result.ts';
import type { LoadRun } from './results.ts';

/** Runs as one table, in the terminal and in a document: a line for each duration that a script has a budget for. */

const head = [
  'script',
  'what',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'offered/s',
  'started/s',
  'dropped',
  'wrong',
  'server, cores',
  'k6, cores',
  'thresholds kept',
  'commit',
] as const;

/** A script's lines; what concerns the whole run stands in the first. */
export function linesOf(run: LoadRun): string[][] {
  const durations = durationsOf(run.result).sort((a, b) => a.name.localeCompare(b.name));
  return durations.map((duration, at) => [
    `\`${run.script}\``,
    duration.name,
    ...[duration.p50Ms, duration.p95Ms, duration.p99Ms].map(figure),
    ...offering(run, duration, at === 0),
    ...(at === 0 ? wholeRun(run) : ['', '', '', '', '']),
  ]);
}

const figure = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Of the scenario that the duration is of; of all together where it is of none, in the first line. */
function offering({ result }: LoadRun, { scenario }: ShownDuration, isFirst: boolean): string[] {
  const isAlone = scenario !== undefined && result.offered.length > 1;
  if (!isAlone && !isFirst) return ['', '', ''];
  const offered = result.offered.filter((offer) => !isAlone || offer.scenario === scenario);
  const dropped = droppedOf(result).filter((drop) => !isAlone || drop.scenario === scenario);
  return [
    Math.round(sum(offered.map(({ perSecond }) => perSecond))),
    Math.round(sum(offered.map((offer) => donePerSecond(result, offer)))),
    sum(dropped.map(({ count }) => count)),
  ].map(String);
}

function wholeRun({ result: { metrics, thresholds }, processor, commit }: LoadRun): string[] {
  const failed = Math.round((metrics.http_req_failed?.rate ?? 0) * (metrics.http_reqs?.count ?? 0));
  const wrong = failed + sum(shownCounters.map((counter) => metrics[counter]?.count ?? 0));
  const cores = (name: string) => processor[name]?.toFixed(2) ?? '';
  const kept = thresholds.filter(({ ok }) => ok).length;
  return [String(wrong), cores('server'), cores('k6'), `${kept} of ${thresholds.length}`, commit];
}

/** The table for the terminal. */
export function tableText(runs: readonly LoadRun[]): string {
  const lines = [[...head], ...runs.flatMap(linesOf)].map((cells) =>
    cells.map((cell) => cell.replaceAll('`', '')),
  );
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => (cells[column] as string).length)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] as number))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Puts the runs, all of one profile, into the document; lines of scripts that did not run stay. */
export function writeTable(file: string, runs: readonly LoadRun[], order: readonly string[]): void {
  const [run] = runs;
  if (run === undefined) return;
  writeFileSync(file, withRuns(readFileSync(file, 'utf8'), run.profile, runs, order));
}

/** The document with the runs' lines between the two marks of their profile. */
export function withRuns(
  document: string,
  profile: string,
  runs: readonly LoadRun[],
  order: readonly string[],
): string {
  const [begin, end] = [`<!-- ${profile}: begin -->`, `<!-- ${profile}: end -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the document has no ${begin} … ${end}`);
  const before = document
    .slice(from, to)
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const kept = before.filter((line) => !runs.some(({ script }) => line.startsWith(`| \`${script}\` |`)));
  const place = (line: string) => order.findIndex((script) => line.startsWith(`| \`${script}\` |`));
  const lines = [...kept, ...runs.flatMap(linesOf).map(markdown)].sort((a, b) => place(a) - place(b));
  const latest = runs.at(-1) as LoadRun;
  const table = [
    begin,
    '',
    conditions(latest),
    '',
    markdown(head),
    markdown(head.map(() => '---')),
    ...lines,
    '',
  ];
  return `${document.slice(0, from)}${table.join('\n')}${document.slice(to)}`;
}

const markdown = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replaceAll('  ', ' ');

function conditions({ date, machine, node, k6, settings }: LoadRun): string {
  const asked = ['store', 'workers', 'groups', 'duration']
    .filter((name) => settings[name] !== undefined)
    .map((name) => `${name} ${settings[name]}`);
  const version = /v\d[\d.]*/.exec(k6)?.[0] ?? k6;
  return `Last run: ${date.slice(0, 10)}; ${machine}; Node ${node}, k6 ${version}; ${asked.join(', ')}.`;
}
