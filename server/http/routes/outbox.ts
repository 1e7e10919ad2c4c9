import type { OutboxRecord } from '../../contract/records.ts';
import { pageQuery } from '../../contract/schemas/basics.ts';
import { outboxSchema } from '../../contract/schemas/feed.ts';
import { indexNames } from '../../market/indexes.ts';
import { readPage } from '../../worker/reading.ts';
import { instant } from '../../worker/views.ts';
import { marketOf, route } from './route.ts';

function entryView(record: OutboxRecord) {
  const { id, kind, to, subject, text, document } = record;
  return {
    id,
    at: instant(record.at),
    kind,
    to,
    ...(subject === undefined ? {} : { subject }),
    ...(text === undefined ? {} : { text }),
    ...(document === undefined ? {} : { document }),
    attempts: record.attempts.map((attempt) => ({ ...attempt, at: instant(attempt.at) })),
  };
}

export const outboxRoutes = [
  route({
    method: 'get',
    path: '/api/markets/:market/outbox',
    summary: 'Mails to workers and event notifications to requesters, newest first.',
    access: 'admin',
    query: pageQuery,
    answer: outboxSchema,
    async run(call) {
      const market = await marketOf(call);
      const { records, ...rest } = await readPage(market, indexNames.outbox, 'outbox', call.query);
      return { entries: records.map(entryView), ...rest };
    },
  }),
];
