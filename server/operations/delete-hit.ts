import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { disposeHit } from '../lifecycle/hit.ts';
import { operation } from './operation.ts';
import { ownHit } from './rules/existing.ts';
import { queueOfHit } from './rules/queue.ts';

/** Disposes of a HIT whose work is all decided. Source: mturk-api 1.16. */
export const deleteHIT = operation({
  name: 'DeleteHIT',
  input: z.object({ HITId: entityId }),
  fidelity: 'exact',
  differences: [],
  queueOn: queueOfHit,
  async run({ HITId }, call) {
    await ownHit(call, HITId);
    await disposeHit(call.tx, HITId);
    return {};
  },
});
