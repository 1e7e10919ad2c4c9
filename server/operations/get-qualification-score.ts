import { z } from 'zod';
import { entityId, workerId } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import { wireQualification } from './answer/qualification.ts';
import { operation } from './operation.ts';
import { existingType, mustOwn } from './rules/existing.ts';

/** Shows the Qualification that a worker holds of an own type. Source: mturk-api 1.34, Q75, Q94. */
export const getQualificationScore = operation({
  name: 'GetQualificationScore',
  input: z.object({ QualificationTypeId: entityId, WorkerId: workerId }),
  fidelity: 'exact',
  differences: [],
  async run({ QualificationTypeId, WorkerId }, call) {
    const type = await existingType(call, QualificationTypeId);
    if (type === 'system') throw neverGranted();
    mustOwn(type, call);
    const qualification = await call.tx.get('qualification', `${WorkerId}:${QualificationTypeId}`);
    if (qualification === undefined || qualification.state.holding === 'none') throw neverGranted();
    if (qualification.state.holding === 'revoked') {
      throw new Refused(
        'InvalidQualificationState',
        'This operation can be called with a status of: Granted',
      );
    }
    return { Qualification: wireQualification(qualification) };
  },
});

function neverGranted(): Refused {
  return new Refused('QualificationDoesNotExist', 'You requested a Qualification that does not exist.');
}
