import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { FeedListener } from '../../../../server/market/market-parts.ts';
import type { FeedCommit } from '../../../../server/store/store.ts';
import { writeEvents } from '../../../../simulator/simulate/events-file.ts';

describe('the file of a run’s events', () => {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-events-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('takes more than its buffer holds, however long nobody asks whether it has room again', async () => {
    const listeners = new Set<FeedListener>();
    const path = join(folder, 'events.jsonl');
    const follow = (listener: FeedListener) => {
      listeners.add(listener);
      return () => {};
    };
    const file = writeEvents({ follow }, path, { run: 2, seed: 7 });
    const at = Date.UTC(2017, 0, 2);
    const events = Array.from({ length: 2000 }, () => ({ type: 'worker:created', at, worker: 'A1' }));
    for (const listener of listeners) listener({ first: 5, events } as unknown as FeedCommit, []);
    // The buffer runs empty while the run is at something else: nobody waited for it.
    await vi.waitFor(() => expect(statSync(path).size).toBeGreaterThan(190_000));
    await file.drained();
    await file.close();
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(2000);
    expect(JSON.parse(lines[1] as string)).toEqual({
      run: 2,
      seed: 7,
      position: 6,
      type: 'worker:created',
      at: '2017-01-02T00:00:00.000Z',
      worker: 'A1',
    });
  });
});
