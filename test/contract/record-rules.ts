import { describe, expect, it } from 'vitest';
import { limits } from '../../server/contract/limits.ts';
import { commitOf, eventAt, landed, pushTo, readOne, scanned, versionOf } from '../support/commits.ts';
import type { OpenedStore } from '../support/opened-store.ts';

/** Records and commits: ST1 to ST6. */
export function recordRules(opened: OpenedStore): void {
  describe('records', () => {
    it('[ST1] reads give the newest records in the order asked, undefined where absent', async () => {
      await opened.put('worker/A1', { name: 'Ada' });
      await opened.put('worker/A2', { name: 'Bea' });
      const found = await opened.market.read(['worker/A2', 'worker/A9', 'worker/A1']);
      expect(found.map((record) => record?.value)).toEqual([{ name: 'Bea' }, undefined, { name: 'Ada' }]);
      expect(await opened.market.read([])).toEqual([]);
    });

    it('[ST1] a record written but not yet answered is read for decisions', async () => {
      const answer = opened.put('worker/A1', { n: 1 });
      const version = await versionOf(opened.market, 'worker/A1');
      const next = opened.put('worker/A1', { n: 2 }, { reads: [['worker/A1', version]] });
      expect(await answer).toBeLessThan(await next);
      expect((await readOne(opened.market, 'worker/A1'))?.value).toEqual({ n: 2 });
    });

    it('[ST1] values come back as they were: texts of all kinds, numbers, nesting', async () => {
      const value = {
        text: 'Ünïcödé \u0000 \ud83d\ude00 "quoted" \\ \n',
        empty: '',
        list: [1, -1, 0, 1.5, 2 ** 53 - 1, -(2 ** 40), 1_700_000_000_123],
        nested: { yes: true, no: false, none: null, deep: [{ a: [{}] }] },
      };
      await opened.put('test/odd', value);
      await opened.put('test/large', { question: 'x'.repeat(200_000) });
      expect((await readOne(opened.market, 'test/odd'))?.value).toEqual(value);
      expect((await readOne(opened.market, 'test/large'))?.value).toEqual({ question: 'x'.repeat(200_000) });
    });

    it('[ST1] keys may hold any text, as names of Qualification types do', async () => {
      const keys = ['name/Ünï/😀: "x" {y} *?[z]', 'name/a\u0000b', 'name/\uffff', `name/${'n'.repeat(1000)}`];
      for (const key of keys) await opened.put(key, { key });
      const found = await opened.market.read(keys);
      expect(found.map((record) => record?.value)).toEqual(keys.map((key) => ({ key })));
      expect([...(await scanned(opened.market, 'name/')).keys()].sort()).toEqual([...keys].sort());
    });

    it('[ST1] nothing is kept under a key that is longer than any', async () => {
      await opened.put('hit/1', {});
      for (const length of [limits.keyBytesMax + 1, 100_000])
        expect(await opened.market.read([`hit/${'x'.repeat(length)}`])).toEqual([undefined]);
    });

    it('a version is the first position of the commit that wrote it, and never comes again', async () => {
      const first = await opened.put('hit/1', { n: 1 });
      expect(await versionOf(opened.market, 'hit/1')).toBe(first);
      const events = [eventAt(0), eventAt(0), eventAt(0)];
      const last = await opened.put('hit/1', { n: 2 }, { events });
      expect(last).toBe(first + 3);
      expect(await versionOf(opened.market, 'hit/1')).toBe(first + 1);
      await opened.put('hit/1', null);
      expect(await versionOf(opened.market, 'hit/1')).toBe(0);
      await opened.put('hit/1', { n: 1 });
      expect(await versionOf(opened.market, 'hit/1')).toBeGreaterThan(last);
    });

    it('namespaces share nothing', async () => {
      await opened.put('worker/A1', { n: 1 });
      const other = opened.store.namespace('other');
      expect(await versionOf(other, 'worker/A1')).toBe(0);
      await landed(other.commit(commitOf({ writes: [['worker/A1', { n: 2 }]] })));
      expect((await readOne(opened.market, 'worker/A1'))?.value).toEqual({ n: 1 });
      expect(opened.store.namespace('market')).toBe(opened.market);
    });
  });

  describe('commits', () => {
    it('[ST3] a commit lands only if every version it read still stands', async () => {
      const version = await opened.put('hit/1', { n: 1 });
      const stale = await opened.market.commit(
        commitOf({ reads: [['hit/1', version - 1]], writes: [['hit/1', { n: 2 }]] }),
      );
      expect(stale).toEqual({ ok: false, conflict: 'hit/1' });
      expect((await readOne(opened.market, 'hit/1'))?.value).toEqual({ n: 1 });
      await opened.put('hit/2', {}, { reads: [['hit/1', version]] });
    });

    it('[ST3] what was read as absent must still be absent, and what was there must not be gone', async () => {
      const version = await opened.put('block/R:A', {});
      const outcome = await opened.market.commit(
        commitOf({ reads: [['block/R:A', 0]], writes: [['hit/1', {}]] }),
      );
      expect(outcome).toEqual({ ok: false, conflict: 'block/R:A' });
      await opened.put('block/R:A', null);
      expect(await opened.market.commit(commitOf({ reads: [['block/R:A', version]] }))).toMatchObject({
        ok: false,
      });
      await landed(opened.market.commit(commitOf({ reads: [['block/R:A', 0]] })));
    });

    it('[ST4] of many commits from one version exactly one lands, whole', async () => {
      const version = await opened.put('hit/1', { places: 1 });
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, number) =>
          opened.market.commit(
            commitOf({
              reads: [['hit/1', version]],
              writes: [
                ['hit/1', { places: 0, by: number }],
                [`assignment/${number}`, {}],
              ],
              index: [{ index: 'assignments', sort: String(number), id: String(number) }],
              deadlines: [{ id: `assignment/${number}/abandon`, at: 1 }],
              events: [pushTo('A1', 1)],
            }),
          ),
        ),
      );
      const winners = outcomes.flatMap((outcome, number) => (outcome.ok ? [number] : []));
      expect(winners).toHaveLength(1);
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.conflict === 'hit/1')).toHaveLength(49);
      expect((await readOne(opened.market, 'hit/1'))?.value).toEqual({ places: 0, by: winners[0] });
      expect([...(await scanned(opened.market, 'assignment/')).keys()]).toEqual([`assignment/${winners[0]}`]);
      expect(await opened.market.list('assignments', { limit: 9 })).toHaveLength(1);
      expect((await opened.market.due(1, 99)).deadlines).toHaveLength(1);
      expect((await opened.market.inbox('A1', 0, 99)).entries).toHaveLength(1);
    });

    it('[ST2] no increment is lost when many take turns on one record', async () => {
      await opened.put('counter/1', { n: 0 });
      const add = async () => {
        for (;;) {
          const found = await readOne(opened.market, 'counter/1');
          const n = (found?.value as { n: number } | undefined)?.n ?? 0;
          const reads = [['counter/1', found?.version ?? 0]] as const;
          const outcome = await opened.market.commit(
            commitOf({ reads, writes: [['counter/1', { n: n + 1 }]] }),
          );
          if (outcome.ok) return;
        }
      };
      await Promise.all(Array.from({ length: 40 }, add));
      expect((await readOne(opened.market, 'counter/1'))?.value).toEqual({ n: 40 });
    });

    it('[ST6] positions rise without a gap', async () => {
      const positions = await Promise.all(Array.from({ length: 30 }, (_, n) => opened.put(`hit/${n}`, {})));
      expect(positions.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
    });

    it('[ST5] a commit without changes checks its reads and names the newest position', async () => {
      const version = await opened.put('hit/1', {});
      const nothing = commitOf({ reads: [['hit/1', version]], events: [] });
      expect(await opened.market.commit(nothing)).toEqual({ ok: true, position: version });
      const unflushed = opened.put('hit/1', { n: 2 });
      const newer = await versionOf(opened.market, 'hit/1');
      const seen = await opened.market.commit(commitOf({ reads: [['hit/1', newer]], events: [] }));
      expect(seen).toEqual({ ok: true, position: await unflushed });
      expect(await opened.market.commit(nothing)).toEqual({ ok: false, conflict: 'hit/1' });
      expect((await opened.market.feed(0, 99)).end).toBe(newer);
    });

    it('[ST5] a commit without changes waits for what was only looked at as well', async () => {
      let isDurable = false;
      const unflushed = opened.put('hit/1', {}).then(() => {
        isDurable = true;
      });
      await opened.market.read(['hit/1']);
      await landed(opened.market.commit(commitOf({ events: [], peeked: ['hit/1'] })));
      expect(isDurable).toBe(true);
      await unflushed;
    });

    it('a change without an event, and one beyond the bounds, is the defect of its caller', async () => {
      await expect(opened.market.commit(commitOf({ writes: [['hit/1', {}]], events: [] }))).rejects.toThrow(
        /event/,
      );
      const writes = Array.from({ length: limits.commitWritesMax + 1 }, (_, n) => [`hit/${n}`, {}] as const);
      await expect(opened.market.commit(commitOf({ writes }))).rejects.toThrow(/too large/);
      const key = 'k'.repeat(limits.keyBytesMax + 1);
      await expect(opened.market.commit(commitOf({ writes: [[key, {}]] }))).rejects.toThrow(/key/);
      expect((await opened.market.feed(0, 9)).end).toBe(0);
    });
  });
}
