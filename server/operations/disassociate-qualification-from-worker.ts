import { z } from 'zod';
import { entityId, workerId } from '../contract/entities.ts';
import { revokeQualification } from '../lifecycle/qualification.ts';
import { text } from './input/fields.ts';
import { operation } from './operation.ts';
import { existingType, mustOwn, namedWorker } from './rules/existing.ts';
import { checkReason } from './rules/text.ts';

/** Revokes a Qualification; the worker is told only where there is a Reason. Source: mturk-api 1.33, Q74–Q77. */
export const disassociateQualificationFromWorker = operation({
  name: 'DisassociateQualificationFromWorker',
  input: z.object({ WorkerId: workerId, QualificationTypeId: entityId, Reason: text.optional() }),
  fidelity: 'exact',
  differences: [],
  async run({ WorkerId, QualificationTypeId, Reason }, call) {
    checkReason(Reason);
    const type = await existingType(call, QualificationTypeId);
    await namedWorker(call, WorkerId);
    mustOwn(type, call);
    await revokeQualification(call.tx, {
      worker: WorkerId,
      type: QualificationTypeId,
      ...(Reason && { reason: Reason }),
    });
    return {};
  },
});
