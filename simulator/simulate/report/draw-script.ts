/**
 * The page's script: draws every chart of the page's data with Chart.js, and again when the reader's system turns light or
 * dark. Colours are those of Okabe and Ito, which colour-blind readers tell apart; lines also differ by dashes and bars by
 * their order. Bands are areas for curves and whiskers for bars.
 */
export const drawScript = `
'use strict';
const charts = JSON.parse(document.getElementById('charts').textContent);
const isDark = matchMedia('(prefers-color-scheme: dark)');
const palettes = {
  light: ['#0072B2', '#D55E00', '#009E73', '#AA4499', '#8C6D00', '#56B4E9', '#444444'],
  dark: ['#56B4E9', '#E69F00', '#2FC79A', '#E48BC0', '#F0E442', '#7C9DFF', '#BBBBBB'],
};
const dashes = [[], [7, 4], [2, 3], [10, 3, 2, 3], [4, 2], [1, 2], [12, 4]];
const compact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const write = (format, value) => {
  if (typeof value !== 'number') return value;
  const text = compact.format(value);
  if (format === 'percent') return text + ' %';
  if (format === 'dollars') return '$' + text;
  if (format === 'hours') return text + ' h';
  return text;
};
// On a narrow screen a long name takes several lines beside its bar, so that nothing of it is cut off.
const inLines = (name) => (innerWidth > 600 ? name : name.split(' ').reduce((lines, word) => {
  const last = lines[lines.length - 1];
  if (last === undefined || last.length + word.length > 20) return [...lines, word];
  return [...lines.slice(0, -1), last + ' ' + word];
}, []));
const whiskers = {
  id: 'whiskers',
  afterDatasetsDraw(chart) {
    const { ctx, scales } = chart;
    const lying = chart.options.indexAxis === 'y';
    const scale = lying ? scales.x : scales.y;
    chart.data.datasets.forEach((set, number) => {
      if (!set.low || !chart.isDatasetVisible(number)) return;
      chart.getDatasetMeta(number).data.forEach((bar, at) => {
        if (set.low[at] === null || set.low[at] === set.high[at]) return;
        const [from, to] = [scale.getPixelForValue(set.low[at]), scale.getPixelForValue(set.high[at])];
        ctx.save();
        ctx.beginPath();
        ctx.rect(chart.chartArea.left, chart.chartArea.top, chart.chartArea.width, chart.chartArea.height);
        ctx.clip();
        ctx.strokeStyle = chart.options.color;
        ctx.lineWidth = 1.5;
        ctx.beginPath();
        const line = (a, b, c, d) => (lying ? (ctx.moveTo(a, b), ctx.lineTo(c, d)) : (ctx.moveTo(b, a), ctx.lineTo(d, c)));
        const middle = lying ? bar.y : bar.x;
        line(from, middle, to, middle);
        line(from, middle - 4, from, middle + 4);
        line(to, middle - 4, to, middle + 4);
        ctx.stroke();
        ctx.restore();
      });
    });
  },
};
function curveSets(spec, colours) {
  return spec.series.flatMap((series, number) => {
    const colour = colours[number % colours.length];
    const points = (values) => values.map((y, at) => ({ x: spec.at[at], y }));
    const edge = { borderWidth: 0, pointRadius: 0, pointHitRadius: 0, isEdge: true };
    const line = {
      label: series.name, data: points(series.values), borderColor: colour, backgroundColor: colour,
      borderDash: dashes[number % dashes.length], borderWidth: 2.5, pointRadius: 0, pointHitRadius: 8,
    };
    if (!series.low) return [line];
    return [
      line,
      { ...edge, label: series.name + ' low', data: points(series.low), fill: '+1', backgroundColor: colour + '2E' },
      { ...edge, label: series.name + ' high', data: points(series.high), fill: false },
    ];
  });
}
const barSets = (spec, colours) => spec.series.map((series, number) => ({
  label: series.name, data: series.values, low: spec.kind === 'stack' ? null : series.low, high: series.high,
  backgroundColor: colours[number % colours.length], borderWidth: 0, maxBarThickness: 46,
}));
function configOf(spec) {
  const style = getComputedStyle(document.body);
  const colour = style.color;
  const grid = isDark.matches ? '#30373e' : '#d8dde2';
  const colours = palettes[isDark.matches ? 'dark' : 'light'];
  const isCurve = spec.kind === 'curves';
  const axis = (described, more) => ({
    title: { display: described.title !== '', text: described.title, color: colour },
    ticks: { color: colour, includeBounds: false, autoSkip: !(spec.lying && described === spec.y), callback(value) { return write(described.format, this.type !== 'category' ? value : spec.lying ? inLines(this.getLabelForValue(value)) : this.getLabelForValue(value)); } },
    grid: { color: grid }, stacked: spec.kind === 'stack', ...more,
  });
  const numbers = spec.lying ? spec.x : spec.y;
  const highest = Math.max(0, ...spec.series.flatMap((series) => (series.high || []).filter((high) => high !== null)));
  const reach = numbers.format === 'percent' ? { max: 100 } : spec.kind === 'bars' ? { suggestedMax: highest } : {};
  return {
    type: isCurve ? 'line' : 'bar',
    data: { labels: isCurve ? undefined : spec.at, datasets: isCurve ? curveSets(spec, colours) : barSets(spec, colours) },
    plugins: [whiskers],
    options: {
      color: colour, animation: false, responsive: true, maintainAspectRatio: false, indexAxis: spec.lying ? 'y' : 'x',
      interaction: { mode: isCurve ? 'nearest' : 'index', axis: spec.lying ? 'y' : 'x', intersect: false },
      scales: {
        x: isCurve ? axis(spec.x, { type: 'linear', min: 0, max: spec.at[spec.at.length - 1] }) : axis(spec.x, { beginAtZero: true, ...(spec.lying ? reach : {}) }),
        y: axis(spec.y, { beginAtZero: true, ...(spec.lying ? {} : reach) }),
      },
      plugins: {
        legend: {
          display: spec.series.length > 1,
          labels: { color: colour, usePointStyle: true, pointStyle: isCurve ? 'line' : 'rect', pointStyleWidth: isCurve ? 36 : 14, filter: (item, data) => !data.datasets[item.datasetIndex].isEdge },
        },
        tooltip: {
          filter: (item) => !item.dataset.isEdge,
          callbacks: {
            title: (items) => (items[0] && isCurve ? write(spec.x.format, items[0].parsed.x) : items[0] && items[0].label),
            label(item) {
              const series = spec.series.find((one) => one.name === item.dataset.label);
              const value = write(numbers.format, spec.lying ? item.parsed.x : item.parsed.y);
              const band = series && series.low && series.low[item.dataIndex] !== null
                ? ' (' + write(numbers.format, series.low[item.dataIndex]) + ' to ' + write(numbers.format, series.high[item.dataIndex]) + ')' : '';
              return item.dataset.label + ': ' + value + band;
            },
          },
        },
      },
    },
  };
}
let drawn = [];
function draw() {
  for (const chart of drawn) chart.destroy();
  drawn = charts.map((spec) => new Chart(document.getElementById(spec.id), configOf(spec)));
}
draw();
isDark.addEventListener('change', draw);
`;
