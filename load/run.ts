import { join } from 'node:path';
import {
  allScripts,
  readArguments,
  scriptFile,
  usage,
  type Values,
  WrongOption,
} from './runner/arguments.ts';
import { k6Version, requireK6, runK6, thresholdsCrossed } from './runner/k6.ts';
import type { MarketSize } from './runner/market-plan.ts';
import { watchProcessor } from './runner/processor.ts';
import { describeRun, type LoadRun } from './runner/results.ts';
import { tableText, writeTable } from './runner/results-table.ts';
import { expectReady, type StartedServer, startServer } from './runner/server.ts';
import { writeRun } from './runner/write-run.ts';
import { seedMarket } from './seed-market.ts';

/**
 * `npm run load -- <script…|all> [options]`: load scripts against a running server, or each against one that is
 * started for it. Exit codes: 0 all thresholds kept, 99 some crossed, 2 wrong options, 1 it could not run.
 */

const capacityDocument = join('docs', 'capacity.md');

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof WrongOption ? 2 : 1;
}

async function main(): Promise<number> {
  const { values, scripts } = readArguments();
  if (scripts.length === 0) {
    console.log(usage());
    return values.help === true ? 0 : 2;
  }
  const k6 = requireK6();
  const runs: LoadRun[] = [];
  for (const script of scripts) {
    if (scripts.length > 1) console.log(`\n${script}`);
    runs.push(await runScript(k6, script, values));
  }
  if (scripts.length > 1) console.log(`\n${tableText(runs)}`);
  if (values.write === true) writeTable(capacityDocument, runs, allScripts());
  return runs.some(({ exitCode }) => exitCode === thresholdsCrossed) ? thresholdsCrossed : 0;
}

async function runScript(k6: string, script: string, values: Values): Promise<LoadRun> {
  const server = values.url === undefined ? await startServer(values.store, values['redis-url']) : undefined;
  const url = (server?.url ?? values.url ?? '').replace(/\/$/, '');
  try {
    await expectReady(url);
    if (values['no-seed'] !== true) console.log(await seed(url, values));
    const run = await measure({ k6, script, values, url, server });
    console.log(`written                 ${writeRun(run, values.out)}.{json,html}`);
    return run;
  } finally {
    await server?.stop();
  }
}

interface Measurement {
  readonly k6: string;
  readonly script: string;
  readonly values: Values;
  readonly url: string;
  readonly server: StartedServer | undefined;
}

async function measure({ k6, script, values, url, server }: Measurement): Promise<LoadRun> {
  const processor = watchProcessor();
  if (server !== undefined) processor.add('server', server.pid);
  const onStart = (pid: number) => processor.add('k6', pid);
  const { exitCode, result } = await runK6(k6, scriptFile(script), environmentOf(url, values), { onStart });
  const used = processor.stop();
  if (result === undefined || (exitCode !== 0 && exitCode !== thresholdsCrossed))
    throw new Error(`k6 ended with code ${exitCode}${result === undefined ? ' and left no figures' : ''}`);
  const inPrint = Object.entries(used).map(([name, cores]) => `${name} ${cores.toFixed(2)}`);
  if (inPrint.length > 0) console.log(`cores, busiest 10 s      ${inPrint.join(' · ')}`);
  return describeRun({
    script,
    profile: values.profile,
    exitCode,
    k6: k6Version(k6),
    settings: shownSettings({ ...sizeOf(values), ...values, url }),
    processor: used,
    result,
  });
}

/** What was asked for, without secrets, for the report. */
function shownSettings(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const secret = ['admin-key', 'access-key-id', 'secret-access-key'];
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== undefined && !secret.includes(name)),
  );
}

function sizeOf(values: Values): MarketSize {
  const isSmoke = values.profile === 'smoke';
  return {
    workers: Number(values.workers ?? (isSmoke ? 500 : 20_000)),
    groups: Number(values.groups ?? (isSmoke ? 50 : 2000)),
    hitsPerGroup: Number(values['hits-per-group']),
  };
}

/** Fills the market; answers a line about what it holds. */
async function seed(url: string, values: Values): Promise<string> {
  const id = values['access-key-id'];
  const secret = values['secret-access-key'];
  const made = await seedMarket({
    url,
    market: values.market,
    seed: Number(values.seed),
    size: sizeOf(values),
    ...(values['admin-key'] === undefined ? {} : { adminKey: values['admin-key'] }),
    ...(id === undefined || secret === undefined
      ? {}
      : { credentials: { accessKeyId: id, secretAccessKey: secret } }),
  });
  const seconds = (made.milliseconds / 1000).toFixed(1);
  return `market                  ${made.workers} workers, ${made.groups} groups, ${made.hits} HITs, seeded in ${seconds} s`;
}

function environmentOf(url: string, values: Values): Record<string, string | undefined> {
  return {
    TURKSIM_URL: url,
    TURKSIM_MARKET: values.market,
    TURKSIM_PROFILE: values.profile,
    TURKSIM_SEED: values.seed,
    TURKSIM_RATE: values.rate,
    TURKSIM_DURATION: values.duration,
    TURKSIM_ADMIN_KEY: values['admin-key'],
    TURKSIM_ACCESS_KEY_ID: values['access-key-id'],
    TURKSIM_SECRET_ACCESS_KEY: values['secret-access-key'],
  };
}
