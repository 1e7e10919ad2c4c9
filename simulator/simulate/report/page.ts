import { defaultBackgroundMarket } from '../../background/parameters.ts';
import type { RequesterBehaviour } from '../../behaviours/parameters.ts';
import { daysUsual } from '../../scenario-contradictions.ts';
import { type Measure, type MeasureName, measures, type Section, sections } from '../collectors/measures.ts';
import type { Results, Variant } from '../results.ts';
import type { ChartSpec } from './chart-spec.ts';
import { chartsOf } from './charts.ts';
import { drawScript } from './draw-script.ts';
import { bandText, counted, escaped, formatted, variantName } from './format.ts';
import { pageStyle } from './style.ts';
import { summaryLines } from './summary.ts';

/** The whole report: one file that needs nothing from anywhere. `library` is the chart library's source. */
export function reportPage(results: Results, library: string): string {
  const charts = chartsOf(results);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(results.name)} – turksim</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
${head(results)}
<section aria-labelledby="summary"><h2 id="summary">In words</h2><ul class="summary">
${summaryLines(results)
  .map((line) => `<li>${escaped(line)}</li>`)
  .join('\n')}
</ul></section>
<div class="charts">
${charts.map(chartSection).join('\n')}
</div>
${measureSection(results)}
${methodSection(results)}
${parameterSection(results)}
</main>
<script>${inScript(library)}</script>
<script type="application/json" id="charts">${inScript(JSON.stringify(charts))}</script>
<script>${drawScript}</script>
</body>
</html>
`;
}

/** Text that may stand in a script element. */
const inScript = (text: string): string => text.replaceAll('</', '<\\/').replaceAll('<!--', '<\\!--');

function head({ name, about, seeds, variants, partial, turksim, scenario }: Results): string {
  const { days, detail, workers } = scenario as { days?: number; detail: string; workers: number };
  const runs = variants.reduce((sum, variant) => sum + variant.runs.length, 0);
  const facts = [
    counted(formatted(workers, 'count'), 'worker'),
    counted(String(days ?? daysUsual), 'market day'),
    counted(String(runs), 'run'),
    seeds.length > 1 ? `seeds ${seeds[0]} to ${seeds.at(-1)}` : `seed ${seeds[0]}`,
    `level of detail: ${detail}`,
    `turksim ${turksim}`,
  ];
  return `<header><p class="kind">Simulation</p><h1>${escaped(name)}</h1><p class="about">${escaped(about)}</p>
<p class="facts">${facts.map((fact) => `<span>${escaped(fact)}</span>`).join(' ')}</p>
${partial ? '<p class="partial" role="note">Partial: some runs were ended before their time, so the numbers cover less than the scenario asks for.</p>' : ''}</header>`;
}

function chartSection(chart: ChartSpec): string {
  return `<section class="chart" aria-labelledby="${chart.id}-title">
<h2 id="${chart.id}-title">${escaped(chart.title)}</h2><p class="about">${escaped(chart.about)}</p>
<div class="canvas${chart.lying ? ' lying' : ''}" style="--rows:${chart.at.length * Math.max(1, chart.series.length)}"><canvas id="${chart.id}" role="img" aria-label="${escaped(chart.title)}; the numbers stand in the table below"></canvas></div>
<details><summary>Numbers</summary>${chartTable(chart)}</details>
</section>`;
}

/** At most so many rows of a curve are written out; results.json holds all. */
const rowsMax = 25;

function chartTable({ at, series, x, y, lying }: ChartSpec): string {
  const step = Math.max(1, Math.ceil(at.length / rowsMax));
  const unit = lying ? x.title : y.title;
  const headings = ['', ...series.map(({ name }) => (unit ? `${name}, ${unit}` : name))];
  const rows = at.flatMap((place, row) => {
    if (row % step !== 0) return [];
    return [
      [String(place), ...series.map(({ values, low, high }) => cell(values[row], low?.[row], high?.[row]))],
    ];
  });
  return tableOf(headings, rows);
}

const shown = (value: number): string =>
  value.toLocaleString('en-US', {
    maximumSignificantDigits: Math.abs(value) >= 1000 ? 21 : 4,
    maximumFractionDigits: 4,
  });

function cell(
  value: number | null | undefined,
  low: number | null | undefined,
  high: number | null | undefined,
): string {
  if (value === null || value === undefined) return '–';
  const band = low != null && high != null && low !== high ? ` (${shown(low)} to ${shown(high)})` : '';
  return `${shown(value)}${band}`;
}

function tableOf(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const headRow = headings.map((heading) => `<th scope="col">${escaped(heading)}</th>`).join('');
  const body = rows.map(([first = '', ...rest]) => {
    const cells = rest.map((text) => `<td>${escaped(text)}</td>`).join('');
    return `<tr><th scope="row">${escaped(first)}</th>${cells}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr>${headRow}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

