import { escaped } from './form-xml.ts';

/** A row of a batch's CSV file, by column. */
export type Row = Readonly<Record<string, string>>;

export interface Batch {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** What is wrong with the file. */
  readonly problems: readonly string[];
}

/** A file with more is published in parts. */
const rowsMax = 5000;

/** Reads a CSV file with a line of column names. The parser comes when the first file does. */
export async function readBatch(text: string): Promise<Batch> {
  const { default: papa } = await import('papaparse');
  const { data, errors, meta } = papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
  });
  const columns = (meta.fields ?? []).map((name) => name.trim()).filter(Boolean);
  const problems = errors
    .filter(({ code }) => code !== 'UndetectableDelimiter')
    .slice(0, 5)
    .map(({ row, message }) => (row === undefined ? message : `Row ${row + 1}: ${message}`));
  if (columns.length === 0) problems.push('The first line must name the columns.');
  if (data.length === 0) problems.push('There is no row below the names.');
  if (data.length > rowsMax) problems.push(`At most ${rowsMax} rows at once; these are ${data.length}.`);
  return { columns, rows: data.map((row) => trimmedNames(row)), problems };
}

function trimmedNames(row: Record<string, string>): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.trim(), String(value ?? '')]));
}

const placeholder = /\$\{([^}\s]+)\}/g;

/** The names between `${` and `}` of a template. */
export function placeholdersOf(template: string): string[] {
  return [...new Set([...template.matchAll(placeholder)].map(([, name = '']) => name))];
}

/** A template with a row's values as text, never as markup; a name that is no column stays as it is. */
export function filledIn(template: string, row: Row): string {
  return template.replace(placeholder, (whole, name: string) => {
    const value = row[name];
    return value === undefined ? whole : escaped(value);
  });
}
