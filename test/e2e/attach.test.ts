import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { attachTurksim, TurksimRefusal } from '../../testing/index.ts';
import { startServer } from '../support/start-server.ts';

it('turksim/testing lives on a server that runs already, with its admin key', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-attach-'));
  const keys = join(folder, 'keys.json');
  writeFileSync(keys, '{"R": {"secret": "s"}}');
  const server = await startServer({ auth: 'on', adminKey: 'open-sesame', keys });
  try {
    const turksim = attachTurksim({ url: `${server.url}/`, adminKey: 'open-sesame' });
    const market = await turksim.market();
    const worker = await market.worker({ approved: 1200 });
    const { index } = await server.app.markets.get(market.id);
    expect(index.hasWorker(worker.id)).toBe(true);
    expect((await market.connect(worker.id)).id).toBe(worker.id);
    await market.delete();
    await turksim.close();
    await expect(attachTurksim({ url: server.url }).market()).rejects.toBeInstanceOf(TurksimRefusal);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
});