const sectionTitles: Readonly<Record<Section, string>> = {
  completion: 'Completion',
  eligibility: 'Eligibility',
  cost: 'Cost',
  quality: 'Quality',
  exclusion: 'Exclusion',
  earnings: 'Earnings',
  qualification: 'Qualification',
  waves: 'Waves',
  newcomers: 'Newcomers',
  market: 'The market',
};

/** Every measure, the variants side by side. */
function measureSection(results: Results): string {
  const runs = results.variants.filter((variant) => variant.runs.length > 0);
  const headings = ['', ...runs.map((variant) => variantName(results, variant))];
  const tables = sections.flatMap((section) => {
    const rows = (Object.entries(measures) as [MeasureName, Measure][])
      .filter(([, measure]) => measure.section === section)
      .filter(([name]) => runs.some(({ summary }) => summary.measures[name]))
      .map(([name, measure]) => [labelOf(measure), ...runs.map((variant) => measureCell(variant, name))]);
    return rows.length === 0 ? [] : [`<h3>${sectionTitles[section]}</h3>${tableOf(headings, rows)}`];
  });
  return `<section aria-labelledby="numbers"><h2 id="numbers">All numbers</h2>
<p class="about">Medians of the runs; in brackets the band in which eight of ten lie.</p>${tables.join('\n')}</section>`;
}

const labelOf = ({ label, about }: Measure): string => (about ? `${label} (${about})` : label);

function measureCell({ summary }: Variant, name: MeasureName): string {
  const band = summary.measures[name];
  return band ? bandText(band, measures[name].format) : '–';
}

function methodSection({ seeds, sweep, variants, scenario }: Results): string {
  const { detail, batch, workers, requesterBehaviour } = scenario as unknown as {
    workers: number;
    detail: 'full' | 'background';
    batch?: object;
    requesterBehaviour: RequesterBehaviour;
  };
  const derived = Object.entries(variants[0]?.runs[0]?.derived ?? {});
  const notes = [
    detail === 'full'
      ? 'Every command of every worker and requester went through the market core: same operations, machines and eligibility as in the server.'
      : 'The unnamed work of a session moved its worker’s counters in one command; the batch under study went step by step through the market core, found among unnamed groups as the published figures have them.',
    'Times to fill are heavy-tailed and depend on the hour of posting: read the band, not the middle alone. One run is one draw.',
    ...(batch || detail === 'full'
      ? [
          `How long requesters take to review is published nowhere. Assumed: ${delaysText(requesterBehaviour)}, or the automatic approval where that comes first.`,
        ]
      : []),
    ...(detail === 'background' ? [unnamedReviewNote()] : []),
    ...(detail === 'background' && batch && workers < wholeMarket
      ? [
          `The groups around the batch are those of the whole market of about ${formatted(wholeMarket, 'count')} workers. With ${formatted(workers, 'count')} fewer look at the list, and the batch takes longer.`,
        ]
      : []),
    ...(sweep
      ? ['Every value was run with the same seeds: the same people, met by other requirements.']
      : []),
    ...derived.map(
      ([name, value]) =>
        `Derived parameter ${name}: ${formatted(value, 'ratio')} in the run with seed ${seeds[0]}.`,
    ),
  ];
  return `<section aria-labelledby="method"><h2 id="method">How to read this</h2><ul>${notes.map((note) => `<li>${escaped(note)}</li>`).join('')}</ul></section>`;
}

/** Workers for whom the groups of the background level were counted (P01). */
const wholeMarket = 120_000;

function unnamedReviewNote(): string {
  const { decidedAtOnceShare, reviewMeanDays } = defaultBackgroundMarket;
  return `Of the unnamed work ${formatted(decidedAtOnceShare, 'share')} is decided at once and the rest after ${formatted(reviewMeanDays, 'days')} on average: derived, not published.`;
}

/** 60 % after 0 to 24 h, 10 % after 720 h. */
function delaysText({ reviewDelays }: RequesterBehaviour): string {
  const whole = reviewDelays.reduce((sum, { share }) => sum + share, 0);
  return reviewDelays
    .map(({ share, hoursMin, hoursMax }) => {
      const hours = hoursMin === hoursMax ? `${hoursMin}` : `${hoursMin} to ${hoursMax}`;
      return `${formatted(share / whole, 'share')} after ${hours} h`;
    })
    .join(', ');
}

function parameterSection({ scenario, seeds, sweep, platform, turksim }: Results): string {
  const whole = { turksim, platform, seeds, sweep, scenario };
  return `<section aria-labelledby="parameters"><h2 id="parameters">Parameters</h2>
<p class="about">The same scenario, seeds and version give the same numbers, to the byte, on the same Node major and architecture.</p>
<details><summary>All parameters, seeds and versions</summary><pre>${escaped(JSON.stringify(whole, null, 2))}</pre></details></section>`;
}
