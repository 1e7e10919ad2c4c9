import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../server/store/embedded-store.ts';
import { commitOf, landed, readOne } from '../support/commits.ts';
import { storeContract } from './store-contract.ts';

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-store-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

storeContract('embedded', {
  open: () => openEmbeddedStore({ folder: newFolder() }),
  reopen: () => openEmbeddedStore({ folder: folders.at(-1) as string }),
});

describe('the data folder', () => {
  const shapeOf = (number: number) => ({
    [`member${number}`]: number,
    list: [{ [`inner${number % 7}`]: 'x', [`other${number}`]: null }],
  });
  const keyOf = (number: number) => `test/${number}`;

  it('gives back values of hundreds of shapes, however often it is opened again', async () => {
    const folder = newFolder();
    for (let round = 0; round < 4; round++) {
      const store = await openEmbeddedStore({ folder });
      const market = store.namespace('market');
      for (let number = 0; number < round * 90; number++) {
        expect((await readOne(market, keyOf(number)))?.value).toEqual(shapeOf(number));
      }
      const put = (number: number) =>
        landed(market.commit(commitOf({ writes: [[keyOf(number), shapeOf(number)]] })));
      await Promise.all(Array.from({ length: 90 }, (_, n) => put(round * 90 + n)));
      await store.close();
    }
  });

  it('is not spoiled by a value that can not be kept', async () => {
    const folder = newFolder();
    let store = await openEmbeddedStore({ folder });
    let market = store.namespace('market');
    const endless: Record<string, unknown> = { newMember: 1 };
    endless.self = endless;
    const spoiled = commitOf({
      writes: [
        ['test/before', {}],
        ['test/endless', endless],
      ],
    });
    await expect(market.commit(spoiled)).rejects.toThrow();
    await landed(market.commit(commitOf({ writes: [['test/good', { newMember: 2, self: 3 }]] })));
    await store.close();
    store = await openEmbeddedStore({ folder });
    market = store.namespace('market');
    expect(await market.read(['test/before', 'test/endless'])).toEqual([undefined, undefined]);
    expect(await readOne(market, 'test/good')).toEqual({ value: { newMember: 2, self: 3 }, version: 1 });
    await store.close();
  });
});
