import type { z } from 'zod';
import type { audienceSchema, requirementSchema } from '../../server/contract/schemas/eligibility.ts';
import type { outboxSchema } from '../../server/contract/schemas/feed.ts';
import type { clockSchema, MarketView, marketsSchema } from '../../server/contract/schemas/market.ts';
import { adminKey } from '../app/keys.ts';
import { ApiError, type Ask, ask, fetchOrSay, withQuery } from './http.ts';

export type Clock = z.output<typeof clockSchema>;
export type Audience = z.output<typeof audienceSchema>;
export type Requirement = z.output<typeof requirementSchema>;
export type Outbox = z.output<typeof outboxSchema>;
export type Markets = z.output<typeof marketsSchema>;

/** The routes of a market that need the admin key where keys are checked. */
export const base = (market: string): string => `/api/markets/${encodeURIComponent(market)}`;

function asAdmin<Answer>(path: string, how: Ask = {}): Promise<Answer> {
  return ask<Answer>(path, { ...how, key: adminKey.peek() });
}

export const listMarkets = (): Promise<Markets> => asAdmin('/api/markets?limit=200');
export const readMarket = (market: string): Promise<MarketView> => asAdmin(base(market));
export const readClock = (market: string): Promise<Clock> => asAdmin(`${base(market)}/clock`);

export function changeClock(market: string, change: { speed?: number; paused?: boolean }): Promise<Clock> {
  return asAdmin(`${base(market)}/clock`, { method: 'PATCH', body: change });
}

export function advanceClock(market: string, seconds: number): Promise<{ now: string; fired: number }> {
  return asAdmin(`${base(market)}/clock/advance`, { method: 'POST', body: { seconds } });
}

export function countAudience(
  market: string,
  requirements: readonly object[],
  signal?: AbortSignal,
): Promise<Audience> {
  return asAdmin(`${base(market)}/audience`, {
    method: 'POST',
    body: { QualificationRequirements: requirements },
    ...(signal === undefined ? {} : { signal }),
  });
}

/** One call of the Requester API as the server remembers it. */
export interface LoggedCall {
  readonly id: string;
  readonly at: string;
  readonly operation: string;
  readonly requester: string;
  readonly status: number;
  readonly input: unknown;
  readonly output: unknown;
}

export const listCalls = (market: string, limit: number): Promise<{ requests: LoggedCall[] }> =>
  asAdmin(withQuery(`${base(market)}/requests`, { limit }));

export const listOutbox = (market: string, limit: number): Promise<Outbox> =>
  asAdmin(withQuery(`${base(market)}/outbox`, { limit }));

/** The server's figures in Prometheus' text form. */
export async function readMetrics(): Promise<string> {
  const key = adminKey.peek();
  const response = await fetchOrSay(
    '/metrics',
    key === '' ? {} : { headers: { authorization: `Bearer ${key}` } },
  );
  if (response.ok) return response.text();
  throw new ApiError(response.status, {
    code: 'Metrics',
    message: `The figures were refused (${response.status}).`,
  });
}
