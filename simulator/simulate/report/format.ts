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
      return hoursText(value);
    case 'days':
      return `${significant(value)} days`;
    case 'dollars':
      return `$${moneyText(value)}`;
    case 'dollars an hour':
      return `$${moneyText(value)}/h`;
    case 'ratio':
      return significant(value);
  }
}

/** A median with its band, where there are several runs and they differ. */
export function bandText({ low, median, high, runs }: Band, format: MeasureFormat): string {
  const middle = formatted(median, format);
  const [from, to] = [formatted(low, format), formatted(high, format)];
  return runs < 2 || from === to ? middle : `${middle} (${from} to ${to})`;
}

/** 0.07 h reads as minutes, 70 h as days. */
function hoursText(hours: number): string {
  if (hours < 1 / 60) return `${Math.round(hours * 3600)} s`;
  if (hours < 2) return `${significant(hours * 60)} min`;
  return hours < 48 ? `${significant(hours)} h` : `${significant(hours / 24)} days`;
}

function percentText(percent: number): string {
  return percent === 0 || percent === 100 || Math.abs(percent) >= 10
    ? String(Math.round(percent * 10) / 10)
    : String(Number(percent.toPrecision(2)));
}

const moneyText = (dollars: number): string =>
  dollars < 0.1 && dollars > 0
    ? dollars.toFixed(3)
    : dollars >= 1000
      ? grouped.format(dollars)
      : dollars.toFixed(2);

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
