import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { type SystemValue, systemValueOf } from '../contract/system-types.ts';
import { showSystemType, showType } from './answer/qualification-type.ts';
import { operation } from './operation.ts';
import { existingType } from './rules/existing.ts';

/** Shows any type, the AnswerKey to its owner alone (Q128). Source: mturk-api 1.26. */
export const getQualificationType = operation({
  name: 'GetQualificationType',
  input: z.object({ QualificationTypeId: entityId }),
  fidelity: 'close',
  differences: ['Descriptions and creation times of system types are our own.'],
  async run({ QualificationTypeId: id }, call) {
    const type = await existingType(call, id);
    const shown =
      type === 'system'
        ? showSystemType(call.tx, systemValueOf(id, call.tx.environment) as SystemValue)
        : await showType(call.tx, type, call.requester);
    return { QualificationType: shown };
  },
});
