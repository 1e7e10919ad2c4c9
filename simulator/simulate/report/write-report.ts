import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Results } from '../results.ts';
import { reportPage } from './page.ts';

/** Beside the library's entry: the form that a page takes in a script element. */
const libraryFile = './chart.umd.min.js';

/** Writes the report as one file that opens anywhere, without a network. */
export async function writeReport(folder: string, results: Results): Promise<void> {
  const entry = pathToFileURL(createRequire(import.meta.url).resolve('chart.js'));
  const library = await readFile(new URL(libraryFile, entry), 'utf8');
  await writeFile(join(folder, 'report.html'), reportPage(results, library));
}
