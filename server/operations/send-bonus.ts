import { z } from 'zod';
import { currencyAmount, entityId, workerId } from '../contract/entities.ts';
import { invalidValue } from '../contract/errors.ts';
import { sendBonus as send } from '../lifecycle/bonus.ts';
import { idempotencyToken, text } from './input/fields.ts';
import { operation } from './operation.ts';
import { namedWorker, ownAssignment } from './rules/existing.ts';
import { amountOf } from './rules/hit-type.ts';
import { refuseRepeatedRequest, useToken } from './rules/idempotency.ts';
import { checkReason } from './rules/text.ts';

const family = 'SendBonus';

/** Pays a worker for an assignment beyond its reward, however it was decided. Source: mturk-api 1.18. */
export const sendBonus = operation({
  name: 'SendBonus',
  input: z.object({
    WorkerId: workerId,
    BonusAmount: currencyAmount,
    AssignmentId: entityId,
    Reason: text,
    UniqueRequestToken: idempotencyToken.optional(),
  }),
  fidelity: 'close',
  differences: [
    'A worker without submitted work for the caller in the last six months is always refused; the real service said that the call might fail.',
  ],
  async run({ WorkerId, BonusAmount, AssignmentId, Reason, UniqueRequestToken: token }, call) {
    const amountMills = amountOf('BonusAmount', BonusAmount);
    if (amountMills === 0) throw invalidValue('BonusAmount', BonusAmount);
    checkReason(Reason);
    await namedWorker(call, WorkerId);
    await ownAssignment(call, AssignmentId);
    if (token !== undefined) await refuseRepeatedRequest(call, family, token);
    await send(call.tx, {
      requester: call.requester,
      worker: WorkerId,
      assignment: AssignmentId,
      amountMills,
      reason: Reason,
    });
    if (token !== undefined) useToken(call, family, token, call.requestId);
    return {};
  },
});
