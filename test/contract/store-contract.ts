import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '../../server/contract/errors.ts';
import type { Store } from '../../server/store/store.ts';
import { commitOf, landed, pushTo, readOne, scanned } from '../support/commits.ts';
import { OpenedStore } from '../support/opened-store.ts';
import { feedRules } from './feed-rules.ts';
import { listRules } from './list-rules.ts';
import { recordRules } from './record-rules.ts';

export interface StoreUnderTest {
  /** A fresh store without any namespace. */
  open(): Promise<Store>;
  /** Opens what `open` opened once more, beside it; absent where only one may have it. */
  join?(): Promise<Store>;
  /** Opens again what `open` opened, after its `close`; absent where nothing outlives the store. */
  reopen?(): Promise<Store>;
}

/** A commit that leaves something of every sort. */
const everythingOf = (n: number) =>
  commitOf({
    writes: [[`hit/${n}`, { n }]],
    index: [{ index: 'hits', sort: String(n), id: String(n) }],
    deadlines: [{ id: `hit/${n}/expire`, at: n }],
    events: [pushTo('A1', n + 1)],
  });

/** What every store promises: SPEC's ST rules. */
export function storeContract(name: string, tested: StoreUnderTest): void {
  describe(`${name} store`, () => {
    const opened = new OpenedStore();
    beforeEach(() => opened.open(() => tested.open()));
    afterEach(() => opened.store.close());

    recordRules(opened);
    listRules(opened);
    feedRules(opened);

    it('a scan meets every record that was there throughout, while commits go on', async () => {
      for (let at = 0; at < 3000; at += 60) {
        const writes = Array.from({ length: 60 }, (_, n) => [`worker/A${at + n}`, { n: at + n }] as const);
        await landed(opened.market.commit(commitOf({ writes })));
      }
      await opened.put('workers/other', {});
      const met = new Map<string, unknown>();
      for await (const [key, record] of opened.market.scan('worker/')) {
        met.set(key, record.value);
        if (met.size % 500 === 0) await opened.put(`worker/new-${met.size}`, {});
        if (met.size === 1500) await opened.put('worker/A7', { n: 'changed' });
      }
      const old = Array.from({ length: 3000 }, (_, n) => `worker/A${n}`);
      expect(old.filter((key) => !met.has(key))).toEqual([]);
      expect(met.get('worker/A2999')).toEqual({ n: 2999 });
      expect([...met.keys()].filter((key) => !key.startsWith('worker/'))).toEqual([]);
      expect((await scanned(opened.market, 'worker/A7')).get('worker/A7')?.version).toBeGreaterThan(50);
    });

    it('[ST10] an export equals one position, whatever is committed while it is read', async () => {
      const put = (n: number, value: unknown) => opened.put(`hit/${n}`, value);
      for (let n = 0; n < 1500; n += 50)
        await Promise.all(Array.from({ length: 50 }, (_, at) => put(n + at, { n: n + at })));
      await Promise.all(
        [1, 2, 3].map((seq) => landed(opened.market.commit(commitOf({ events: [pushTo('A1', seq)] })))),
      );
      const exported = await opened.market.export();
      expect(exported.position).toBe(1503);
      await Promise.all([put(0, { n: 'changed' }), put(1, null), put(1600, { n: 'new' })]);
      await put(1, { n: 'again' });
      const records = new Map<string, unknown>();
      let steps = 0;
      for await (const [key, { value, version }] of exported.records()) {
        if (steps++ % 100 === 0) await put(steps % 1500, { n: 'meanwhile' });
        if (steps === 700) await Promise.all([put(1498, null), put(1499, { n: 'late' }), put(1700, {})]);
        if (records.has(key)) expect(records.get(key)).toEqual(value);
        expect(version).toBeLessThanOrEqual(1500);
        records.set(key, value);
      }
      await landed(opened.market.commit(commitOf({ events: [pushTo('A1', 4), pushTo('A2', 1)] })));
      const inboxes = [];
      for await (const { event } of exported.inboxes()) inboxes.push(event);
      await exported.close();
      expect(records.size).toBe(1500);
      for (const [key, value] of records) expect(value).toEqual({ n: Number(key.slice(4)) });
      expect(inboxes).toEqual([1, 2, 3].map((seq) => pushTo('A1', seq)));
      expect((await readOne(opened.market, 'hit/1499'))?.value).toEqual({ n: 'late' });
    });

    it('[ST10] an export of nothing is empty, and exports may follow one another', async () => {
      for (let round = 0; round < 2; round++) {
        const exported = await opened.store.namespace('empty').export();
        expect(exported.position).toBe(0);
        for await (const record of exported.records()) expect.fail(`${record[0]} was exported`);
        await exported.close();
      }
    });

    it('drop removes all of a namespace and nothing else, and the name may be used again', async () => {
      const other = opened.store.namespace('market2');
      for (const namespace of [opened.market, other]) {
        await Promise.all(Array.from({ length: 300 }, (_, n) => landed(namespace.commit(everythingOf(n)))));
      }
      await opened.store.drop('market');
      expect((await scanned(opened.market, '')).size).toBe(0);
      expect(await readOne(opened.market, 'hit/1')).toBeUndefined();
      expect(await opened.market.list('hits', { limit: 9 })).toEqual([]);
      expect(await opened.market.due(999, 9)).toEqual({ deadlines: [], next: undefined });
      expect((await opened.market.inbox('A1', 0, 9)).entries).toEqual([]);
      expect(await opened.market.feed(0, 9)).toEqual({ commits: [], first: 1, end: 0 });
      expect((await scanned(other, 'hit/')).size).toBe(300);
      expect((await other.due(999, 999)).deadlines).toHaveLength(300);
      expect(await opened.put('hit/1', { new: true })).toBe(1);
      await opened.store.drop('never used');
    });

    it('tells the wall time', async () => {
      expect(Math.abs((await opened.store.wallTime()) - Date.now())).toBeLessThan(5000);
    });

    it('[ST9] once closed it can answer nothing', async () => {
      const answer = opened.put('hit/1', {});
      await opened.store.close();
      await answer;
      await expect(opened.market.read(['hit/1'])).rejects.toBeInstanceOf(Refused);
      await expect(opened.market.commit(commitOf())).rejects.toMatchObject({ code: 'Unavailable' });
      await expect(opened.market.list('hits', { limit: 1 })).rejects.toMatchObject({ code: 'Unavailable' });
      await opened.store.close();
    });

    const { reopen, join } = tested;
    if (join) {
      it('[ST11] what one tells all others hear, while they listen', async () => {
        const others = await Promise.all([join(), join()]);
        const heard: string[][] = [[], [], []];
        const all = [opened.store, ...others];
        const deaf = all.map((store, at) => store.hear((text) => heard[at]?.push(text)));
        const tellUntil = async (text: string, isHeard: () => boolean) => {
          while (!isHeard()) await opened.store.tell(text);
        };
        await tellUntil('one two', () => (heard[1] ?? []).length > 0 && (heard[2] ?? []).length > 0);
        expect(heard[0]).toEqual([]);
        expect(new Set([...(heard[1] ?? []), ...(heard[2] ?? [])])).toEqual(new Set(['one two']));
        deaf[1]?.();
        const before = heard[1]?.length;
        await tellUntil('three', () => heard[2]?.includes('three') === true);
        expect(heard[1]).toHaveLength(before ?? 0);
        await Promise.all(others.map((store) => store.close()));
      });
    }

    if (reopen) {
      it('[ST5] [ST9] what was answered is there after closing and opening again', async () => {
        await opened.put('hit/1', { n: 1 }, { index: [{ index: 'hits', sort: 'a', id: '1' }] });
        const deadlines = [{ id: 'hit/1/expire', at: 77 }];
        const version = await opened.put(
          'hit/1',
          { n: 2 },
          { at: 3, deadlines, events: [pushTo('A1', 1), pushTo('A1', 2)] },
        );
        await opened.store.close();
        await opened.open(reopen);
        expect(await readOne(opened.market, 'hit/1')).toEqual({ value: { n: 2 }, version: version - 1 });
        expect(await opened.market.list('hits', { limit: 9 })).toEqual([{ sort: 'a', id: '1' }]);
        expect((await opened.market.due(99, 9)).deadlines).toEqual([{ id: 'hit/1/expire', at: 77 }]);
        expect((await opened.market.inbox('A1', 0, 9)).entries).toHaveLength(2);
        expect((await opened.market.feed(0, 9)).end).toBe(version);
        expect(await opened.put('hit/2', {})).toBe(version + 1);
      });
    }
  });
}
