import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Results } from '../results.ts';

export async function writeReport(folder: string, results: Results): Promise<void> {
  await writeFile(join(folder, 'report.html'), results.name);
}
