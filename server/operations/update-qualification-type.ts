import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { invalidValue } from '../contract/errors.ts';
import type { QualificationTypeRecord } from '../contract/records.ts';
import { updateQualificationType as update } from '../lifecycle/qualification-type.ts';
import { showType } from './answer/qualification-type.ts';
import { flag, integer, qualificationTypeStatus, text } from './input/fields.ts';
import { operation } from './operation.ts';
import { ownType } from './rules/existing.ts';
import { checkTypeMembers, missing } from './rules/qualification-type.ts';

const input = z.object({
  QualificationTypeId: entityId,
  Description: text.optional(),
  QualificationTypeStatus: qualificationTypeStatus.optional(),
  Test: text.optional(),
  AnswerKey: text.optional(),
  TestDurationInSeconds: integer.optional(),
  RetryDelayInSeconds: integer.optional(),
  AutoGranted: flag.optional(),
  AutoGrantedValue: integer.optional(),
});
type Input = z.infer<typeof input>;

/** Changes of an own type what is sent, and nothing else. Source: mturk-api 1.25, Q26–Q37. */
export const updateQualificationType = operation({
  name: 'UpdateQualificationType',
  input,
  fidelity: 'exact',
  differences: [],
  async run(input, call) {
    refuseHalfATest(input);
    await checkTypeMembers(input);
    const before = await ownType(call, input.QualificationTypeId);
    refuseTestWithAutoGrant(input, before);
    const autoGranted = input.AutoGranted ?? before.autoGranted;
    const type = await update(call.tx, {
      type: before.id,
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.QualificationTypeStatus !== undefined && { status: input.QualificationTypeStatus }),
      test: input.Test,
      answerKey: input.AnswerKey,
      testDurationSeconds: input.TestDurationInSeconds,
      retryDelaySeconds: input.RetryDelayInSeconds,
      autoGranted: input.AutoGranted,
      autoGrantedValue: autoGranted ? input.AutoGrantedValue : undefined,
    });
    return { QualificationType: await showType(call.tx, type, call.requester) };
  },
});

/** Q30: a test comes with its duration; a key or a duration comes with a test. */
function refuseHalfATest({ Test, AnswerKey, TestDurationInSeconds }: Input): void {
  if (Test === undefined && AnswerKey === undefined && TestDurationInSeconds === undefined) return;
  if (Test === undefined) throw missing('Test');
  if (TestDurationInSeconds === undefined) throw missing('TestDurationInSeconds');
}

/** Q8, Q34, Q35: a type has a test or is granted by itself. */
function refuseTestWithAutoGrant({ Test, AutoGranted }: Input, before: QualificationTypeRecord): void {
  if (AutoGranted === true && before.testRevision !== undefined) throw invalidValue('AutoGranted', true);
  if (Test !== undefined && (AutoGranted ?? before.autoGranted)) throw invalidValue('Test', Test);
}
