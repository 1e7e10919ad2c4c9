import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import { isShown, wireAssignment } from './answer/assignment.ts';
import { showHit } from './answer/hit.ts';
import { operation } from './operation.ts';
import { assignmentDoesNotExist, ownAssignment, ownHit } from './rules/existing.ts';

/** Shows submitted work with its HIT, until the HIT is deleted (D10). Source: mturk-api 1.9. */
export const getAssignment = operation({
  name: 'GetAssignment',
  input: z.object({ AssignmentId: entityId }),
  fidelity: 'exact',
  differences: [],
  async run({ AssignmentId }, call) {
    const assignment = await ownAssignment(call, AssignmentId);
    const hit = await ownHit(call, assignment.hit);
    if (hit.state === 'Disposed') throw assignmentDoesNotExist(AssignmentId);
    if (!isShown(assignment)) {
      throw new Refused(
        'InvalidAssignmentState',
        'This operation can be called with a status of: Reviewable,Approved,Rejected',
      );
    }
    return { Assignment: wireAssignment(assignment), HIT: await showHit(call.tx, hit) };
  },
});
