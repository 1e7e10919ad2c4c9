import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { testSeed } from '../../support/runs.ts';
import { type StormStore, stormStores } from './stores.ts';
import { runStorm } from './storm.ts';

/** `npm run storm -- --runs 10000 [--store memory|embedded|redis] [--seed N] [--rounds N]`: many storms; exit 1 if one broke a promise. */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    store: { type: 'string', default: 'memory' },
    seed: { type: 'string', default: String(testSeed()) },
    rounds: { type: 'string', default: '60' },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);
const runs = Number(values.runs);
const first = Number(values.seed);
const store = values.store as StormStore;
if (!(store in stormStores) || !(runs > 0) || !Number.isInteger(first)) {
  say(
    `usage: npm run storm -- [--runs N] [--store ${Object.keys(stormStores).join('|')}] [--seed N] [--rounds N]`,
  );
  process.exit(2);
}

const startedAt = performance.now();
let failed = 0;
const folder = mkdtempSync(join(tmpdir(), 'turksim-storm-'));
const opened = await stormStores[store](folder);
for (let seed = first; seed < first + runs; seed++) {
  const broken = await runStorm({
    seed,
    rounds: Number(values.rounds),
    openStore: opened.opening(seed),
    disturb: opened.disturb,
  });
  if (broken.length > 0) {
    failed++;
    say(`seed ${seed} on ${store}:`);
    for (const promise of broken.slice(0, 5)) say(`  ${promise}`);
  }
  if ((seed - first + 1) % 50 === 0) say(`${seed - first + 1} storms, ${failed} broke a promise`);
}
await opened.close();
rmSync(folder, { recursive: true, force: true });
const seconds = Math.round((performance.now() - startedAt) / 1000);
say(`${runs} storms on ${store} from seed ${first} in ${seconds} s: ${failed} broke a promise`);
process.exitCode = failed === 0 ? 0 : 1;
