import type { Router } from 'express';
import express from 'express';
import type { Figures } from '../figures.ts';
import type { Markets } from '../market/markets.ts';

export interface PagesParts {
  readonly markets: Markets;
  readonly figures: Figures;
}

/** How long the store may take to answer before the server is not ready. */
const readyWithinMs = 1000;

/** What operators ask: liveness, readiness, figures. */
export function pagesRouter({ markets, figures }: PagesParts): Router {
  const router = express.Router();
  router.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/ready', async (_request, response) => {
    const reason = await reasonNotReady(markets);
    response
      .status(reason === undefined ? 200 : 503)
      .json(reason === undefined ? { status: 'ready' } : { status: 'not ready', reason });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(figures.registry.contentType).send(await figures.registry.metrics());
  });
  return router;
}

/** Asks the store as well: what was opened once says nothing of now. */
async function reasonOfDefault(markets: Markets): Promise<string | undefined> {
  const market = await markets.get('default');
  if (!(await markets.has('default'))) return 'the store has no market default';
  return market.isCurrent ? undefined : 'the index is behind the market, or is built anew';
}

async function reasonNotReady(markets: Markets): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, readyWithinMs, `the store did not answer within ${readyWithinMs} ms`);
  });
  const answer = reasonOfDefault(markets).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  const reason = await Promise.race([answer, late]);
  clearTimeout(timer);
  return reason;
}
