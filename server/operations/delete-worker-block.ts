import { z } from 'zod';
import { workerId } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import { unblockWorker } from '../lifecycle/block.ts';
import { text } from './input/fields.ts';
import { operation } from './operation.ts';
import { namedWorker } from './rules/existing.ts';
import { checkReason } from './rules/text.ts';

/** Lifts a block; there need not be one. Source: mturk-api 1.21. */
export const deleteWorkerBlock = operation({
  name: 'DeleteWorkerBlock',
  input: z.object({ WorkerId: workerId, Reason: text.optional() }),
  fidelity: 'exact',
  differences: [],
  async run({ WorkerId, Reason }, call) {
    checkReason(Reason);
    await namedWorker(call, WorkerId, unknownWorker);
    await unblockWorker(call.tx, { requester: call.requester, worker: WorkerId });
    return {};
  },
});

/** Documented for this operation alone (3.3): others use the value template. */
function unknownWorker(): Refused {
  return new Refused('InvalidParameterValue', 'WorkerId is invalid.', { Parameter: 'WorkerId' });
}
