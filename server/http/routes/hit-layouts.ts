import { z } from 'zod';
import type { HitLayoutRecord } from '../../contract/records.ts';
import {
  accessKeyIdSchema,
  instantSchema,
  nextTokenAnswer,
  pageQuery,
} from '../../contract/schemas/basics.ts';
import { createHitLayout } from '../../lifecycle/hit-layout.ts';
import { indexNames } from '../../market/indexes.ts';
import { placeholdersOf } from '../../questions/hit-layout.ts';
import { readPage } from '../../worker/reading.ts';
import { instant } from '../../worker/views.ts';
import { marketOf, route } from './route.ts';

const newLayoutSchema = z.strictObject({
  /** The account whose HITs may use it. */
  requester: accessKeyIdSchema,
  /** A whole page; `${name}` is a place that each HIT fills. */
  html: z.string(),
  frameHeight: z.int().min(0).max(100_000).default(0),
});

const layoutSchema = z.object({
  id: z.string(),
  requester: z.string(),
  placeholders: z.array(z.string()),
  frameHeight: z.int(),
  created: instantSchema,
});

function layoutView({ id, requester, html, frameHeight, createdAt }: HitLayoutRecord) {
  return { id, requester, placeholders: [...placeholdersOf(html)], frameHeight, created: instant(createdAt) };
}

/** Layouts, which on the real service were made on the requester website alone. */
export const hitLayoutRoutes = [
  route({
    method: 'get',
    path: '/api/markets/:market/hit-layouts',
    summary: 'The HIT layouts, newest first.',
    access: 'admin',
    query: pageQuery,
    answer: z.object({ layouts: z.array(layoutSchema), ...nextTokenAnswer }),
    async run(call) {
      const page = await readPage(await marketOf(call), indexNames.hitLayouts, 'hitLayout', call.query);
      const { records, ...rest } = page;
      return { layouts: records.map(layoutView), ...rest };
    },
  }),
  route({
    method: 'post',
    path: '/api/markets/:market/hit-layouts',
    summary: 'Makes a HIT layout, to be named as HITLayoutId.',
    access: 'admin',
    body: newLayoutSchema,
    answer: layoutSchema,
    status: 201,
    async run(call) {
      const market = await marketOf(call);
      return layoutView(await market.run([], (tx) => createHitLayout(tx, call.body)));
    },
  }),
];
