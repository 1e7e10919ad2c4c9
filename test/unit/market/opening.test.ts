import { expect, it } from 'vitest';
import { Markets } from '../../../server/market/markets.ts';
import { openMemoryStore } from '../../../server/store/memory-store.ts';

it('a market that is asked for while it is being made is opened once', async () => {
  const observer = { committed() {}, deadlineFired() {}, indexLate() {} };
  const markets = new Markets({ store: openMemoryStore(), wallTime: () => 0, observer });
  let opened = 0;
  markets.onChange(() => opened++);
  const asked = async () => {
    for (;;) {
      try {
        return await markets.get('m');
      } catch {
        // Not there yet.
      }
    }
  };
  const making = markets.create({ id: 'm', environment: 'sandbox', clock: { mode: 'manual' } });
  const [found, made] = await Promise.all([asked(), making]);
  expect(found).toBe(made);
  expect(opened).toBe(1);
  await markets.close();
});
