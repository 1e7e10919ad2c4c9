import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import type { QualificationRequestRecord } from '../contract/records.ts';
import { indexNames } from '../market/indexes.ts';
import { seconds } from './answer/time.ts';
import { paging } from './input/fields.ts';
import type { Call } from './operation.ts';
import { operation } from './operation.ts';
import { ownType } from './rules/existing.ts';
import { pageMembers, pageOf, placeOf } from './rules/page.ts';

const name = 'ListQualificationRequests';

/** Pending requests for one own type or all of them, oldest first. Source: mturk-api 1.29, Q48–Q53. */
export const listQualificationRequests = operation({
  name,
  input: z.object({ QualificationTypeId: entityId.optional(), ...paging }),
  fidelity: 'exact',
  differences: [],
  async run(input, call) {
    const place = placeOf(name, input, call);
    const { QualificationTypeId: type } = input;
    if (type !== undefined) await ownType(call, type);
    const index =
      type === undefined
        ? indexNames.pendingRequestsOfOwner(call.requester)
        : indexNames.pendingRequestsOfType(type);
    const page = await pageOf(call, index, place, (ids) => showPending(call, ids));
    return { ...pageMembers(name, input, call, page), QualificationRequests: page.items };
  },
});

async function showPending({ tx }: Call, ids: readonly string[]) {
  const requests = await tx.peekAll('qualificationRequest', ids);
  const tested = requests.filter(
    (request) => request?.testRevision !== undefined,
  ) as QualificationRequestRecord[];
  const tests = await tx.peekAll(
    'test',
    tested.map(({ type, testRevision }) => `${type}:${testRevision}`),
  );
  const testOf = new Map(tested.map(({ id }, at) => [id, tests[at]?.test]));
  return requests.map((request) =>
    request?.state === 'pending' ? wireRequest(request, testOf.get(request.id)) : undefined,
  );
}

/** Q52: the test is the one that the worker was shown. */
function wireRequest(request: QualificationRequestRecord, test: string | undefined) {
  return {
    QualificationRequestId: request.id,
    QualificationTypeId: request.type,
    WorkerId: request.worker,
    ...(test !== undefined && { Test: test }),
    ...(request.answer !== undefined && { Answer: request.answer }),
    SubmitTime: seconds(request.submittedAt ?? request.askedAt),
  };
}
