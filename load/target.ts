import { fail } from 'k6';
import http, { type RefinedResponse, type ResponseType } from 'k6/http';
import { iterationNumber } from './scenario.ts';

/** Which server and market the scripts talk to, and the headers they send. */

export const serverUrl = (__ENV.TURKSIM_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
export const market = __ENV.TURKSIM_MARKET ?? 'default';
export const api = `${serverUrl}/api/markets/${market}`;

const authorization = __ENV.TURKSIM_ADMIN_KEY;
/** Of requests without a body. */
export const bareHeaders: Readonly<Record<string, string>> =
  authorization === undefined ? {} : { authorization: `Bearer ${authorization}` };
export const headers: Readonly<Record<string, string>> = {
  'content-type': 'application/json',
  ...bareHeaders,
};

export interface Pair {
  readonly worker: string;
  readonly hit: string;
}

/** Pairs of a worker and a HIT that exist, for `setup`: `n` of them, the same for the same market and seed. */
export function samplePairs(n: number): Pair[] {
  const seed = __ENV.TURKSIM_SEED ?? '1';
  const response = http.get(`${api}/eligibility/sample?n=${n}&seed=${seed}`, { headers: { ...headers } });
  const checks = okJson<{ checks: Pair[] }>(response).checks;
  if (checks.length === 0)
    fail(`market ${market} has no workers or no HITs: seed it first (npm run load does)`);
  return checks;
}

/** The body of an answer that must be 2xx; else the test ends with what the server said. */
export function okJson<T>(response: RefinedResponse<ResponseType | undefined>): T {
  if (response.status < 200 || response.status > 299)
    fail(
      `${response.request.method} ${response.request.url} answered ${response.status} ${response.error} ${response.body}`,
    );
  return response.json() as T;
}

/** Goes through `items` evenly over all virtual users of a scenario. */
export function pick<T>(items: readonly T[]): T {
  return items[iterationNumber() % items.length] as T;
}

/**
 * Many short texts as one, padded to equal length. Every virtual user has what `setup` answers in its own memory;
 * as a list it would be a million small strings, which k6 then goes through again and again for garbage.
 */
export interface Packed {
  readonly text: string;
  readonly width: number;
  readonly count: number;
}

export function pack(texts: readonly string[]): Packed {
  const width = Math.max(...texts.map(({ length }) => length));
  return { text: texts.map((text) => text.padEnd(width)).join(''), width, count: texts.length };
}

/**
 * As `pick`, for one packed list. A virtual user keeps the text: k6 holds what `setup` answered outside JavaScript, and
 * would go through all of the text again, letter by letter, whenever it is asked for it.
 */
export function packedPicker(): (packed: Packed) => string {
  let kept: Packed | undefined;
  return (packed) => {
    kept ??= { ...packed };
    const start = (iterationNumber() % kept.count) * kept.width;
    return kept.text.slice(start, start + kept.width).trimEnd();
  };
}

/** The query of a check. */
export const checkQuery = ({ worker, hit }: Pair): string => `?worker=${worker}&hit=${hit}`;

/** Whether this iteration also looks into the body: one in a hundred, so that checking does not become the load. */
export function isLookedInto(): boolean {
  return iterationNumber() % 100 === 0;
}
