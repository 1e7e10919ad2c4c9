import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { Markets } from '../../../server/market/markets.ts';
import { openEmbeddedStore } from '../../../server/store/embedded-store.ts';

it('what a deleted market held is swept once the store can be written again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-sweep-'));
  let writesLeft = Number.POSITIVE_INFINITY;
  let refused = 0;
  const hasRoom = () => {
    if (writesLeft-- > 0) return true;
    refused++;
    return false;
  };
  const store = await openEmbeddedStore({ folder, hasRoom });
  const observer = { committed() {}, deadlineFired() {}, indexLate() {} };
  const markets = new Markets({ store, wallTime: () => 0, observer });
  try {
    const market = await markets.create({ id: 'm', environment: 'sandbox', clock: { mode: 'manual' } });
    await market.run([], async (tx) => {
      tx.emit('outbox:trimmed', { entries: 0 });
    });
    const held = async () => (await market.namespace.feed(0, 1)).end;
    expect(await held()).toBe(1);
    // The deletion itself is saved, the first step of the sweep is not.
    writesLeft = 1;
    await markets.delete('m');
    await vi.waitFor(() => expect(refused).toBeGreaterThan(0));
    expect(await held()).toBe(1);
    writesLeft = Number.POSITIVE_INFINITY;
    await vi.waitFor(async () => expect(await held()).toBe(0), { timeout: 10_000 });
  } finally {
    await markets.close();
    await store.close();
    rmSync(folder, { recursive: true });
  }
});
