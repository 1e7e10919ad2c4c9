import { z } from 'zod';
import { entityId, workerId } from '../contract/entities.ts';
import { assignQualification } from '../lifecycle/qualification.ts';
import { flag, integer } from './input/fields.ts';
import { operation } from './operation.ts';
import { existingType, mustOwn, namedWorker } from './rules/existing.ts';
import { withinInt32 } from './rules/range.ts';

/** Gives a worker a Qualification without any request, or changes its value. Source: mturk-api 1.32, Q68–Q73. */
export const associateQualificationWithWorker = operation({
  name: 'AssociateQualificationWithWorker',
  input: z.object({
    QualificationTypeId: entityId,
    WorkerId: workerId,
    IntegerValue: integer.optional(),
    SendNotification: flag.optional(),
  }),
  fidelity: 'exact',
  differences: [],
  async run({ QualificationTypeId, WorkerId, IntegerValue = 1, SendNotification = true }, call) {
    withinInt32('IntegerValue', IntegerValue);
    const type = await existingType(call, QualificationTypeId);
    await namedWorker(call, WorkerId);
    mustOwn(type, call);
    await assignQualification(call.tx, {
      worker: WorkerId,
      type: QualificationTypeId,
      value: IntegerValue,
      mail: SendNotification,
    });
    return {};
  },
});
