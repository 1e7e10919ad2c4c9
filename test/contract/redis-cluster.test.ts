import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRedisStore } from '../../server/store/redis-store.ts';
import { commitOf, eventAt, Follower, landed, readOne } from '../support/commits.ts';
import { RedisCluster } from '../support/redis-cluster.ts';
import { toolPath } from '../support/tools.ts';
import { storeContract } from './store-contract.ts';

describe.skipIf(toolPath('redis-server') === undefined)('on a real Redis Cluster', () => {
  let cluster: RedisCluster;
  let stores = 0;
  beforeAll(async () => {
    cluster = await RedisCluster.start();
  });
  afterAll(() => cluster.stop());

  const open = (prefix: string) => openRedisStore({ url: cluster.url, prefix });
  storeContract('cluster', {
    open: () => open(`test${++stores}`),
    reopen: () => open(`test${stores}`),
    join: () => open(`test${stores}`),
  });

  it('many markets spread over all nodes, each whole, and heard of by two servers', async () => {
    const [one, other] = await Promise.all([open('spread'), open('spread')]);
    const names = Array.from({ length: 60 }, (_, n) => `market-${n}`);
    const followers = names.map((name) => new Follower(other.namespace(name), 0));
    await Promise.all(
      names.map(async (name, at) => {
        const market = one.namespace(name);
        for (let n = 1; n <= 5; n++) {
          const version = (await readOne(market, 'count/1'))?.version ?? 0;
          const writes = [['count/1', { n, at }]] as const;
          await landed(
            market.commit(commitOf({ reads: [['count/1', version]], writes, events: [eventAt(n)] })),
          );
        }
      }),
    );
    for (const [at, follower] of followers.entries()) {
      await follower.until(({ positions }) => positions.length === 5);
      expect(follower.positions).toEqual([1, 2, 3, 4, 5]);
      expect((await readOne(other.namespace(names[at] ?? ''), 'count/1'))?.value).toEqual({ n: 5, at });
    }
    const keys = await Promise.all(cluster.nodes.map(async (node) => Number(await node.command('DBSIZE'))));
    expect(Math.min(...keys)).toBeGreaterThan(30);
    await Promise.all(names.map((name) => one.drop(name)));
    expect(await readOne(other.namespace('market-7'), 'count/1')).toBeUndefined();
    await Promise.all([one.close(), other.close()]);
  });

  it('a node that is gone keeps only its own markets from answering, until it is back', async () => {
    const store = await open('partly');
    const names = Array.from({ length: 12 }, (_, n) => `market-${n}`);
    const put = (name: string) =>
      landed(store.namespace(name).commit(commitOf({ writes: [['hit/1', { name }]] })));
    await Promise.all(names.map(put));
    const node = cluster.nodes[2];
    await cluster.nodes[0]?.command('CONFIG', 'SET', 'cluster-require-full-coverage', 'no');
    await cluster.nodes[1]?.command('CONFIG', 'SET', 'cluster-require-full-coverage', 'no');
    await node?.kill();
    const outcomes = await Promise.allSettled(names.map(put));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'Unavailable' });
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(names.length);
    await node?.restart();
    for (const name of names) {
      for (;;) {
        const isBack = await put(name).then(
          () => true,
          () => false,
        );
        if (isBack) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    await store.close();
  });
});
