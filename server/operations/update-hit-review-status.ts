import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { reviewHit } from '../lifecycle/hit.ts';
import { flag } from './input/fields.ts';
import { operation } from './operation.ts';
import { ownHit } from './rules/existing.ts';
import { queueOfHit } from './rules/queue.ts';

/** Moves a HIT from Reviewable to Reviewing, or back. Source: mturk-api 1.14. */
export const updateHITReviewStatus = operation({
  name: 'UpdateHITReviewStatus',
  input: z.object({ HITId: entityId, Revert: flag.optional() }),
  fidelity: 'exact',
  differences: [],
  queueOn: queueOfHit,
  async run({ HITId, Revert = false }, call) {
    await ownHit(call, HITId);
    await reviewHit(call.tx, { hit: HITId, revert: Revert });
    return {};
  },
});
