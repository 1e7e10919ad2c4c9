import { describe, expect, it } from 'vitest';
import type { Commit, Namespace } from '../../server/store/store.ts';
import { commitOf, landed } from '../support/commits.ts';
import type { OpenedStore } from '../support/opened-store.ts';

/** Ordered indexes and deadlines: ST7. */
export function listRules(opened: OpenedStore): void {
  describe('ordered indexes', () => {
    const enter = (sorts: readonly string[], index = 'hits') =>
      landed(
        opened.market.commit(commitOf({ index: sorts.map((sort) => ({ index, sort, id: `id-${sort}` })) })),
      );
    const sorts = async (range: Parameters<Namespace['list']>[1], index = 'hits') =>
      (await opened.market.list(index, range)).map((entry) => entry.sort);

    it('[ST7] entries come in order of their sort keys, and paging from either end meets each once', async () => {
      const all = Array.from({ length: 700 }, (_, n) => String((n * 7919) % 700).padStart(5, '0'));
      for (let at = 0; at < all.length; at += 100) await enter(all.slice(at, at + 100));
      const ordered = [...all].sort();
      for (const reverse of [false, true]) {
        const met: string[] = [];
        for (;;) {
          const after = met.at(-1);
          const page = await sorts({ limit: 64, reverse, ...(after === undefined ? {} : { after }) });
          met.push(...page);
          if (page.length < 64) break;
        }
        expect(met).toEqual(reverse ? [...ordered].reverse() : ordered);
      }
      expect(await sorts({ limit: 0 })).toEqual([]);
    });

    it('[ST7] `after` need not be an entry, and indexes do not run into one another', async () => {
      await enter(['b', 'd', 'f']);
      await enter(['a', 'z'], 'hits-of-requester/R');
      await enter(['c'], 'hit');
      expect(await sorts({ after: 'c', limit: 9 })).toEqual(['d', 'f']);
      expect(await sorts({ after: 'd', limit: 9 })).toEqual(['f']);
      expect(await sorts({ after: 'e', limit: 9, reverse: true })).toEqual(['d', 'b']);
      expect(await sorts({ after: 'b', limit: 9, reverse: true })).toEqual([]);
      expect(await sorts({ limit: 9 }, 'nothing')).toEqual([]);
      expect(await opened.market.list('hits', { limit: 1 })).toEqual([{ sort: 'b', id: 'id-b' }]);
    });

    it('an entry may be taken away, moved and given again', async () => {
      await enter(['a', 'b']);
      const changes = [
        { index: 'hits', sort: 'a', id: null },
        { index: 'hits', sort: 'c', id: 'id-a' },
        { index: 'hits', sort: 'x', id: null },
      ];
      await landed(opened.market.commit(commitOf({ index: changes })));
      expect(await opened.market.list('hits', { limit: 9 })).toEqual([
        { sort: 'b', id: 'id-b' },
        { sort: 'c', id: 'id-a' },
      ]);
      await landed(opened.market.commit(commitOf({ index: [{ index: 'hits', sort: 'b', id: 'other' }] })));
      expect(await opened.market.list('hits', { limit: 1 })).toEqual([{ sort: 'b', id: 'other' }]);
    });
  });

  describe('deadlines', () => {
    const set = (deadlines: Commit['deadlines']) => landed(opened.market.commit(commitOf({ deadlines })));

    it('are due earliest first, then by id, and the next one is named', async () => {
      await set([
        { id: 'hit/2/expire', at: 20 },
        { id: 'hit/1/expire', at: 20 },
        { id: 'hit/3/expire', at: 3 },
        { id: 'hit/4/expire', at: 1_700_000_000_000 },
      ]);
      expect(await opened.market.due(2, 9)).toEqual({ deadlines: [], next: 3 });
      expect(await opened.market.due(20, 2)).toEqual({
        deadlines: [
          { id: 'hit/3/expire', at: 3 },
          { id: 'hit/1/expire', at: 20 },
        ],
        next: 20,
      });
      const all = await opened.market.due(20, 9);
      expect(all.deadlines.map((deadline) => deadline.id)).toEqual([
        'hit/3/expire',
        'hit/1/expire',
        'hit/2/expire',
      ]);
      expect(all.next).toBe(1_700_000_000_000);
      expect((await opened.market.due(2_000_000_000_000, 9)).next).toBeUndefined();
    });

    it('stay until a commit takes them away, and may be moved both ways', async () => {
      await set([{ id: 'a/1/x', at: 10 }]);
      await opened.market.due(10, 9);
      expect((await opened.market.due(10, 9)).deadlines).toEqual([{ id: 'a/1/x', at: 10 }]);
      await set([{ id: 'a/1/x', at: 30 }]);
      expect(await opened.market.due(10, 9)).toEqual({ deadlines: [], next: 30 });
      await set([{ id: 'a/1/x', at: 5 }]);
      expect((await opened.market.due(10, 9)).deadlines).toEqual([{ id: 'a/1/x', at: 5 }]);
      await set([
        { id: 'a/1/x', at: null },
        { id: 'a/2/never', at: null },
      ]);
      expect(await opened.market.due(99, 9)).toEqual({ deadlines: [], next: undefined });
    });

    it('keep their order through many changes', async () => {
      const at = new Map<string, number>();
      let random = 12345;
      for (let round = 0; round < 40; round++) {
        const changes = new Map<string, number | null>();
        for (let n = 0; n < 20; n++) {
          random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
          changes.set(`w/${random % 200}/d`, random % 7 === 0 ? null : random % 1000);
        }
        await set([...changes].map(([id, due]) => ({ id, at: due })));
        for (const [id, due] of changes) due === null ? at.delete(id) : at.set(id, due);
      }
      const expected = [...at]
        .map(([id, due]) => ({ id, at: due }))
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
      expect((await opened.market.due(1000, 999)).deadlines).toEqual(expected);
    });
  });
}
