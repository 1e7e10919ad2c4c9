import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { changeHitType } from '../lifecycle/hit.ts';
import { operation } from './operation.ts';
import { ownHit, ownHitType } from './rules/existing.ts';
import { queueOfHit } from './rules/queue.ts';

/** Gives a HIT that nobody has accepted yet all properties of another HIT type. Source: mturk-api 1.15. */
export const updateHITTypeOfHIT = operation({
  name: 'UpdateHITTypeOfHIT',
  input: z.object({ HITId: entityId, HITTypeId: entityId }),
  fidelity: 'exact',
  differences: [],
  queueOn: queueOfHit,
  async run({ HITId, HITTypeId }, call) {
    await ownHit(call, HITId);
    const hitType = await ownHitType(call, HITTypeId);
    await changeHitType(call.tx, { hit: HITId, hitType });
    return {};
  },
});
