import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { invalidValue } from '../contract/errors.ts';
import { text } from './input/fields.ts';
import { operation } from './operation.ts';
import { ownAssignment } from './rules/existing.ts';

/** Files of answers were withdrawn in December 2017, so that no question has one. Source: mturk-api 1.39. */
export const getFileUploadURL = operation({
  name: 'GetFileUploadURL',
  input: z.object({ AssignmentId: entityId, QuestionIdentifier: text }),
  fidelity: 'partial',
  differences: [
    'No file can be uploaded, so that there is never an address: FileUploadAnswer was withdrawn in 2017.',
  ],
  async run({ AssignmentId, QuestionIdentifier }, call) {
    await ownAssignment(call, AssignmentId);
    throw invalidValue('QuestionIdentifier', QuestionIdentifier);
  },
});
