import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { k6Version, requireK6, runK6, thresholdsCrossed } from './runner/k6.ts';
import type { MarketSize } from './runner/market-plan.ts';
import { describeRun, writeRun } from './runner/results.ts';
import { expectReady, startServer } from './runner/server.ts';
import { seedMarket } from './seed-market.ts';

/**
 * `npm run load -- <script> [options]`: one load script against a running server, or against one that it starts.
 * Exit codes: 0 all thresholds kept, 99 some crossed, 2 wrong options, 1 it could not run.
 */

const folder = import.meta.dirname;
const profiles = ['smoke', 'load', 'stress', 'spike', 'soak'] as const;

const usage = `npm run load -- <script> [options]

scripts: ${scripts().join(', ')}

--profile NAME        ${profiles.join(', ')} (smoke)
--url URL             a running server; without one, one is started with --store
--market ID           the market to make, or to empty, and fill (load)
--no-seed             use the market as it is
--workers N           workers in it (500 for smoke, else 20000)
--groups N            HIT groups in it (50 for smoke, else 2000)
--hits-per-group N    mean HITs in a group (4)
--seed N              of the market and of what is asked (1)
--rate N              iterations a second, instead of the script's own
--duration TIME       of the measured part, as 30s or 5m
--store NAME          of the started server: memory, embedded (memory)
--admin-key KEY --access-key-id ID --secret-access-key SECRET   for a server with --auth on
--out FOLDER          where results go (load/results)`;

class WrongOption extends Error {}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof WrongOption ? 2 : 1;
}

/** Scripts are the files that open with the question that they answer. */
function scripts(): string[] {
  return readdirSync(folder)
    .filter((file) => /^[a-z-]+\.ts$/.test(file))
    .filter((file) => /^export \{ handleSummary \}/m.test(readFileSync(join(folder, file), 'utf8')))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((script) => script !== 'calibration');
}

async function main(): Promise<number> {
  const { values, script } = readArguments();
  if (script === undefined) {
    console.log(usage);
    return values.help === true ? 0 : 2;
  }
  const k6 = requireK6();
  const server = values.url === undefined ? await startServer(values.store) : undefined;
  const url = (server?.url ?? values.url ?? '').replace(/\/$/, '');
  try {
    await expectReady(url);
    const settings = shownSettings({ ...values, url });
    if (values['no-seed'] !== true) console.log(await seed(url, values));
    const { exitCode, result } = await runK6(k6, join(folder, `${script}.ts`), environmentOf(url, values));
    if (result === undefined) throw new Error(`k6 ended with code ${exitCode} and left no figures`);
    const run = describeRun({
      script,
      profile: values.profile,
      exitCode,
      k6: k6Version(k6),
      settings,
      result,
    });
    console.log(`written                 ${writeRun(run, values.out)}.{json,html}`);
    return exitCode === 0 || exitCode === thresholdsCrossed ? exitCode : 1;
  } finally {
    await server?.stop();
  }
}

/** What was asked for, without secrets, for the report. */
function shownSettings(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const secret = ['admin-key', 'access-key-id', 'secret-access-key'];
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== undefined && !secret.includes(name)),
  );
}

type Values = ReturnType<typeof readArguments>['values'];

function readArguments() {
  const { values, positionals } = parse();
  const script = positionals[0];
  if (script !== undefined && !existsSync(join(folder, `${script}.ts`)))
    throw new WrongOption(`no script "${script}": choose one of ${scripts().join(', ')}`);
  if (!profiles.some((name) => name === values.profile))
    throw new WrongOption(`no profile "${values.profile}": choose one of ${profiles.join(', ')}`);
  return { values, script };
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean' },
        profile: { type: 'string', default: 'smoke' },
        url: { type: 'string' },
        market: { type: 'string', default: 'load' },
        'no-seed': { type: 'boolean' },
        workers: { type: 'string' },
        groups: { type: 'string' },
        'hits-per-group': { type: 'string', default: '4' },
        seed: { type: 'string', default: '1' },
        rate: { type: 'string' },
        duration: { type: 'string' },
        store: { type: 'string', default: 'memory' },
        'admin-key': { type: 'string' },
        'access-key-id': { type: 'string' },
        'secret-access-key': { type: 'string' },
        out: { type: 'string', default: join('load', 'results') },
      },
    });
  } catch (error) {
    throw new WrongOption((error as Error).message);
  }
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new WrongOption(`--${name} is ${text}: it must be a number above 0`);
  return value;
}

/** Fills the market; answers a line about what it holds. */
async function seed(url: string, values: Values): Promise<string> {
  const isSmoke = values.profile === 'smoke';
  const size: MarketSize = {
    workers: positive('workers', values.workers ?? (isSmoke ? '500' : '20000')),
    groups: positive('groups', values.groups ?? (isSmoke ? '50' : '2000')),
    hitsPerGroup: positive('hits-per-group', values['hits-per-group']),
  };
  const id = values['access-key-id'];
  const secret = values['secret-access-key'];
  const made = await seedMarket({
    url,
    market: values.market,
    seed: Number(values.seed),
    size,
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
