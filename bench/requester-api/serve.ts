import { createServer, type RequestListener } from 'node:http';
import express from 'express';
import pino from 'pino';
import { createFigures } from '../../server/figures.ts';
import { requesterApi } from '../../server/http/requester-api.ts';
import { assignQualification } from '../../server/lifecycle/qualification.ts';
import { createWorker } from '../../server/lifecycle/worker.ts';
import { Markets } from '../../server/market/markets.ts';
import { findOperation } from '../../server/operations/index.ts';
import { openMemoryStore } from '../../server/store/memory-store.ts';
import { type CallSample, newHit } from './calls.ts';

/**
 * One side of the comparison, in a process of its own: the Requester API over the memory store, or an Express
 * route that answers a fixed body. Prints one JSON line when it listens.
 */

const [side = '', fixedBody = '{}', hits = '0'] = process.argv.slice(2);

const { listener, samples } = side === 'express' ? bareRoute() : await ourApi(Number(hits));
const server = createServer(listener);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  console.log(JSON.stringify({ port, samples }));
});

function bareRoute(): { listener: RequestListener; samples: CallSample[] } {
  const app = express().disable('x-powered-by').set('etag', false);
  app.post('/', (_request, response) => {
    response.type('application/x-amz-json-1.1').send(fixedBody);
  });
  return { listener: app, samples: [] };
}

async function ourApi(hitCount: number): Promise<{ listener: RequestListener; samples: CallSample[] }> {
  const figures = createFigures(() => []);
  const markets = new Markets({ store: openMemoryStore(), wallTime: Date.now, observer: figures.observer });
  const market = await markets.create({ id: 'default', environment: 'sandbox', clock: { mode: 'real' } });
  const log = pino({ level: 'error' }, pino.destination(2));
  const api = requesterApi({ markets, keys: undefined, wallTime: Date.now, log, figures });
  const call = async (name: string, input: object) =>
    market.run([], async (tx) => {
      const answer = await findOperation(name)?.run(input, { tx, requester: 'DEFAULT', requestId: '' });
      return answer as Record<string, Record<string, string>>;
    });
  const type = await call('CreateQualificationType', {
    Name: 'Bench',
    Description: 'd',
    QualificationTypeStatus: 'Active',
  });
  const QualificationTypeId = type.QualificationType?.QualificationTypeId ?? '';
  const { id: WorkerId } = await market.run([], (tx) =>
    createWorker(tx, { seed: 1, locale: { country: 'US' } }),
  );
  await market.run([], (tx) =>
    assignQualification(tx, { worker: WorkerId, type: QualificationTypeId, value: 80, mail: false }),
  );
  const made = await call('CreateHIT', newHit);
  for (let at = 1; at < hitCount; at++) await call('CreateHIT', newHit);
  return {
    listener: (request, response) => void api(request, response, 'default'),
    samples: [
      { operation: 'GetHIT', input: { HITId: made.HIT?.HITId } },
      { operation: 'GetQualificationScore', input: { QualificationTypeId, WorkerId } },
      { operation: 'CreateHIT', input: newHit },
      { operation: 'ListHITs', input: { MaxResults: 100 } },
    ],
  };
}
