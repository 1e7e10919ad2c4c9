import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { randomRuns, testSeed } from '../support/runs.ts';
import { toolPath } from '../support/tools.ts';
import { type StormStore, stormStores } from './storm/stores.ts';
import { runStorm } from './storm/storm.ts';

/** Runs storms one after another; the seed of the first that broke a promise stands in the failure. */
async function storms(store: StormStore, runs: number, rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-storm-'));
  const opened = await stormStores[store](folder);
  const first = testSeed();
  try {
    for (let seed = first; seed < first + runs; seed++) {
      const { disturb } = opened;
      const broken = await runStorm({ seed, rounds, openStore: opened.opening(seed), disturb });
      expect(broken, `seed ${seed} on ${store}`).toEqual([]);
    }
  } finally {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the storm: faults at every seam break no promise', () => {
  it('on memory', { timeout: 3_600_000 }, () => storms('memory', randomRuns(60, 2000), 60));

  it('on the embedded store, opened again after every crash', { timeout: 3_600_000 }, () =>
    storms('embedded', randomRuns(12, 2000), 40),
  );

  it.skipIf(toolPath('redis-server') === undefined)(
    'on a real Redis, connected to anew after every crash',
    { timeout: 3_600_000 },
    () => storms('redis', randomRuns(10, 2000), 40),
  );

  it.each([
    [1230881163, 'a deadline set by a commit that arrived late was forgotten'],
    [1230880578, 'a deadline set by a commit that arrived late was forgotten'],
  ])('seed %d, which once failed: %s', async (seed) => {
    const opened = await stormStores.memory('');
    expect(await runStorm({ seed, rounds: 60, openStore: opened.opening(seed) })).toEqual([]);
  });

  it.each(['unchecked versions', 'lost inbox entries', 'deadlines claimed first'] as const)(
    'finds what was planted: %s',
    async (plant) => {
      const opened = await stormStores.memory('');
      for (let seed = 1; seed <= 20; seed++) {
        const broken = await runStorm({ seed, rounds: 60, plant, openStore: opened.opening(seed) });
        if (broken.length > 0) return;
      }
      expect.fail(`20 storms did not notice ${plant}`);
    },
  );
});
