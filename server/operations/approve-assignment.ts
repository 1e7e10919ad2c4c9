import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { approveAssignment as approve } from '../lifecycle/assignment.ts';
import { flag, text } from './input/fields.ts';
import { operation } from './operation.ts';
import { ownAssignment } from './rules/existing.ts';
import { queueOfAssignment } from './rules/queue.ts';
import { checkFeedback } from './rules/text.ts';

/** Accepts submitted work and pays its worker; with OverrideRejection also rejected work. Source: mturk-api 1.10. */
export const approveAssignment = operation({
  name: 'ApproveAssignment',
  input: z.object({
    AssignmentId: entityId,
    RequesterFeedback: text.optional(),
    OverrideRejection: flag.optional(),
  }),
  fidelity: 'exact',
  differences: [],
  queueOn: queueOfAssignment,
  async run({ AssignmentId, RequesterFeedback, OverrideRejection }, call) {
    checkFeedback(RequesterFeedback);
    await ownAssignment(call, AssignmentId);
    await approve(call.tx, {
      assignment: AssignmentId,
      feedback: RequesterFeedback,
      override: OverrideRejection,
    });
    return {};
  },
});
