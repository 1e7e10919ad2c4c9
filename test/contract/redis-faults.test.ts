import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '../../server/contract/errors.ts';
import { openRedisStore } from '../../server/store/redis-store.ts';
import type { Namespace, Store } from '../../server/store/store.ts';
import { commitOf, eventAt, Follower, landed, readOne, scanned } from '../support/commits.ts';
import { RedisServer } from '../support/redis-server.ts';
import { startTcpGate } from '../support/tcp-gate.ts';
import { toolPath } from '../support/tools.ts';

describe.skipIf(toolPath('redis-server') === undefined)('Redis that fails', () => {
  let server: RedisServer;
  const stores: Store[] = [];
  beforeEach(async () => {
    server = await RedisServer.start();
  });
  afterEach(async () => {
    server.resume();
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await server.stop();
  });

  const open = async (report: (line: string) => void = () => {}) => {
    const store = await openRedisStore({ url: server.url, report });
    stores.push(store);
    return store;
  };
  const put = (market: Namespace, n: number) =>
    landed(market.commit(commitOf({ writes: [[`hit/${n}`, { n }]], events: [eventAt(n)] })));
  const code = (error: unknown) => (error instanceof Refused ? error.code : error);
  /** Tries until the store answers. */
  const answer = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (code(error) !== 'Unavailable') throw error;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };

  it('and refuses what is asked first: one connection at a time seeks it', async () => {
    await server.command('ACL', 'SETUSER', 'blind', 'on', '>secret', '~*', '&*', '+@all', '-info');
    const store = await openRedisStore({ url: server.url.replace('//', '//blind:secret@') });
    stores.push(store);
    const clients = String(await server.command('CLIENT', 'LIST'));
    expect((clients.match(/user=blind/g) ?? []).length).toBeLessThanOrEqual(1);
  });

  it('and is killed: commands are refused at once, and what was answered is there afterwards', async () => {
    const store = await open();
    const market = store.namespace('market');
    const follower = new Follower(market, 0);
    for (let n = 1; n <= 50; n++) await put(market, n);
    const onTheWay = Promise.allSettled(Array.from({ length: 200 }, (_, n) => put(market, 1000 + n)));
    await server.kill();
    const outcomes = await onTheWay;
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(code(outcome.reason)).toBe('Unavailable');
    await expect(market.read(['hit/1'])).rejects.toMatchObject({ code: 'Unavailable' });
    await server.restart();
    const { end } = await answer(() => market.feed(0, 1));
    const records = await scanned(market, 'hit/');
    expect(records.size).toBe(end);
    const landedOnes = outcomes.flatMap((outcome, n) => (outcome.status === 'fulfilled' ? [1000 + n] : []));
    for (const n of [1, 25, 50, ...landedOnes]) expect(records.get(`hit/${n}`)?.value).toEqual({ n });
    const last = await put(market, 5000);
    await follower.until(({ positions }) => positions.at(-1) === last);
    expect(follower.positions).toEqual(Array.from({ length: last }, (_, n) => n + 1));
  });

  it('and is stopped in its tracks: commands are refused before long, and go on afterwards', async () => {
    const store = await open();
    const market = store.namespace('market');
    await put(market, 1);
    server.pause();
    await expect(put(market, 2)).rejects.toMatchObject({ code: 'Unavailable' });
    server.resume();
    await answer(() => put(market, 3));
    // What was refused does not happen afterwards, though Redis had it in its buffers.
    expect([...(await scanned(market, 'hit/')).keys()].sort()).toEqual(['hit/1', 'hit/3']);
    expect((await market.feed(0, 1)).end).toBe(2);
  });

  it('and is full: commits are refused with the reason, whole, and reads go on', async () => {
    const store = await open();
    const market = store.namespace('market');
    await put(market, 1);
    const ballast = { text: 'x'.repeat(100_000) };
    const fill = (n: number) =>
      landed(
        market.commit(
          commitOf({
            writes: [
              [`hit/1`, { n }],
              [`ballast/${n}`, ballast],
            ],
          }),
        ),
      );
    await server.command('CONFIG', 'SET', 'maxmemory', '8mb');
    let written = 1;
    const refusal = await (async () => {
      for (;;) await fill(++written);
    })().catch((error: unknown) => error as Refused);
    expect(code(refusal)).toBe('Unavailable');
    expect(refusal.message).toContain('OOM');
    expect((await readOne(market, 'hit/1'))?.value).toEqual({ n: written - 1 });
    expect(await readOne(market, `ballast/${written}`)).toBeUndefined();
    expect((await market.feed(0, 1)).end).toBe(written - 1);
    await server.command('CONFIG', 'SET', 'maxmemory', '0');
    expect(await fill(written)).toBe(written);
  });

  it('and lost what it had: a follower hears something out of line, and then what is new', async () => {
    const store = await open();
    const market = store.namespace('market');
    const follower = new Follower(market, 0);
    for (let n = 1; n <= 5; n++) await put(market, n);
    await server.command('FLUSHALL');
    await follower.until(({ commits }) => commits.length > 5);
    expect(follower.commits[5]).toMatchObject({ first: 1, events: [] });
    await put(market, 6);
    expect(follower.commits.at(-1)).toMatchObject({ first: 1, events: [eventAt(6)] });
  });

  it('and lost what it had, whose place others took while this server was cut off: it hears that too', async () => {
    const gate = await startTcpGate(server.port);
    const away = await openRedisStore({ url: `redis://127.0.0.1:${gate.port}` });
    stores.push(away);
    const follower = new Follower(away.namespace('market'), 0);
    const near = (await open()).namespace('market');
    for (let n = 1; n <= 5; n++) await put(near, n);
    await follower.until(({ positions }) => positions.length === 5);
    gate.cut();
    await server.command('FLUSHALL');
    for (let n = 11; n <= 17; n++) await put(near, n);
    gate.open();
    await follower.until(({ commits }) => commits.length > 5);
    expect(follower.commits[5]).toMatchObject({ first: 1, events: [] });
    const last = await put(near, 18);
    await follower.until(({ positions }) => positions.at(-1) === last);
    expect(follower.positions).toEqual([1, 2, 3, 4, 5, last]);
    await away.close();
    await gate.close();
  });

  it('and is not there at the start: the store opens, says what is missing, and connects when Redis comes', async () => {
    await server.kill();
    const lines: string[] = [];
    const store = await open((line) => lines.push(line));
    await expect(store.wallTime()).rejects.toMatchObject({ code: 'Unavailable' });
    const market = store.namespace('market');
    const follower = new Follower(market, 0);
    await server.restart();
    await answer(() => put(market, 1));
    await follower.until(({ positions }) => positions.includes(1));
    expect(lines.every((line) => line.includes(`127.0.0.1:${server.port}`) && !line.includes('\n'))).toBe(
      true,
    );
  });

  it('and loads its data: it is connected to as soon as it has them', async () => {
    const store = await open();
    const market = store.namespace('market');
    for (let n = 1; n <= 50; n++) await put(market, n);
    await server.kill();
    await server.restart(['--key-load-delay', '20000', '--loading-process-events-interval-bytes', '1024']);
    await answer(() => put(market, 51));
    expect((await market.feed(0, 1)).end).toBe(51);
  });

  it('or holds data of another version: everything is refused with the reason', async () => {
    await server.command('SET', 'turksim:format', '99');
    const store = await open();
    const refusal = await store
      .namespace('market')
      .read(['hit/1'])
      .catch((error: unknown) => error as Refused);
    expect(refusal).toMatchObject({ code: 'Unavailable' });
    expect((refusal as Refused).message).toContain('format 99');
    expect(await server.command('DBSIZE')).toBe(1);
  });
});

