import type { Json } from '../collectors/collector.ts';
import type { Band, Results, Variant } from '../results.ts';
import { bandSeries, type ChartSpec, type Series } from './chart-spec.ts';
import { variantName } from './format.ts';

/** A table of a variant's details, with bands for numbers. */
export type Table = readonly Readonly<Record<string, Band & string>>[];

export function requirementChart(shown: readonly Variant[]): ChartSpec | undefined {
  const [first] = shown;
  const table = first && (detail(first, 'exclusion') as { requirements: Table } | undefined)?.requirements;
  if (!first || shown.length > 1 || !table || table.length === 0) return undefined;
  return {
    id: 'requirements',
    title: 'Which requirement shuts out how many',
    about: 'Workers who fail a requirement, and those who fail no other.',
    kind: 'bars',
    lying: true,
    x: { title: 'workers', format: 'count' },
    y: { title: '', format: 'plain' },
    at: table.map(({ requirement }) => requirement as string),
    series: [
      bandSeries(
        'fail it',
        table.map(({ failing }) => failing ?? null),
      ),
      bandSeries(
        'fail it alone',
        table.map(({ onlyThis }) => onlyThis ?? null),
      ),
    ],
  };
}

export function excludedChart(results: Results, shown: readonly Variant[]): ChartSpec | undefined {
  const tables = shown.map(
    (variant) => (detail(variant, 'exclusion') as { groups: Table } | undefined)?.groups ?? [],
  );
  const names = tables[0]?.map(({ group }) => group as string) ?? [];
  if (names.length === 0) return undefined;
  const hasTest = shown.some(({ summary }) => summary.measures.eligibleButTest);
  const series = shown.map((variant, at): Series => {
    const shares = (tables[at] ?? []).map(({ excluded, workers }) =>
      excluded && workers && workers.median > 0
        ? Number(((100 * excluded.median) / workers.median).toPrecision(4))
        : null,
    );
    return { name: variantName(results, variant), values: shares };
  });
  return {
    id: 'excluded',
    title: 'Whom the requirements shut out',
    about: `Share of each kind of workers who do not meet every requirement. A worker belongs to several kinds.${hasTest ? ' The test shuts nobody out: all may take it.' : ''}`,
    kind: 'bars',
    lying: true,
    x: { title: 'percent shut out', format: 'percent' },
    y: { title: '', format: 'plain' },
    at: names,
    series,
  };
}

export function wagesChart(results: Results, shown: readonly Variant[]): ChartSpec | undefined {
  const tables = shown.map(
    (variant) =>
      detail(variant, 'wages') as { upTo: readonly Band[]; participants: readonly Band[] } | undefined,
  );
  const bounds = tables.find((table) => table)?.upTo.map(({ median }) => median);
  if (!bounds) return undefined;
  const at = [...bounds, Number.POSITIVE_INFINITY].map((bound, cell) => {
    const from = cell === 0 ? 0 : bounds[cell - 1];
    return bound === Number.POSITIVE_INFINITY ? `$${from} and more` : `$${from} to ${bound}`;
  });
  return {
    id: 'wages',
    title: 'What participants earn',
    about: 'Participants by pay per hour of work on this batch. Waiting and searching is not counted.',
    kind: 'bars',
    x: { title: 'US dollars per hour of work', format: 'plain' },
    y: { title: 'participants', format: 'count' },
    at,
    series: shown.flatMap((variant, place) => {
      const table = tables[place];
      return table ? [bandSeries(variantName(results, variant), table.participants)] : [];
    }),
  };
}

export function wavesChart(results: Results, shown: readonly Variant[]): ChartSpec | undefined {
  const tables = shown.map((variant) => (detail(variant, 'waves') as Table | undefined) ?? []);
  const most = Math.max(0, ...tables.map((table) => table.length));
  if (most === 0) return undefined;
  return {
    id: 'waves',
    title: 'How long each wave takes',
    about: 'Hours until half of a wave is submitted.',
    kind: 'bars',
    x: { title: 'wave', format: 'plain' },
    y: { title: 'hours since its posting', format: 'hours' },
    at: Array.from({ length: most }, (_, wave) => `wave ${wave + 1}`),
    series: shown.map((variant, at) =>
      bandSeries(
        variantName(results, variant),
        (tables[at] ?? []).map(({ hoursTo50 }) => hoursTo50 ?? null),
      ),
    ),
  };
}

export function journeyChart(results: Results, shown: readonly Variant[]): ChartSpec | undefined {
  const tables = shown.map((variant) => (detail(variant, 'journey') as Table | undefined) ?? []);
  const isStudied = results.completion !== null;
  if (isStudied || !tables.some((table) => table.some(({ newcomers }) => (newcomers?.median ?? 0) > 0)))
    return undefined;
  return {
    id: 'journey',
    title: 'How far newcomers come',
    about:
      'Of those who joined in the first half of the run, the share that reached a number of approved HITs by its end.',
    kind: 'bars',
    x: { title: 'approved HITs', format: 'plain' },
    y: { title: 'percent of newcomers', format: 'percent' },
    at: (tables[0] ?? []).map(({ bar }) => (bar?.median ?? 0).toLocaleString('en-US')),
    series: shown.map(
      (variant, at): Series => ({
        name: variantName(results, variant),
        values: (tables[at] ?? []).map(({ reached, newcomers }) =>
          reached && newcomers && newcomers.median > 0
            ? Number(((100 * reached.median) / newcomers.median).toPrecision(4))
            : null,
        ),
      }),
    ),
  };
}

export function onlineChart(results: Results, shown: readonly Variant[]): ChartSpec | undefined {
  const tables = shown.map((variant) => (detail(variant, 'online') as readonly Band[] | undefined) ?? []);
  const hours = Math.max(0, ...tables.map((table) => table.length));
  if (hours < 2) return undefined;
  return {
    id: 'online',
    title: 'Who is on line',
    about:
      'Workers on line, mean of each hour of the run. Everybody is off at the start, so the first hours fill up.',
    kind: 'curves',
    x: { title: 'hours since the start of the run', format: 'hours' },
    y: { title: 'workers', format: 'count' },
    at: Array.from({ length: hours }, (_, hour) => hour),
    series: shown
      .slice(0, 1)
      .map((variant, at) => bandSeries(variantName(results, variant), tables[at] ?? [])),
  };
}

/** One of the tables that runs give beside their measures. */
export function detail({ summary }: Variant, name: string): Json | undefined {
  const { details } = summary;
  return details === null || typeof details !== 'object' || Array.isArray(details)
    ? undefined
    : (details as Readonly<Record<string, Json>>)[name];
}
