import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { outOfRange, Refused } from '../contract/errors.ts';
import type { HitRecord } from '../contract/records.ts';
import { expireHit, extendHit } from '../lifecycle/hit.ts';
import { timestamp } from './input/fields.ts';
import type { Call } from './operation.ts';
import { operation } from './operation.ts';
import { ownHit } from './rules/existing.ts';
import { yearSeconds } from './rules/hit-type.ts';
import { madeWith, useToken } from './rules/idempotency.ts';
import { queueOfHit } from './rules/queue.ts';

const family = 'UpdateExpirationForHIT';
const incrementSecondsMin = 60;

/** Ends a HIT's lifetime at once, or at a later instant than now set. Source: mturk-api 1.13, D2, D42. */
export const updateExpirationForHIT = operation({
  name: 'UpdateExpirationForHIT',
  input: z.object({ HITId: entityId, ExpireAt: timestamp }),
  fidelity: 'exact',
  differences: [],
  queueOn: queueOfHit,
  async run({ HITId, ExpireAt }, call) {
    const hit = await ownHit(call, HITId);
    const expireAt = Math.round(ExpireAt * 1000);
    if (expireAt <= call.tx.now) await expireHit(call.tx, HITId);
    else await extendOnce(call, hit, expireAt);
    return {};
  },
});

/** The real service made a token of HIT and time by itself, and looked at it before the increment. */
async function extendOnce(call: Call, hit: HitRecord, expireAt: number): Promise<void> {
  const token = hit.id + javaDate(expireAt);
  if ((await madeWith(call, family, token)) !== undefined) {
    throw new Refused(
      'TokenAlreadyProcessed',
      `The idempotency token "${token}" has already been processed.`,
    );
  }
  checkIncrement(hit, expireAt, call.tx.now);
  await extendHit(call.tx, { hit: hit.id, expireAt });
  useToken(call, family, token, call.requestId);
}

/**
 * Over the current Expiration; of an expired HIT over now. Who sends whole seconds has cut off the milliseconds
 * of what was shown, and is not held to them (2.4).
 */
function checkIncrement(hit: HitRecord, expireAt: number, now: number): void {
  const shown = hit.expired ? now : hit.expiration;
  const from = expireAt % 1000 === 0 ? Math.floor(shown / 1000) * 1000 : shown;
  const increment = Math.trunc((expireAt - from) / 1000);
  if (increment >= incrementSecondsMin && increment <= yearSeconds) return;
  throw outOfRange('ExpirationIncrementInSeconds', increment, incrementSecondsMin, yearSeconds);
}

/** `Wed Jul 14 20:26:06 UTC 2021`; an instant that no calendar holds in its digits. */
function javaDate(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return String(ms);
  const [weekday = '', day, month, year, time] = date.toUTCString().split(' ');
  return `${weekday.slice(0, 3)} ${month} ${day} ${time} UTC ${year}`;
}
