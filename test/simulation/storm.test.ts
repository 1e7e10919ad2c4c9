import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../server/store/embedded-store.ts';
import { openMemoryStore } from '../../server/store/memory-store.ts';
import type { Store } from '../../server/store/store.ts';
import { randomRuns, testSeed } from '../support/runs.ts';
import { runStorm } from './storm/storm.ts';

/** Memory outlives its servers here: a crash loses the server, not the process. */
function lasting(store: Store): () => Promise<Store> {
  return async () => ({ ...store, namespace: (name) => store.namespace(name), close: async () => {} });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-storm-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the storm: faults at every seam break no promise', () => {
  const first = testSeed();

  it('on memory', { timeout: 600_000 }, async () => {
    for (let seed = first; seed < first + randomRuns(60, 2000); seed++) {
      const broken = await runStorm({ seed, rounds: 60, openStore: lasting(openMemoryStore()) });
      expect(broken, `seed ${seed}`).toEqual([]);
    }
  });

  it('on the embedded store, opened again after every crash', { timeout: 3_600_000 }, async () => {
    for (let seed = first; seed < first + randomRuns(12, 2000); seed++) {
      const broken = await inFolder((dataFolder) =>
        runStorm({ seed, rounds: 40, openStore: () => openEmbeddedStore({ folder: dataFolder }) }),
      );
      expect(broken, `seed ${seed}`).toEqual([]);
    }
  });

  it.each(['unchecked versions', 'lost inbox entries', 'deadlines claimed first'] as const)(
    'finds what was planted: %s',
    async (plant) => {
      for (let seed = 1; seed <= 20; seed++) {
        const broken = await runStorm({ seed, rounds: 60, plant, openStore: lasting(openMemoryStore()) });
        if (broken.length > 0) return;
      }
      expect.fail(`20 storms did not notice ${plant}`);
    },
  );
});
