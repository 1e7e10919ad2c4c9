import { describe, expect, it } from 'vitest';
import { limits } from '../../server/contract/limits.ts';
import type { Commit } from '../../server/store/store.ts';
import { commitOf, eventAt, Follower, landed, pushTo } from '../support/commits.ts';
import type { OpenedStore } from '../support/opened-store.ts';

/** Feed, inboxes and followers: ST6 and ST8. */
export function feedRules(opened: OpenedStore): void {
  describe('feed', () => {
    it('[ST6] gives commits whole and in order, from any position', async () => {
      const fact = { kind: 'unknown', worker: 'A1' } as unknown as Commit['facts'][number];
      await landed(
        opened.market.commit(
          commitOf({ at: 5, events: [eventAt(5), eventAt(5, { worker: 'A1' })], facts: [fact] }),
        ),
      );
      await landed(opened.market.commit(commitOf({ at: 6, events: [eventAt(6)] })));
      const first = { first: 1, at: 5, events: [eventAt(5), eventAt(5, { worker: 'A1' })], facts: [fact] };
      const second = { first: 3, at: 6, events: [eventAt(6)], facts: [] };
      expect(await opened.market.feed(0, 9)).toEqual({ commits: [first, second], first: 1, end: 3 });
      expect((await opened.market.feed(0, 1)).commits).toEqual([first]);
      expect((await opened.market.feed(1, 9)).commits).toEqual([first, second]);
      expect((await opened.market.feed(2, 9)).commits).toEqual([second]);
      expect(await opened.market.feed(3, 9)).toEqual({ commits: [], first: 1, end: 3 });
    });

    it('of nothing is empty', async () => {
      expect(await opened.market.feed(0, 9)).toEqual({ commits: [], first: 1, end: 0 });
    });

    it('keeps the newest events however old, and drops the older ones beyond their age', async () => {
      const many = Array.from({ length: 1000 }, (_, n) => eventAt(n));
      const rounds = limits.feedEventsMin / 1000 + 2;
      for (let round = 0; round < rounds; round++)
        await landed(opened.market.commit(commitOf({ at: round, events: many })));
      expect((await opened.market.feed(0, 1)).first).toBe(1);
      for (let round = 0; round < 40; round++) {
        await landed(opened.market.commit(commitOf({ at: limits.feedAgeMaxMs + 10_000 + round })));
      }
      const { first, end, commits } = await opened.market.feed(0, 1);
      expect(first).toBeGreaterThan(1);
      expect(end - first + 1).toBeGreaterThanOrEqual(limits.feedEventsMin);
      expect(commits[0]?.first).toBe(first);
    });
  });

  describe('inboxes', () => {
    it('hold the addressed events of each worker with their positions', async () => {
      await landed(
        opened.market.commit(commitOf({ events: [eventAt(0), pushTo('A1', 1), pushTo('A2', 1)] })),
      );
      await landed(opened.market.commit(commitOf({ events: [pushTo('A1', 2)] })));
      expect(await opened.market.inbox('A1', 0, 9)).toEqual({
        entries: [
          { position: 2, event: pushTo('A1', 1) },
          { position: 4, event: pushTo('A1', 2) },
        ],
        first: 1,
      });
      expect((await opened.market.inbox('A1', 1, 9)).entries).toEqual([
        { position: 4, event: pushTo('A1', 2) },
      ]);
      expect((await opened.market.inbox('A1', 0, 1)).entries).toEqual([
        { position: 2, event: pushTo('A1', 1) },
      ]);
      expect((await opened.market.inbox('A1', 2, 9)).entries).toEqual([]);
      expect(await opened.market.inbox('A9', 0, 9)).toEqual({ entries: [], first: 1 });
    });

    it('keep the newest entries and name the first', async () => {
      const count = limits.inboxEntriesMax + 40;
      for (let seq = 1; seq <= count; ) {
        const events = [];
        for (let n = 0; n < 52 && seq <= count; n++) events.push(pushTo('A1', seq++));
        await landed(opened.market.commit(commitOf({ events })));
      }
      const { first, entries } = await opened.market.inbox('A1', 0, 2);
      expect(first).toBe(41);
      expect(entries.map((entry) => entry.event.seq)).toEqual([41, 42]);
      expect((await opened.market.inbox('A1', count - 1, 9)).entries.map((entry) => entry.event.seq)).toEqual(
        [count],
      );
    });

    it('let go of entries beyond their age', async () => {
      const late = limits.inboxAgeMaxMs + 1;
      for (let seq = 1; seq <= 3; seq++)
        await landed(opened.market.commit(commitOf({ events: [pushTo('A1', seq)] })));
      for (let seq = 4; seq <= 40; seq++) {
        await landed(opened.market.commit(commitOf({ at: late, events: [pushTo('A1', seq, late)] })));
      }
      const { first, entries } = await opened.market.inbox('A1', 0, 99);
      expect(first).toBe(4);
      expect(entries[0]?.event.seq).toBe(4);
    });
  });

  describe('followers', () => {
    it('[ST8] get every commit once and in order, before its answer', async () => {
      const follower = new Follower(opened.market, 0);
      const answers = Array.from({ length: 20 }, async (_, n) => {
        const position = await opened.put(`hit/${n}`, {}, { events: [eventAt(n), eventAt(n)] });
        expect(follower.positions).toContain(position);
      });
      await Promise.all(answers);
      expect(follower.positions).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
    });

    it('[ST8] a late one gets what it missed from its position on', async () => {
      await Promise.all(Array.from({ length: 600 }, (_, n) => opened.put(`hit/${n % 9}`, {}, { at: n })));
      const follower = new Follower(opened.market, 10);
      await opened.put('hit/last', {});
      await follower.until(({ positions }) => positions.at(-1) === 601);
      expect(follower.positions).toEqual(Array.from({ length: 591 }, (_, n) => n + 11));
      expect(follower.commits[0]?.at).toBe(10);
    });

    it('[ST8] a listener that commits sees its own commit after the one it reacts to', async () => {
      const seen: number[] = [];
      let reaction: Promise<number> | undefined;
      const stop = opened.market.follow(0, (commit) => {
        seen.push(commit.first);
        if (commit.first === 1) reaction = opened.put('reaction/1', {});
      });
      const other = new Follower(opened.market, 0);
      await opened.put('cause/1', {});
      await other.until(({ positions }) => positions.includes(2));
      expect(await reaction).toBe(2);
      expect(seen).toEqual([1, 2]);
      expect(other.positions).toEqual([1, 2]);
      stop();
    });

    it('[ST8] one that stopped hears no more, and no refused commit is heard at all', async () => {
      const stays = new Follower(opened.market, 0);
      const stops = new Follower(opened.market, 0);
      await opened.put('hit/1', {});
      stops.stop();
      await opened.market.commit(commitOf({ reads: [['hit/1', 77]], writes: [['hit/1', {}]] }));
      await opened.put('hit/2', {});
      expect(stops.positions).toEqual([1]);
      expect(stays.positions).toEqual([1, 2]);
    });
  });
}
