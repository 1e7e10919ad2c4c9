import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { profileNames } from '../profile-names.ts';

/** What `npm run load` was asked for. */

const folder = join(import.meta.dirname, '..');
/** Profiles whose results stand in the document. */
const writtenProfiles: readonly string[] = ['load', 'stress'];

export class WrongOption extends Error {}

/** Scripts are the files that k6 runs, calibration apart: it asks about k6. */
export function allScripts(): string[] {
  return readdirSync(folder)
    .filter((file) => /^[a-z-]+\.ts$/.test(file))
    .filter((file) => /^export \{ handleSummary \}/m.test(readFileSync(join(folder, file), 'utf8')))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((script) => script !== 'calibration');
}

export const scriptFile = (script: string): string => join(folder, `${script}.ts`);

export function usage(): string {
  return `npm run load -- <script…> [options]

scripts: ${allScripts().join(', ')}; all: one after the other, with one table

--profile NAME        ${profileNames.join(', ')} (smoke)
--url URL             a running server; without one, one is started with --store
--market ID           the market to make, or to empty, and fill (load)
--no-seed             use the market as it is
--workers N           workers in it (500 for smoke, else 20000)
--groups N            HIT groups in it (50 for smoke, else 2000)
--hits-per-group N    mean HITs in a group (4)
--seed N              of the market and of what is asked (1)
--rate N              iterations a second, instead of the script's own
--duration TIME       of the measured part, as 30s or 5m
--store NAME          of the started server: memory, embedded, redis (memory)
--redis-url URL       for --store redis
--admin-key KEY --access-key-id ID --secret-access-key SECRET   for a server with --auth on
--out FOLDER          where results go (load/results)
--write               puts the table into docs/capacity.md (profiles ${writtenProfiles.join(', ')})`;
}

const options = {
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
  'redis-url': { type: 'string' },
  'admin-key': { type: 'string' },
  'access-key-id': { type: 'string' },
  'secret-access-key': { type: 'string' },
  out: { type: 'string', default: join('load', 'results') },
  write: { type: 'boolean' },
} as const;

export type Values = ReturnType<typeof parse>['values'];

/** Throws WrongOption in one line. */
export function readArguments(): { readonly values: Values; readonly scripts: readonly string[] } {
  const { values, positionals } = parse();
  const known = allScripts();
  const unknown = positionals.find((script) => script !== 'all' && !known.includes(script));
  if (unknown !== undefined)
    throw new WrongOption(`no script "${unknown}": choose one of ${known.join(', ')}, or all`);
  if (!profileNames.some((name) => name === values.profile))
    throw new WrongOption(`no profile "${values.profile}": choose one of ${profileNames.join(', ')}`);
  if (values.write === true && !writtenProfiles.includes(values.profile))
    throw new WrongOption(`--write takes results of the profiles ${writtenProfiles.join(' and ')} alone`);
  for (const name of ['workers', 'groups', 'hits-per-group', 'rate'] as const)
    if (values[name] !== undefined && !(Number(values[name]) > 0))
      throw new WrongOption(`--${name} is ${values[name]}: it must be a number above 0`);
  return { values, scripts: positionals.includes('all') ? known : positionals };
}

function parse() {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw new WrongOption((error as Error).message);
  }
}
