import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { HitRecord } from '../../server/contract/records.ts';
import { acceptAssignment } from '../../server/lifecycle/assignment.ts';
import { createHit } from '../../server/lifecycle/hit.ts';
import { findOrCreateHitType } from '../../server/lifecycle/hit-type.ts';
import { openAccount } from '../../server/lifecycle/requester.ts';
import { createWorker } from '../../server/lifecycle/worker.ts';
import type { Market } from '../../server/market/market.ts';
import { Markets } from '../../server/market/markets.ts';
import { openEmbeddedStore } from '../../server/store/embedded-store.ts';
import { openMemoryStore } from '../../server/store/memory-store.ts';
import type { Store } from '../../server/store/store.ts';

const crowd = 1000;
const workersPerCommit = 25;

async function postHit(market: Market): Promise<HitRecord> {
  return market.run([], async (tx) => {
    await openAccount(tx, { id: 'RUSH' });
    const properties = {
      title: 'rush',
      description: 'a thousand places',
      rewardMills: 100,
      assignmentDurationSeconds: 3600,
      autoApprovalDelaySeconds: 3600,
      requirements: [],
    };
    const hitType = await findOrCreateHitType(tx, { requester: 'RUSH', properties });
    return createHit(tx, {
      requester: 'RUSH',
      hitType,
      question: '<Q/>',
      maxAssignments: crowd,
      lifetimeSeconds: 3600,
    });
  });
}

async function gather(market: Market): Promise<string[]> {
  const workers: string[] = [];
  while (workers.length < crowd) {
    const made = await market.run([], async (tx) => {
      const ids: string[] = [];
      for (let number = 0; number < workersPerCommit; number++) {
        ids.push((await createWorker(tx, { seed: number, locale: { country: 'US' } })).id);
      }
      return ids;
    });
    workers.push(...made);
  }
  return workers;
}

/** A thousand workers go for a thousand places of one HIT at once; answers how often the store refused a commit. */
async function rush(store: Store): Promise<{ conflicts: number; hit: HitRecord }> {
  let conflicts = 0;
  const observer = {
    committed: (_landed: number, refused: number) => {
      conflicts += refused;
    },
    deadlineFired() {},
    indexLate() {},
  };
  const markets = new Markets({ store, wallTime: Date.now, observer });
  const market = await markets.create({ id: 'rush', environment: 'sandbox', clock: { mode: 'manual' } });
  const hit = await postHit(market);
  const workers = await gather(market);
  await Promise.all(
    workers.map((worker) =>
      market.run([`hit/${hit.id}`], (tx) => acceptAssignment(tx, { worker, hit: hit.id })),
    ),
  );
  const after = await market.run([], (tx) => tx.get('hit', hit.id));
  await markets.close();
  await store.close();
  return { conflicts, hit: after as HitRecord };
}

it('1,000 workers get 1,000 places of one HIT with at most two attempts each, none refused for conflict: memory', async () => {
  const { conflicts, hit } = await rush(openMemoryStore());
  expect(hit).toMatchObject({ state: 'Unassignable', pending: crowd });
  expect(conflicts).toBeLessThanOrEqual(crowd);
});

it('the same on the embedded store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-rush-'));
  const { conflicts, hit } = await rush(await openEmbeddedStore({ folder }));
  rmSync(folder, { recursive: true, force: true });
  expect(hit).toMatchObject({ state: 'Unassignable', pending: crowd });
  expect(conflicts).toBeLessThanOrEqual(crowd);
});
