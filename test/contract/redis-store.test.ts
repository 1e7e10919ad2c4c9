import { afterAll, beforeAll, describe } from 'vitest';
import { openRedisStore } from '../../server/store/redis-store.ts';
import { RedisServer } from '../support/redis-server.ts';
import { toolPath } from '../support/tools.ts';
import { storeContract } from './store-contract.ts';

describe.skipIf(toolPath('redis-server') === undefined)('on a real redis-server', () => {
  let server: RedisServer;
  let stores = 0;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  const open = (prefix: string) => openRedisStore({ url: server.url, prefix });
  storeContract('redis', {
    open: () => open(`test${++stores}`),
    reopen: () => open(`test${stores}`),
    join: () => open(`test${stores}`),
  });
});
