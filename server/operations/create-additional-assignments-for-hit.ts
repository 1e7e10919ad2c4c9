import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { extendHit } from '../lifecycle/hit.ts';
import { idempotencyToken, integer } from './input/fields.ts';
import { operation } from './operation.ts';
import { ownHit } from './rules/existing.ts';
import { refuseRepeatedRequest, useToken } from './rules/idempotency.ts';
import { queueOfHit } from './rules/queue.ts';
import { within } from './rules/range.ts';

const family = 'CreateAdditionalAssignmentsForHIT';

/** Adds places to a HIT, at most up to nine where it began with fewer than ten. Source: mturk-api 1.12. */
export const createAdditionalAssignmentsForHIT = operation({
  name: 'CreateAdditionalAssignmentsForHIT',
  input: z.object({
    HITId: entityId,
    NumberOfAdditionalAssignments: integer,
    UniqueRequestToken: idempotencyToken.optional(),
  }),
  fidelity: 'close',
  differences: ['HITTooOldForExtension never comes: no HIT is from before 22 July 2015.'],
  queueOn: queueOfHit,
  async run({ HITId, NumberOfAdditionalAssignments: count, UniqueRequestToken: token }, call) {
    within('NumberOfAdditionalAssignments', count, 1, 1_000_000_000);
    await ownHit(call, HITId);
    if (token !== undefined) await refuseRepeatedRequest(call, family, token);
    await extendHit(call.tx, { hit: HITId, additionalAssignments: count });
    if (token !== undefined) useToken(call, family, token, call.requestId);
    return {};
  },
});
