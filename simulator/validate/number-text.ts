/** Three figures that count, thousands apart: 97,579 · 0.0512 · 13.2. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

export const rangeText = (low: number, high: number): string =>
  high === Number.POSITIVE_INFINITY ? `≥ ${numberText(low)}` : `${numberText(low)} to ${numberText(high)}`;
