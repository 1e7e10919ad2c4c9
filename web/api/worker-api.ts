import type { z } from 'zod';
import type { assignmentsSchema, earningsSchema } from '../../server/contract/schemas/assignment.ts';
import type { inboxSchema } from '../../server/contract/schemas/feed.ts';
import type { groupHitsSchema } from '../../server/contract/schemas/group.ts';
import type { QualificationTypeView, typesSchema } from '../../server/contract/schemas/qualification.ts';
import type { QuestionRead, ReadQuestionBody } from '../../server/contract/schemas/question.ts';
import type {
  mintedSchema,
  tokenSchema,
  WorkerPatch,
  WorkerSpecInput,
  workersSchema,
} from '../../server/contract/schemas/worker.ts';
import { adminKey, workerToken } from '../app/keys.ts';
import { type Ask, ask, withQuery } from './http.ts';
import { base } from './market-api.ts';

export type Earnings = z.output<typeof earningsSchema>;
export type Inbox = z.output<typeof inboxSchema>;
export type GroupHits = z.output<typeof groupHitsSchema>;

/** The routes of a worker: by its own token where keys are checked, else by the admin key. */
function asWorker<Answer>(path: string, how: Ask = {}): Promise<Answer> {
  return ask<Answer>(path, { ...how, key: workerToken.peek() || adminKey.peek() });
}

const own = (market: string, worker: string): string =>
  `${base(market)}/workers/${encodeURIComponent(worker)}`;

export function listWorkers(market: string, limit: number): Promise<z.output<typeof workersSchema>> {
  return ask(withQuery(`${base(market)}/workers`, { limit }), { key: adminKey.peek() });
}

export function createWorker(market: string, spec: WorkerSpecInput): Promise<z.output<typeof mintedSchema>> {
  return ask(`${base(market)}/workers`, { method: 'POST', body: { workers: [spec] }, key: adminKey.peek() });
}

export const readEarnings = (market: string, worker: string): Promise<Earnings> =>
  asWorker(`${own(market, worker)}/earnings`);

export const readInbox = (market: string, worker: string, after: number, limit: number): Promise<Inbox> =>
  asWorker(withQuery(`${own(market, worker)}/inbox`, { after, limit }));

export const listAssignments = (
  market: string,
  worker: string,
  limit: number,
): Promise<z.output<typeof assignmentsSchema>> =>
  asWorker(withQuery(`${own(market, worker)}/assignments`, { limit }));

export const readGroup = (market: string, worker: string, group: string): Promise<GroupHits> =>
  asWorker(withQuery(`${base(market)}/groups/${encodeURIComponent(group)}`, { worker, limit: 50 }));

export const readType = (market: string, type: string): Promise<QualificationTypeView> =>
  asWorker(`${base(market)}/qualification-types/${encodeURIComponent(type)}`);

export const readQuestion = (market: string, body: ReadQuestionBody): Promise<QuestionRead> =>
  asWorker(`${base(market)}/questions/read`, { method: 'POST', body });

export const changeWorker = (market: string, worker: string, change: WorkerPatch): Promise<unknown> =>
  asWorker(own(market, worker), { method: 'PATCH', body: change });

export const listTypes = (market: string, limit: number): Promise<z.output<typeof typesSchema>> =>
  asWorker(withQuery(`${base(market)}/qualification-types`, { limit }));

/** A token of this worker, made by the admin. */
export async function issueToken(market: string, worker: string): Promise<string> {
  const how = { method: 'POST', body: {}, key: adminKey.peek() } as const;
  const { token } = await ask<z.output<typeof tokenSchema>>(`${own(market, worker)}/token`, how);
  return token;
}
