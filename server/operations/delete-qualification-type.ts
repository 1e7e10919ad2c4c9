import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { deleteQualificationType as deleteType } from '../lifecycle/qualification-type.ts';
import { operation } from './operation.ts';
import { ownType } from './rules/existing.ts';

/** Deletes an own type; complete when no HIT requires it any more. Source: mturk-api 1.28, Q42–Q47. */
export const deleteQualificationType = operation({
  name: 'DeleteQualificationType',
  input: z.object({ QualificationTypeId: entityId }),
  fidelity: 'close',
  differences: [
    'The deletion is complete with the last HIT that requires the type; the real one took up to 48 hours more.',
  ],
  async run({ QualificationTypeId }, call) {
    await ownType(call, QualificationTypeId);
    await deleteType(call.tx, QualificationTypeId);
    return {};
  },
});
