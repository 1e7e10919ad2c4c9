import type { Express } from 'express';
import express from 'express';
import { Refused } from '../contract/errors.ts';
import type { Log } from '../log.ts';
import type { Markets } from '../market/markets.ts';
import { readQuestion } from '../questions/question.ts';
import { loadXml } from '../questions/xml.ts';
import { answerErrors } from './answer-errors.ts';
import type { ExternalSubmitParts } from './routes/external-submit.ts';
import { externalSubmitRouter } from './routes/external-submit.ts';

/**
 * The origin of HTMLQuestion pages, apart from the pages and the API so that a HIT's scripts reach neither.
 * It serves a HIT's page and takes its form.
 */
export function contentApp(parts: ExternalSubmitParts & { readonly log: Log }): Express {
  const app = express().disable('x-powered-by');
  app.get('/html-question/:market/:hit', async (request, response) => {
    const html = await htmlOf(parts.markets, request.params.market, request.params.hit);
    response.set({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    response.type('html').send(html);
  });
  app.use(externalSubmitRouter(parts));
  app.use(answerErrors(parts.log));
  return app;
}

async function htmlOf(markets: Markets, marketId: string, hit: string): Promise<string> {
  const market = await markets.get(marketId);
  const content = await market.run([], (tx) => tx.get('hitContent', hit));
  await loadXml();
  const question = content && readQuestion(content.question);
  if (question?.kind !== 'HTMLQuestion')
    throw new Refused('NotFound', `There is no HTMLQuestion of a HIT ${hit} in market ${marketId}.`);
  return question.html;
}
