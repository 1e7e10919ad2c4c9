import { z } from 'zod';
import { workerId } from '../contract/entities.ts';
import { blockWorker } from '../lifecycle/block.ts';
import { text } from './input/fields.ts';
import { operation } from './operation.ts';
import { namedWorker } from './rules/existing.ts';
import { checkReason } from './rules/text.ts';

/** Keeps a worker from accepting the caller's HITs; again replaces the reason. Source: mturk-api 1.20. */
export const createWorkerBlock = operation({
  name: 'CreateWorkerBlock',
  input: z.object({ WorkerId: workerId, Reason: text }),
  fidelity: 'close',
  differences: [
    'Which error answers the block after the 100,000th is not known: here WorkerId is not valid.',
  ],
  async run({ WorkerId, Reason }, call) {
    checkReason(Reason);
    await namedWorker(call, WorkerId);
    await blockWorker(call.tx, { requester: call.requester, worker: WorkerId, reason: Reason });
    return {};
  },
});
