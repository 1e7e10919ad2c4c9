import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Market } from '../../server/market/market.ts';

/** Writes every event of a run's feed, from the posting of the first work on, to its file: a JSON line each. */
export function writeEvents(
  market: Pick<Market, 'follow'>,
  path: string,
  labels: { readonly run: number; readonly seed: number },
) {
  const file = createWriteStream(path);
  market.follow(({ first, events }) => {
    events.forEach((event, number) => {
      const line = { ...labels, position: first + number, ...event, at: new Date(event.at).toISOString() };
      file.write(`${JSON.stringify(line)}\n`);
    });
  });
  return {
    /** Resolves when the file has room for more. */
    async drained() {
      if (file.writableNeedDrain) await once(file, 'drain');
    },
    async close() {
      file.end();
      await once(file, 'close');
    },
  };
}
