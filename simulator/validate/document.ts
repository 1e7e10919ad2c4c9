import { derivedParameters } from './derived-parameters.ts';
import { numberText, rangeText } from './number-text.ts';
import type { Validation } from './validation.ts';
import { countGates, type FigureResult, type TargetResult } from './verdict.ts';

/** The table as Markdown, with how each row was measured, why some rows miss, and what went in. */
export function validationDocument(validation: Validation): string {
  const { results } = validation;
  const targets = results.filter(({ target }) => target.id.startsWith('V'));
  const others = results.filter((result) => !targets.includes(result));
  return [
    '# Validation',
    '',
    ...headOf(validation, targets),
    '',
    ...tableOf(targets),
    '',
    ...missesOf(results),
    ...sectionOf('How each row is measured', instrumentsOf(targets)),
    ...sectionOf('What went in, as a survey sees it', others.length > 0 ? tableOf(others) : []),
    ...sectionOf('Derived parameters', derivedTable()),
  ].join('\n');
}

function headOf(
  { seeds, workers, version, partial }: Validation,
  targets: readonly TargetResult[],
): string[] {
  const { held, gates } = countGates(targets);
  return [
    `Written by \`turksim validate\` of turksim ${version}, population 2015-2019: ${seedsText(seeds)}, ${workers.toLocaleString('en-US')} workers, one parameter set for all rows.${partial ? ' **Ended early: some runs are missing; how many seeds each row was measured on is said with its instrument.**' : ''}`,
    '',
    `**${held} of ${gates} gates in range.** A row holds if each of its figures lies in its range, in the middle of all seeds; V33 is no gate, for its source was not verified. In brackets the tenth and ninetieth percentile of the seeds.`,
    '',
    'Run it again with `turksim validate`; `--only V01,V13 --runs 3 --keep results/validation` measures some rows on some seeds and keeps them for the next time.',
  ];
}

function seedsText(seeds: readonly number[]): string {
  return seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds[0]} to ${seeds[seeds.length - 1]}`;
}

function sectionOf(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}

function tableOf(results: readonly TargetResult[]): string[] {
  return [
    '| id | quantity | published | accepted | measured | verdict |',
    '| --- | --- | --- | --- | --- | --- |',
    ...results.flatMap((result) => result.figures.map((one, at) => row(result, one, at === 0))),
  ];
}

function row({ target, isInRange, seeds }: TargetResult, figure: FigureResult, isFirst: boolean): string {
  const unit = figure.unit === '' ? '' : ` ${figure.unit}`;
  const verdict = seeds === 0 ? 'not measured' : isInRange ? 'in range' : '**out of range**';
  const mark = figure.isInRange ? '' : '**';
  const value = `${mark}${numberText(figure.value)}${mark}`;
  return `| ${[
    isFirst ? target.id : '',
    [isFirst ? target.what : '', figure.part].filter((text) => text !== '').join(': '),
    `${figure.published}${unit}`,
    rangeText(figure.low, figure.high),
    `${value} (${rangeText(figure.from, figure.to)})`,
    isFirst ? verdict + (target.isGate === false ? ' (no gate)' : '') : '',
  ].join(' | ')} |`;
}

function missesOf(results: readonly TargetResult[]): string[] {
  const missed = results.filter(({ isInRange, seeds }) => !isInRange && seeds > 0);
  const lines = missed.map(
    ({ target }) => `- **${target.id}** ${target.ifMissed ?? 'Not understood: no reason is known.'}`,
  );
  return sectionOf('Why some miss', lines);
}

function instrumentsOf(targets: readonly TargetResult[]): string[] {
  return [
    '| id | level of detail | instrument | source | seeds |',
    '| --- | --- | --- | --- | --- |',
    ...targets.map(
      ({ target: { id, detail, instrument, source }, seeds }) =>
        `| ${id} | ${detail} | ${instrument} | ${source} | ${seeds} |`,
    ),
  ];
}

function derivedTable(): string[] {
  return [
    'No source gives these. Each was set once, for all rows together, from the rows that it names; no row has a parameter of its own.',
    '',
    '| parameter | value | what it is, and what it was derived from |',
    '| --- | --- | --- |',
    ...derivedParameters().map(({ name, value, about }) => `| ${name} | \`${value}\` | ${about} |`),
  ];
}
