import { accessLevels } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import { limits } from '../contract/limits.ts';
import type { ChecksBody } from '../contract/schemas/eligibility.ts';
import { checksBody } from '../contract/schemas/eligibility.ts';
import type { EligibilityIndex } from '../eligibility/eligibility-index.ts';
import { readInput } from './read-input.ts';

/** Batches of checks: thousands of ids in a body, so both reading and writing do only what they must. */

const levelTexts = accessLevels.map((access) => JSON.stringify({ access }));

/** The body of a batch. A plain one is told by hand; whatever looks odd goes through the schema, which names the fault. */
export function readChecks(body: unknown): ChecksBody {
  return isPlainBatch(body) ? body : readInput(checksBody, body, 'body');
}

function isPlainBatch(body: unknown): body is ChecksBody {
  if (typeof body !== 'object' || body === null || 'explain' in body) return false;
  const { checks, worker, hit, hits, workers } = body as Record<string, unknown>;
  const members = Object.keys(body).length;
  if (members === 1) return isList(checks) && checks.every(isPair);
  if (members !== 2) return false;
  const one = typeof worker === 'string' ? hits : typeof hit === 'string' ? workers : undefined;
  return isList(one) && one.every((id) => typeof id === 'string');
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length <= limits.checksPerRequestMax;
}

function isPair(value: unknown): boolean {
  const { worker, hit } = (value ?? {}) as Record<string, unknown>;
  return typeof worker === 'string' && typeof hit === 'string';
}

/** All workers that a batch names. */
export function workersOf(checks: ChecksBody): string[] {
  if ('checks' in checks) return checks.checks.map(({ worker }) => worker);
  return 'hits' in checks ? [checks.worker] : checks.workers;
}

/** `{results}` as text, in the order asked. */
export function answerChecks(index: EligibilityIndex, checks: ChecksBody): string {
  if (checks.explain === true) return explained(index, checks);
  if ('checks' in checks) return pairResults(index, checks.checks);
  if ('hits' in checks) {
    const worker = index.workerNumber(checks.worker);
    return results(checks.hits, (hit) => levelText(index, worker, index.hitNumber(hit), checks.worker, hit));
  }
  const hit = index.hitNumber(checks.hit);
  return results(checks.workers, (worker) =>
    levelText(index, index.workerNumber(worker), hit, worker, checks.hit),
  );
}

function pairResults(index: EligibilityIndex, checks: readonly { worker: string; hit: string }[]): string {
  return results(checks, ({ worker, hit }) =>
    levelText(index, index.workerNumber(worker), index.hitNumber(hit), worker, hit),
  );
}

function results<T>(asked: readonly T[], answer: (each: T) => string): string {
  let text = '{"results":[';
  for (let at = 0; at < asked.length; at++) {
    if (at > 0) text += ',';
    text += answer(asked[at] as T);
  }
  return `${text}]}`;
}

function levelText(
  index: EligibilityIndex,
  worker: number,
  hit: number,
  workerId: string,
  hitId: string,
): string {
  if (worker >= 0 && hit >= 0) return levelTexts[index.checkNumbers(worker, hit)] as string;
  return JSON.stringify({
    error: worker < 0 ? `There is no worker ${workerId}.` : `There is no HIT ${hitId}.`,
  });
}

function explained(index: EligibilityIndex, checks: ChecksBody): string {
  const explain = (worker: string, hit: string) => {
    try {
      return index.explain(worker, hit);
    } catch (error) {
      if (error instanceof Refused) return { error: error.message };
      throw error;
    }
  };
  if ('checks' in checks) return written(checks.checks.map(({ worker, hit }) => explain(worker, hit)));
  if ('hits' in checks) return written(checks.hits.map((hit) => explain(checks.worker, hit)));
  return written(checks.workers.map((worker) => explain(worker, checks.hit)));
}

function written(answers: readonly object[]): string {
  return JSON.stringify({ results: answers });
}
