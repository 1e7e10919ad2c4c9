import { askForQualification, submitTest } from '../../server/lifecycle/qualification-request.ts';
import { answers } from './requester-work.ts';
import type { RequesterApiServer } from './start-requester-api.ts';

/** A worker asks; answers the request's id. */
export async function ask(api: RequesterApiServer, worker: string, type: string): Promise<string> {
  const { request } = await api.act((tx) => askForQualification(tx, { worker, type }));
  return request.id;
}

/** A worker asks and hands in the test; `value` is what a key makes of it. */
export async function takeTest(
  api: RequesterApiServer,
  worker: string,
  type: string,
  value?: number,
): Promise<string> {
  const request = await ask(api, worker, type);
  const answer = answers({ q1: 'because' });
  await api.act((tx) => submitTest(tx, { worker, request, answer, value }));
  return request;
}
