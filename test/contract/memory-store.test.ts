import { expect, it } from 'vitest';
import { openMemoryStore } from '../../server/store/memory-store.ts';
import { commitOf, landed } from '../support/commits.ts';
import { storeContract } from './store-contract.ts';

storeContract('memory', { open: async () => openMemoryStore() });

it('the feed of a memory store can be kept short', async () => {
  const market = openMemoryStore({ feedEventsMax: 10 }).namespace('market');
  for (let n = 0; n < 5000; n++) await landed(market.commit(commitOf()));
  const { first, end, commits } = await market.feed(0, 99);
  expect([first, end, commits.length]).toEqual([4991, 5000, 10]);
});
