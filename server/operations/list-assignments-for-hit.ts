import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { indexNames } from '../market/indexes.ts';
import { isShown, wireAssignment } from './answer/assignment.ts';
import { paging } from './input/fields.ts';
import { operation } from './operation.ts';
import { ownUndeletedHit } from './rules/existing.ts';
import { pageMembers, pageOf, placeOf } from './rules/page.ts';

const name = 'ListAssignmentsForHIT';

/** The submitted work of an own HIT, in the order of submission (D38). Source: mturk-api 1.8. */
export const listAssignmentsForHIT = operation({
  name,
  input: z.object({
    HITId: entityId,
    ...paging,
    AssignmentStatuses: z.array(z.enum(['Submitted', 'Approved', 'Rejected'])).optional(),
  }),
  fidelity: 'exact',
  differences: [],
  async run(input, call) {
    const place = placeOf(name, input, call);
    await ownUndeletedHit(call, input.HITId);
    const wanted: readonly string[] = input.AssignmentStatuses ?? [];
    const load = async (ids: readonly string[]) => {
      const assignments = await call.tx.peekAll('assignment', ids);
      return assignments.map((assignment) =>
        assignment && isShown(assignment) && (wanted.length === 0 || wanted.includes(assignment.state))
          ? wireAssignment(assignment)
          : undefined,
      );
    };
    const page = await pageOf(call, indexNames.assignmentsOfHit(input.HITId), place, load);
    return { ...pageMembers(name, input, call, page), Assignments: page.items };
  },
});
