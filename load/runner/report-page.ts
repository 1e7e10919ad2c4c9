import type { LoadRun } from './results.ts';

/** The run as one HTML page without scripts or anything from elsewhere. */
export function reportPage(run: LoadRun): string {
  const { thresholds, metrics } = run.result;
  const crossed = thresholds.filter(({ ok }) => !ok).length;
  const title = `${run.script}, profile ${run.profile}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1b1f24; }
  table { border-collapse: collapse; margin: .5rem 0 1.5rem; width: 100%; }
  th, td { border-bottom: 1px solid #d0d7de; padding: .3rem .6rem; text-align: left; vertical-align: top; }
  td.figure { font-variant-numeric: tabular-nums; text-align: right; }
  .crossed { color: #a40e26; font-weight: 600; }
  .kept { color: #116329; }
</style>
<h1>${escaped(title)}</h1>
<p class="${crossed > 0 ? 'crossed' : 'kept'}">${crossed > 0 ? `${crossed} thresholds crossed` : 'All thresholds kept'}</p>
<h2>Thresholds</h2>
${table(
  ['metric', 'threshold', ''],
  thresholds.map(({ metric, threshold, ok }) => [
    escaped(metric),
    escaped(threshold),
    `<span class="${ok ? 'kept' : 'crossed'}">${ok ? 'kept' : 'crossed'}</span>`,
  ]),
)}
<h2>Figures</h2>
${table(
  ['metric', 'figures'],
  Object.entries(metrics)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([metric, figures]) => [escaped(metric), escaped(figuresInLine(figures))]),
)}
<h2>Run</h2>
${table(
  ['', ''],
  Object.entries({
    date: run.date,
    commit: run.commit,
    machine: run.machine,
    node: run.node,
    k6: run.k6,
    'cores in use': figuresInLine(run.processor),
    ...run.settings,
  }).map(([name, value]) => [
    escaped(name),
    escaped(typeof value === 'string' ? value : JSON.stringify(value)),
  ]),
)}
</html>
`;
}

function figuresInLine(figures: Readonly<Record<string, number>>): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(5))}`)
    .join(' · ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cell: string, cells: readonly string[]) =>
    `<tr>${cells.map((text) => `<${cell}>${text}</${cell}>`).join('')}</tr>`;
  return `<table>${line('th', head)}${rows.map((row) => line('td', row)).join('\n')}</table>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
