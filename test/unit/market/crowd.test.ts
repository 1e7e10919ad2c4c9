import { expect, it } from 'vitest';
import { createHit } from '../../../server/lifecycle/hit.ts';
import { findOrCreateHitType } from '../../../server/lifecycle/hit-type.ts';
import { openAccount } from '../../../server/lifecycle/requester.ts';
import { Markets } from '../../../server/market/markets.ts';
import { openMemoryStore } from '../../../server/store/memory-store.ts';
import { externalQuestion } from '../../support/requester-work.ts';

it('a crowd that changes one record gets through, though no queue was named for it', async () => {
  const observer = { committed() {}, deadlineFired() {}, indexLate() {} };
  const markets = new Markets({ store: openMemoryStore(), wallTime: () => 0, observer });
  const market = await markets.create({
    id: 'default',
    environment: 'production',
    clock: { mode: 'manual', start: 0 },
  });
  const requester = 'CROWD';
  const hitType = await market.run([], async (tx) => {
    await openAccount(tx, { id: requester });
    const properties = {
      title: 't',
      description: 'd',
      rewardMills: 100,
      assignmentDurationSeconds: 60,
      autoApprovalDelaySeconds: 0,
      requirements: [],
    };
    return findOrCreateHitType(tx, { requester, properties });
  });
  const spec = { requester, hitType, question: externalQuestion, maxAssignments: 1, lifetimeSeconds: 60 };
  const crowd = 300;
  await Promise.all(Array.from({ length: crowd }, () => market.run([], (tx) => createHit(tx, spec))));
  const account = await market.look('requester', requester);
  expect(account?.heldMills).toBe(crowd * 120);
});
