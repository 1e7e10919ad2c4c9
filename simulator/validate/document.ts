import { numberText, rangeText } from './number-text.ts';
import type { Validation } from './validate.ts';
import { countGates, type FigureResult, type TargetResult } from './verdict.ts';

/** The table as Markdown, with how it was measured. */
export function validationDocument(validation: Validation): string {
  const { seeds, workers, version, results, partial } = validation;
  const targets = results.filter(({ target }) => target.id.startsWith('V'));
  const others = results.filter((result) => !targets.includes(result));
  const { held, gates } = countGates(targets);
  return [
    '# Validation',
    '',
    `Written by \`turksim validate\` of turksim ${version}: ${seedsText(seeds)}, ${workers.toLocaleString('en-US')} workers.${partial ? ' **Ended early: some runs are missing.**' : ''}`,
    `**${held} of ${gates} gates in range.**`,
    '',
    ...tableOf(targets),
    '',
    ...(others.length > 0 ? ['## What went in, as a survey sees it', '', ...tableOf(others), ''] : []),
  ].join('\n');
}

function seedsText(seeds: readonly number[]): string {
  return seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds[0]} to ${seeds[seeds.length - 1]}`;
}

function tableOf(results: readonly TargetResult[]): string[] {
  return [
    '| id | quantity | published | accepted | measured (10-90 % over seeds) | verdict |',
    '| --- | --- | --- | --- | --- | --- |',
    ...results.flatMap((result) => result.figures.map((one, at) => row(result, one, at === 0))),
  ];
}

function row({ target, isInRange, seeds }: TargetResult, figure: FigureResult, isFirst: boolean): string {
  const unit = figure.unit === '' ? '' : ` ${figure.unit}`;
  const verdict = seeds === 0 ? 'not measured' : isInRange ? 'in range' : 'out of range';
  return `| ${[
    isFirst ? target.id : '',
    [isFirst ? target.what : '', figure.part].filter((text) => text !== '').join(': '),
    `${figure.published}${unit}`,
    rangeText(figure.low, figure.high),
    `${figure.isInRange ? '' : '**'}${numberText(figure.value)}${figure.isInRange ? '' : '**'} (${rangeText(figure.from, figure.to)})`,
    isFirst ? verdict + (target.isGate === false ? ' (no gate)' : '') : '',
  ].join(' | ')} |`;
}
