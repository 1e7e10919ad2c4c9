import { z } from 'zod';
import { invalidValue } from '../contract/errors.ts';
import { createQualificationType as create } from '../lifecycle/qualification-type.ts';
import { showType } from './answer/qualification-type.ts';
import { flag, integer, qualificationTypeStatus, text } from './input/fields.ts';
import { operation } from './operation.ts';
import { checkTypeMembers, missing } from './rules/qualification-type.ts';
import { lengthWithin } from './rules/text.ts';

/** Makes a Qualification type of the caller's. Source: mturk-api 1.24, Q1–Q25. */
export const createQualificationType = operation({
  name: 'CreateQualificationType',
  input: z.object({
    Name: text,
    Keywords: text.optional(),
    Description: text,
    QualificationTypeStatus: qualificationTypeStatus,
    RetryDelayInSeconds: integer.optional(),
    Test: text.optional(),
    AnswerKey: text.optional(),
    TestDurationInSeconds: integer.optional(),
    AutoGranted: flag.optional(),
    AutoGrantedValue: integer.optional(),
  }),
  fidelity: 'close',
  differences: [
    'A Name may have up to 255 characters; the real limit is unknown.',
    'A new type is found by searches at once; the real index lagged by seconds to minutes.',
  ],
  async run(input, call) {
    const { Test, AnswerKey, AutoGranted = false } = input;
    lengthWithin('Name', input.Name, 1, 255);
    lengthWithin('Keywords', input.Keywords, 0, 1000);
    if (Test !== undefined && AutoGranted) throw invalidValue('Test', Test);
    if (Test !== undefined && input.TestDurationInSeconds === undefined)
      throw missing('TestDurationInSeconds');
    if (AnswerKey !== undefined && Test === undefined) throw missing('Test');
    await checkTypeMembers(input);
    const type = await create(call.tx, {
      owner: call.requester,
      name: input.Name,
      description: input.Description,
      status: input.QualificationTypeStatus,
      keywords: input.Keywords,
      retryDelaySeconds: input.RetryDelayInSeconds,
      test: Test,
      answerKey: AnswerKey,
      testDurationSeconds: Test === undefined ? undefined : input.TestDurationInSeconds,
      autoGranted: AutoGranted,
      autoGrantedValue: AutoGranted ? (input.AutoGrantedValue ?? 1) : undefined,
    });
    return { QualificationType: await showType(call.tx, type, call.requester) };
  },
});
