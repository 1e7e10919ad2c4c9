import { z } from 'zod';
import { acceptQualificationRequest as accept } from '../lifecycle/qualification-request.ts';
import { integer, plainId } from './input/fields.ts';
import { operation } from './operation.ts';
import { ownQualificationRequest } from './rules/existing.ts';
import { withinInt32 } from './rules/range.ts';

/** Grants a pending request, with value 1 unless another is given. Source: mturk-api 1.30, Q54–Q58. */
export const acceptQualificationRequest = operation({
  name: 'AcceptQualificationRequest',
  input: z.object({ QualificationRequestId: plainId, IntegerValue: integer.optional() }),
  fidelity: 'exact',
  differences: [],
  async run({ QualificationRequestId, IntegerValue = 1 }, call) {
    withinInt32('IntegerValue', IntegerValue);
    const { id } = await ownQualificationRequest(call, QualificationRequestId);
    await accept(call.tx, { request: id, value: IntegerValue });
    return {};
  },
});
