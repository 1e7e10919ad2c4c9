import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { rejectAssignment as reject } from '../lifecycle/assignment.ts';
import { text } from './input/fields.ts';
import { operation } from './operation.ts';
import { ownAssignment } from './rules/existing.ts';
import { queueOfAssignment } from './rules/queue.ts';
import { checkFeedback } from './rules/text.ts';

/** Refuses submitted work; its place is not opened again. Source: mturk-api 1.11. */
export const rejectAssignment = operation({
  name: 'RejectAssignment',
  input: z.object({ AssignmentId: entityId, RequesterFeedback: text }),
  fidelity: 'exact',
  differences: [],
  queueOn: queueOfAssignment,
  async run({ AssignmentId, RequesterFeedback }, call) {
    checkFeedback(RequesterFeedback);
    await ownAssignment(call, AssignmentId);
    await reject(call.tx, { assignment: AssignmentId, feedback: RequesterFeedback });
    return {};
  },
});