describe.skipIf(toolPath('redis-server') === undefined)('several servers on one Redis', () => {
  let server: RedisServer;
  let stores: Store[];
  beforeEach(async () => {
    server = await RedisServer.start();
    stores = await Promise.all([0, 1, 2].map(() => openRedisStore({ url: server.url })));
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await server.stop();
  });

  it('[ST8] each hears of all commits in one order, within a second', async () => {
    const markets = stores.map((store) => store.namespace('market'));
    const followers = markets.map((market) => new Follower(market, 0));
    const began = performance.now();
    const count = 200;
    const writing = markets.map(async (market, at) => {
      for (let n = 0; n < count; n++)
        await landed(market.commit(commitOf({ events: [eventAt(n, { by: at })] })));
    });
    await Promise.all(writing);
    const answered = performance.now();
    await Promise.all(
      followers.map((follower) => follower.until(({ positions }) => positions.length >= 3 * count)),
    );
    expect(performance.now() - answered).toBeLessThan(1000);
    expect(answered).toBeGreaterThan(began);
    const order = followers.map(({ commits }) => commits.map(({ events }) => events[0]));
    expect(followers[0]?.positions).toEqual(Array.from({ length: 3 * count }, (_, n) => n + 1));
    expect(order[1]).toEqual(order[0]);
    expect(order[2]).toEqual(order[0]);
  });

  it('[ST4] of commits on one version by all of them exactly one lands', async () => {
    for (let round = 1; round <= 20; round++) {
      const outcomes = await Promise.all(
        stores.map(async (store, at) => {
          const market = store.namespace('market');
          const version = (await readOne(market, 'hit/1'))?.version ?? 0;
          return {
            version,
            outcome: await market.commit(
              commitOf({ reads: [['hit/1', version]], writes: [['hit/1', { at }]] }),
            ),
          };
        }),
      );
      const won = outcomes.filter(({ outcome }) => outcome.ok).map(({ version }) => version);
      expect(new Set(won).size).toBe(won.length);
    }
  });

  it('a follower that starts late, or was away while the feed was trimmed, hears where it goes on', async () => {
    const [one, other] = stores.map((store) => store.namespace('market')) as [Namespace, Namespace];
    for (let n = 0; n < 300; n++) await landed(one.commit(commitOf()));
    await server.command('XTRIM', 'turksim:{market}:feed', 'MINID', '101');
    const late = new Follower(other, 0);
    await late.until(({ positions }) => positions.at(-1) === 300);
    expect(late.commits[0]?.first).toBe(101);
    expect((await other.feed(0, 1)).first).toBe(101);
  });
});
