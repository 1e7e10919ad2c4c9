import { z } from 'zod';
import { entityId, workerId } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import { acceptQualificationRequest } from './accept-qualification-request.ts';
import { associateQualificationWithWorker } from './associate-qualification-with-worker.ts';
import { deleteQualificationType } from './delete-qualification-type.ts';
import { disassociateQualificationFromWorker } from './disassociate-qualification-from-worker.ts';
import { getQualificationScore } from './get-qualification-score.ts';
import { integer } from './input/fields.ts';
import { listHITsForQualificationType } from './list-hits-for-qualification-type.ts';
import { listQualificationRequests } from './list-qualification-requests.ts';
import { listQualificationTypes } from './list-qualification-types.ts';
import { listWorkersWithQualificationType } from './list-workers-with-qualification-type.ts';
import { type Call, type Operation, operation } from './operation.ts';
import { existingType, mustOwn, namedWorker } from './rules/existing.ts';

/**
 * The operation names of 2006-2014 that are still served (mturk-api 5.1): today's operations with old members
 * renamed, answered with today's. Members that are gone (sorting, page numbers) are ignored as unknown ones are.
 */

/** Old member → today's. */
type Renamed = Readonly<Record<string, string>>;

const subject: Renamed = { SubjectId: 'WorkerId' };
const pages: Renamed = { PageSize: 'MaxResults' };
const none: Renamed = {};

/** Changes the score of a worker who holds the Qualification, and tells nobody. */
const updateQualificationScore = operation({
  name: 'UpdateQualificationScore',
  input: z.object({ QualificationTypeId: entityId, WorkerId: workerId, IntegerValue: integer }),
  fidelity: 'close',
  differences: [],
  async run(input, call) {
    await mustHold(input, call);
    return associateQualificationWithWorker.run({ ...input, SendNotification: false }, call);
  },
});

async function mustHold(
  { QualificationTypeId, WorkerId }: { QualificationTypeId: string; WorkerId: string },
  call: Call,
): Promise<void> {
  const type = await existingType(call, QualificationTypeId);
  await namedWorker(call, WorkerId);
  mustOwn(type, call);
  const qualification = await call.tx.get('qualification', `${WorkerId}:${QualificationTypeId}`);
  if (qualification?.state.holding === 'held') return;
  throw new Refused('QualificationDoesNotExist', 'You requested a Qualification that does not exist.');
}

const table: readonly (readonly [oldName: string, today: Operation, members: Renamed])[] = [
  ['GrantQualification', acceptQualificationRequest, none],
  ['GetQualificationRequests', listQualificationRequests, pages],
  ['UpdateQualificationScore', updateQualificationScore, subject],
  ['AssignQualification', associateQualificationWithWorker, subject],
  ['RevokeQualification', disassociateQualificationFromWorker, subject],
  ['GetQualificationScore', getQualificationScore, subject],
  ['GetQualificationsForQualificationType', listWorkersWithQualificationType, pages],
  ['GetHITsForQualificationType', listHITsForQualificationType, pages],
  ['SearchQualificationTypes', listQualificationTypes, pages],
  ['DisposeQualificationType', deleteQualificationType, none],
];

export const oldOperations: readonly Operation[] = table.map(([name, today, members]) => ({
  ...today,
  name,
  rename: (input) => renamed(input, members),
}));

/** A member that is there under both names keeps today's. */
function renamed(input: Readonly<Record<string, unknown>>, members: Renamed): Record<string, unknown> {
  const known: Record<string, unknown> = { ...input };
  for (const [old, today] of Object.entries(members)) {
    if (Object.hasOwn(input, old)) known[today] ??= input[old];
  }
  return known;
}
