import type { Json } from '../collectors/collector.ts';
import type { MeasureFormat } from '../collectors/measures.ts';
import type { Band, Results, Variant } from '../results.ts';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A number as people read it, with its unit. */
export function formatted(value: number, format: MeasureFormat): string {
  switch (format) {
    case 'count':
      return grouped.format(value);
    case 'share':
      return `${percentText(value * 100)} %`;
    case 'hours':
      return timeText(value, unitOf(value));
    case 'days':
      return counted(significant(value), 'day');
    case 'dollars':
      return `$${moneyText(value, 1)}`;
    case 'dollars an hour':
      return `$${moneyText(value, 0.1)}/h`;
    case 'ratio':
      return significant(value);
  }
}

/** A number with what it counts: 1 day, 2 days. */
export const counted = (text: string, thing: string): string => `${text} ${thing}${text === '1' ? '' : 's'}`;

/** A median with its band, where there are several runs and they differ. */
export function bandText({ low, median, high, runs }: Band, format: MeasureFormat): string {
  const unit = unitOf(median);
  const text = (value: number) => (format === 'hours' ? timeText(value, unit) : formatted(value, format));
  const [middle, from, to] = [text(median), text(low), text(high)];
  return runs < 2 || from === to ? middle : `${middle} (${from} to ${to})`;
}

/** 0.07 h reads as minutes, 70 h as days. */
function unitOf(hours: number): 's' | 'min' | 'h' | 'days' {
  if (hours < 1 / 60) return 's';
  if (hours < 2) return 'min';
  return hours < 48 ? 'h' : 'days';
}

/** Hours in a unit: a median and its band share one, so that they can be compared. */
function timeText(hours: number, unit: ReturnType<typeof unitOf>): string {
  if (unit === 's') return `${Math.round(hours * 3600)} s`;
  if (unit === 'min') return `${significant(hours * 60)} min`;
  return unit === 'h' ? `${significant(hours)} h` : counted(significant(hours / 24), 'day');
}

function percentText(percent: number): string {
  return percent === 0 || percent === 100 || Math.abs(percent) >= 10
    ? String(Math.round(percent * 10) / 10)
    : String(Number(percent.toPrecision(2)));
}

/** Whole cents; mills where `millsBelow` is not reached and there are some. */
function moneyText(dollars: number, millsBelow: number): string {
  if (dollars >= 1000) return grouped.format(dollars);
  const isCents = Math.abs(dollars * 100 - Math.round(dollars * 100)) < 1e-6;
  return dollars.toFixed(isCents || dollars >= millsBelow ? 2 : 3);
}

const significant = (value: number): string => String(Number(value.toPrecision(3)));

/** What a variant is called: the swept parameter's last name and its value. */
export function variantName({ sweep }: Results, { value }: Variant): string {
  if (!sweep) return 'all runs';
  const name = sweep.path.split('.').at(-1) ?? sweep.path;
  return `${wordsOf(name)} ${valueText(value)}`;
}

const wordsOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The swept value alone, for axes that name the parameter. */
export function variantLabel({ sweep }: Results, { value }: Variant): string {
  return sweep ? (value === null ? 'none' : valueText(value)) : '';
}

function valueText(value: Json): string {
  if (value === null) return 'not asked for';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Text as it may stand in HTML. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
