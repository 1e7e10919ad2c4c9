import { z } from 'zod';
import { rejectQualificationRequest as reject } from '../lifecycle/qualification-request.ts';
import { plainId, text } from './input/fields.ts';
import { operation } from './operation.ts';
import { ownQualificationRequest } from './rules/existing.ts';
import { checkReason } from './rules/text.ts';

/** Refuses a pending request; what the worker holds stays. Source: mturk-api 1.31, Q56. */
export const rejectQualificationRequest = operation({
  name: 'RejectQualificationRequest',
  input: z.object({ QualificationRequestId: plainId, Reason: text.optional() }),
  fidelity: 'exact',
  differences: [],
  async run({ QualificationRequestId, Reason }, call) {
    checkReason(Reason);
    const { id } = await ownQualificationRequest(call, QualificationRequestId);
    await reject(call.tx, { request: id, ...(Reason && { reason: Reason }) });
    return {};
  },
});
