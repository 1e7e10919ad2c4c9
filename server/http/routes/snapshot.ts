import type { Router } from 'express';
import express from 'express';
import type { EdgeParts } from '../edge-parts.ts';
import { isDefect } from '../error-answer.ts';
import { sendError, sendJson } from '../send.ts';
import { notYours } from '../tokens.ts';
import { marketView } from './markets.ts';

export const snapshotPath = '/api/markets/:market/snapshot';

/** A market as a file, out and in: no JSON, so apart from the other routes. */
export function snapshotRouter(parts: EdgeParts): Router {
  const router = express.Router();

  router.get(snapshotPath, async (request, response) => {
    await refuseOthers(request.headers.authorization);
    const market = await parts.markets.get(request.params.market);
    const { writeSnapshot } = await import('../../snapshot/write-snapshot.ts');
    await writeSnapshot(market, response, () =>
      response.writeHead(200, {
        'content-type': 'application/gzip',
        'content-disposition': `attachment; filename="${market.id}.ndjson.gz"`,
        'cache-control': 'no-store',
      }),
    ).catch((error: unknown) => {
      if (!response.headersSent) throw error;
      // A file that is cut off is told by its end; a client that left needs no answer.
      response.destroy();
    });
  });

  router.put(snapshotPath, async (request, response) => {
    try {
      await refuseOthers(request.headers.authorization);
      const { restoreMarket } = await import('../../snapshot/restore.ts');
      sendJson(
        response,
        200,
        marketView(await restoreMarket(parts.markets, request.params.market, request, parts.wallTime())),
      );
    } catch (error) {
      if (isDefect(error)) parts.log.error({ err: error }, 'restore');
      // The rest of the file is of no use, whatever its length.
      response.setHeader('connection', 'close');
      sendError(response, error);
    }
  });

  async function refuseOthers(authorization: string | undefined): Promise<void> {
    const { kind } = await parts.tokens.identify(authorization);
    if (kind !== 'admin') throw notYours();
  }

  return router;
}
