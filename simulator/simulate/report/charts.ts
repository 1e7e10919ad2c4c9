import { type MeasureName, measures } from '../collectors/measures.ts';
import type { Band, Results, Variant } from '../results.ts';
import { bandSeries, type ChartSpec } from './chart-spec.ts';
import {
  detail,
  excludedChart,
  journeyChart,
  onlineChart,
  requirementChart,
  type Table,
  wagesChart,
  wavesChart,
} from './detail-charts.ts';
import { variantLabel, variantName } from './format.ts';

/** All charts for which the results have numbers, in the order of the page. */
export function chartsOf(results: Results): ChartSpec[] {
  const shown = results.variants.filter(({ runs }) => runs.length > 0);
  const charts = [
    completionChart(results, shown),
    timesChart(results, shown),
    funnelChart(results, shown),
    measureBars(results, shown, {
      id: 'cost',
      title: 'What it costs',
      about: 'Pay for approved work, and the fees on it.',
      kind: 'stack',
      names: ['pay', 'fees'],
      y: { title: 'US dollars', format: 'dollars' },
    }),
    measureBars(results, shown, {
      id: 'quality',
      title: 'How good the answers are',
      about: hasTruth(shown)
        ? 'Single answers against the truth, and what the majority of each HIT says.'
        : 'In a survey no answer is right or wrong: what was failed, and who answered.',
      names: ['accuracy', 'majorityAccuracy', 'checksFailedShare', 'botAnswers'],
      y: { title: 'percent', format: 'percent' },
      factor: 100,
    }),
    requirementChart(shown),
    excludedChart(results, shown),
    wagesChart(results, shown),
    measureBars(results, shown, {
      id: 'qualification',
      title: 'The way through the test',
      about: 'Workers who asked for the test, took it, passed it and then worked.',
      names: ['testsAsked', 'testsTaken', 'testsPassed', 'testedWorked'],
      y: { title: 'workers', format: 'count' },
    }),
    wavesChart(results, shown),
    journeyChart(results, shown),
    onlineChart(results, shown),
  ];
  return charts.filter((chart): chart is ChartSpec => chart !== undefined && chart.series.length > 0);
}

const hasTruth = (shown: readonly Variant[]): boolean =>
  shown.some(({ summary }) => summary.measures.accuracy);

function completionChart(results: Results, shown: readonly Variant[]): ChartSpec | undefined {
  const { completion } = results;
  if (!completion) return undefined;
  const series = shown.map((variant) => {
    const bands = completion.submittedShare[results.variants.indexOf(variant)] ?? [];
    return bandSeries(variantName(results, variant), bands, 100);
  });
  const isShort = (completion.hours.at(-1) ?? 0) < 2;
  return {
    id: 'completion',
    title: 'How fast the batch is done',
    about:
      'Submitted assignments as a share of those wanted. The line is the median of the runs, eight in ten lie in the band.',
    kind: 'curves',
    x: { title: `${isShort ? 'minutes' : 'hours'} since posting`, format: 'count' },
    y: { title: 'percent submitted', format: 'percent' },
    at: isShort ? completion.hours.map((hours) => Number((hours * 60).toPrecision(6))) : completion.hours,
    series,
  };
}

function timesChart(results: Results, shown: readonly Variant[]): ChartSpec | undefined {
  const names: MeasureName[] = ['hoursTo10', 'hoursTo50', 'hoursTo90', 'hoursToAll'];
  const chart = measureBars(results, shown, {
    id: 'times',
    title: 'When parts of it are done',
    about: 'Hours until a part of the batch is submitted. A missing bar: no run got there.',
    names,
    y: { title: 'hours since posting', format: 'hours' },
  });
  return chart && shown.length > 1 ? chart : undefined;
}

function funnelChart(results: Results, shown: readonly Variant[]): ChartSpec | undefined {
  const [first] = shown;
  if (!first) return undefined;
  if (shown.length > 1) {
    return measureBars(results, shown, {
      id: 'eligible',
      title: 'Who is eligible',
      about: 'Workers who meet every requirement when the batch is posted.',
      names: ['eligible', 'eligibleOnline'],
      y: { title: 'workers', format: 'count' },
    });
  }
  const funnel = detail(first, 'funnel') as { population: Band; steps: Table } | undefined;
  if (!funnel) return undefined;
  return {
    id: 'funnel',
    title: 'Who is eligible',
    about: 'Workers left after each requirement, and how many meet it by itself.',
    kind: 'bars',
    lying: true,
    x: { title: 'workers', format: 'count' },
    y: { title: '', format: 'plain' },
    at: ['all workers', ...funnel.steps.map((step) => step.requirement as string)],
    series: [
      bandSeries('left after it and all before', [
        funnel.population,
        ...funnel.steps.map((step) => step.remaining),
      ]),
      bandSeries('meet it', [null, ...funnel.steps.map((step) => step.alone)]),
    ],
  };
}

interface BarsOf {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly names: readonly MeasureName[];
  readonly y: ChartSpec['y'];
  readonly kind?: 'bars' | 'stack';
  readonly factor?: number;
}

/** Variants side by side, a bar for each of some measures. */
function measureBars(
  results: Results,
  shown: readonly Variant[],
  { names, factor, kind = 'bars', ...rest }: BarsOf,
): ChartSpec | undefined {
  const there = names.filter((name) => shown.some(({ summary }) => summary.measures[name]));
  if (there.length === 0) return undefined;
  return {
    ...rest,
    kind,
    x: { title: results.sweep?.path ?? '', format: 'plain' },
    at: shown.map((variant) => variantLabel(results, variant)),
    series: there.map((name) =>
      bandSeries(
        measures[name].label,
        shown.map(({ summary }) => summary.measures[name]),
        factor,
      ),
    ),
  };
}
