import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { commit, machine } from '../load/runner/results.ts';
import { placeSection } from './document.ts';
import { type Bench, isWithinBudget, markdownTable } from './table.ts';

/**
 * `npm run bench -- [names] [--write] [--only row]`: runs `bench/<name>.ts`, prints its table, and with `--write` puts it into
 * docs/benchmarks.md. With `--only` those rows alone are measured whose name holds the text. Exit codes: 0 all budgets kept, 1 some missed, 2 wrong options.
 */

const document = 'docs/benchmarks.md';
const folder = import.meta.dirname;

process.exitCode = await main();

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { write: { type: 'boolean' }, only: { type: 'string', multiple: true } },
  });
  const unknown = positionals.find((name) => !benchNames().includes(name));
  if (unknown !== undefined || positionals.length === 0 || (values.write && values.only)) {
    console.error(`npm run bench -- NAME… [--write | --only ROW…]\nnames: ${benchNames().join(', ')}`);
    return 2;
  }
  let allKept = true;
  const only = values.only ?? [''];
  for (const name of positionals) allKept = (await runBench(name, values.write === true, only)) && allKept;
  return allKept ? 0 : 1;
}

/** Every file here that exports a bench. */
function benchNames(): string[] {
  return readdirSync(folder)
    .filter(
      (file) =>
        file.endsWith('.ts') && /^export const bench\b/m.test(readFileSync(join(folder, file), 'utf8')),
    )
    .map((file) => file.replace(/\.ts$/, ''));
}

/** Answers whether all of its budgets were kept. */
async function runBench(name: string, write: boolean, only: readonly string[]): Promise<boolean> {
  const { bench } = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as { bench: Bench };
  console.log(`\n${bench.title}\n${bench.method}\n`);
  const rows = await bench.run((row) => only.some((text) => row.includes(text)));
  const table = markdownTable(rows);
  console.log(table);
  if (write) writeSection(name, bench, table);
  return rows.every((row) => isWithinBudget(row) !== false);
}

function writeSection(name: string, bench: Bench, table: string): void {
  const day = new Date().toISOString().slice(0, 10);
  const where = `${machine()}; Node ${process.version}; commit ${commit()}; ${day}; \`npm run bench -- ${name}\``;
  const shortfalls = bench.shortfalls === undefined ? [] : [`Where a budget is missed: ${bench.shortfalls}`];
  const section = [`## ${bench.title}`, bench.method, table, ...shortfalls, where].join('\n\n');
  const before = existsSync(document) ? readFileSync(document, 'utf8') : '# Benchmarks\n';
  mkdirSync(dirname(document), { recursive: true });
  writeFileSync(document, placeSection(before, name, section));
}
