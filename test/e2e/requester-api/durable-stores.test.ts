import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetHITCommand, ListHITsCommand, paginateListHITs } from '@aws-sdk/client-mturk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../server/store/open-store.ts';
import { walk } from '../../support/client-walk.ts';
import { operationNames } from '../../support/mturk-model.ts';
import { RedisServer } from '../../support/redis-server.ts';
import { makeHit } from '../../support/requester-work.ts';
import { type RequesterApiServer, startRequesterApi } from '../../support/start-requester-api.ts';
import { toolPath } from '../../support/tools.ts';
import { javaScript3 } from '../../support/walk-clients.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'turksim-api-'));
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

for (const kind of ['embedded', 'redis'] as const) {
  const missing = kind === 'redis' && toolPath('redis-server') === undefined;
  describe.skipIf(missing)(`on the ${kind} store`, () => {
    let redis: RedisServer | undefined;
    let api: RequesterApiServer;
    beforeAll(async () => {
      redis = kind === 'redis' ? await RedisServer.start() : undefined;
      api = await startRequesterApi({
        store: await openStore({ kind, dataFolder, redisUrl: redis?.url ?? '' }),
      });
    });
    afterAll(async () => {
      await api.close();
      await redis?.stop();
    });

    it('a client walks through all operations', async () => {
      const called = await walk(javaScript3(api.client('WALKER')), api);
      expect([...called].sort()).toEqual([...operationNames].sort());
    });

    it('[1.0] of 50 calls at once with one token one makes a HIT, which the next call sees', async () => {
      const client = api.client('CROWD');
      const calls = Array.from({ length: 50 }, () => makeHit(client, { UniqueRequestToken: 'rush' }));
      const outcomes = await Promise.allSettled(calls);
      const made = outcomes.flatMap((outcome) =>
        outcome.status === 'fulfilled' ? [outcome.value.HITId] : [],
      );
      expect(made).toHaveLength(1);
      expect((await client.send(new ListHITsCommand({}))).HITs?.map(({ HITId }) => HITId)).toEqual(made);
    });

    it('what was answered is seen by the next call, also among many at once', async () => {
      const client = api.client('MANY');
      await Promise.all(
        Array.from({ length: 60 }, async () => {
          const { HITId } = await makeHit(client);
          const { HIT } = await client.send(new GetHITCommand({ HITId }));
          expect(HIT?.HITId).toBe(HITId);
        }),
      );
      const seen: (string | undefined)[] = [];
      for await (const page of paginateListHITs({ client, pageSize: 25 }, {}))
        seen.push(...(page.HITs ?? []).map(({ HITId }) => HITId));
      expect(new Set(seen).size).toBe(60);
    });
  });
}
