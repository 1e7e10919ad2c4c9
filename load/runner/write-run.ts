import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportPage } from './report-page.ts';
import type { LoadRun } from './results.ts';

/** Writes `<date>-<script>.json` and `.html`; answers the path without ending. */
export function writeRun(run: LoadRun, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${run.date.slice(0, 19).replaceAll(':', '-')}-${run.script}`);
  writeFileSync(`${path}.json`, `${JSON.stringify(run, null, 2)}\n`);
  writeFileSync(`${path}.html`, reportPage(run));
  return path;
}
