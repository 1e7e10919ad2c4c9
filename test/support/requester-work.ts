import {
  CreateHITCommand,
  type CreateHITCommandInput,
  CreateQualificationTypeCommand,
  type CreateQualificationTypeCommandInput,
  type HIT,
  type MTurkClient,
  type QualificationType,
} from '@aws-sdk/client-mturk';
import { expect } from 'vitest';
import { acceptAssignment, submitAssignment } from '../../server/lifecycle/assignment.ts';
import type { RequesterApiServer } from './start-requester-api.ts';

/** What requesters and workers do in most tests, with as little said as possible. */

const schemas = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/';

export const externalQuestion = `<ExternalQuestion xmlns="${schemas}2006-07-14/ExternalQuestion.xsd"><ExternalURL>https://example.com/</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>`;

const selection = (id: string) =>
  `<Selection><SelectionIdentifier>${id}</SelectionIdentifier><Text>${id}</Text></Selection>`;

/** One question, q1, of which exactly one of a and b is chosen. */
export const selectionForm = `<QuestionForm xmlns="${schemas}2017-11-06/QuestionForm.xsd"><Question><QuestionIdentifier>q1</QuestionIdentifier><QuestionContent><Text>Which?</Text></QuestionContent><AnswerSpecification><SelectionAnswer><Selections>${selection('a')}${selection('b')}</Selections></SelectionAnswer></AnswerSpecification></Question></QuestionForm>`;

/** One question, q1, that any text answers. */
export const textForm = `<QuestionForm xmlns="${schemas}2017-11-06/QuestionForm.xsd"><Question><QuestionIdentifier>q1</QuestionIdentifier><QuestionContent><Text>Why?</Text></QuestionContent><AnswerSpecification><FreeTextAnswer/></AnswerSpecification></Question></QuestionForm>`;

/** Of `selectionForm`: a is worth 10. */
export const answerKey = `<AnswerKey xmlns="${schemas}2005-10-01/AnswerKey.xsd"><Question><QuestionIdentifier>q1</QuestionIdentifier><AnswerOption><SelectionIdentifier>a</SelectionIdentifier><AnswerScore>10</AnswerScore></AnswerOption></Question></AnswerKey>`;

/** A QuestionFormAnswers document with these free texts. */
export function answers(texts: Readonly<Record<string, string>>): string {
  const given = Object.entries(texts).map(
    ([id, text]) =>
      `<Answer><QuestionIdentifier>${id}</QuestionIdentifier><FreeText>${text}</FreeText></Answer>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="${schemas}2005-10-01/QuestionFormAnswers.xsd">${given.join('')}</QuestionFormAnswers>`;
}

export const plainHit: CreateHITCommandInput = {
  Title: 'Name the colour',
  Description: 'Look and write',
  Reward: '0.05',
  AssignmentDurationInSeconds: 600,
  LifetimeInSeconds: 86_400,
  Question: externalQuestion,
};

export async function makeHit(
  client: MTurkClient,
  change: Partial<CreateHITCommandInput> = {},
): Promise<HIT> {
  const { HIT } = await client.send(new CreateHITCommand({ ...plainHit, ...change }));
  return HIT as HIT;
}

let names = 0;

export async function makeType(
  client: MTurkClient,
  change: Partial<CreateQualificationTypeCommandInput> = {},
): Promise<QualificationType & { QualificationTypeId: string }> {
  const { QualificationType } = await client.send(
    new CreateQualificationTypeCommand({
      Name: `Type ${++names}`,
      Description: 'What it is',
      QualificationTypeStatus: 'Active',
      ...change,
    }),
  );
  return QualificationType as QualificationType & { QualificationTypeId: string };
}

/** A worker accepts; answers the assignment's id. */
export async function accept(
  api: RequesterApiServer,
  hit: string | undefined,
  worker: string,
): Promise<string> {
  const { id } = await api.act((tx) => acceptAssignment(tx, { worker, hit: hit as string }));
  return id;
}

/** A worker accepts and submits; answers the assignment's id. */
export async function work(
  api: RequesterApiServer,
  hit: string | undefined,
  worker: string,
  answer = answers({ q1: 'blue' }),
): Promise<string> {
  const assignment = await accept(api, hit, worker);
  await api.act((tx) => submitAssignment(tx, { worker, assignment, answer }));
  return assignment;
}

export interface Refusal {
  readonly type?: string;
  readonly code?: string | undefined;
  readonly text: string | RegExp;
  readonly parameter?: string;
}

/** Expects the official client to throw this; the text stands before the sandbox's suffix. */
export async function expectRefusal(call: Promise<unknown>, refusal: Refusal): Promise<void> {
  const error = await call.then(
    () => expect.fail('was accepted'),
    (thrown: Record<string, unknown>) => thrown,
  );
  const message = String(error.message);
  const { type = 'RequestError', code, text, parameter } = refusal;
  expect({ type: error.name, code: error.TurkErrorCode, parameter: error.Parameter }).toEqual({
    type,
    code: code === undefined ? undefined : turkCode(code),
    parameter,
  });
  if (typeof text === 'string') expect(message.replace(/ \(\d{13} s\)$/, '')).toBe(text);
  else expect(message).toMatch(text);
}

function turkCode(code: string): string {
  return code.startsWith('AWS.') ? code : `AWS.MechanicalTurk.${code}`;
}

/** The value template of 3.1. */
export function wrongValue(parameter: string, value: unknown): Refusal {
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return {
    type: 'ParameterValidationError',
    code: 'InvalidParameterValue',
    text: `The value "${shown}" is not valid for the parameter ${parameter}.`,
    parameter,
  };
}

/** The range template of 3.1. */
export function wrongRange(parameter: string, value: number, min: number, max = 2_147_483_647): Refusal {
  return {
    type: 'ParameterValidationError',
    code: 'AWS.ParameterOutOfRange',
    text: `The value ${value} is invalid for ${parameter}. Valid values range from ${min} to ${max}.`,
    parameter,
  };
}

export const unknownHit = (id: string | undefined): Refusal => ({
  code: 'HITDoesNotExist',
  text: `Hit ${id} does not exist.`,
});

export const unknownAssignment = (id: string): Refusal => ({
  code: 'AssignmentDoesNotExist',
  text: `Assignment [${id}] does not exist.`,
});

export const unknownType = (id: string): Refusal => ({
  code: 'QualificationTypeDoesNotExist',
  text: `QualificationType [${id}] does not exist.`,
});

export const notYours: Refusal = {
  code: 'PermissionDeniedException',
  text: 'This user is not authorized to perform the requested operation.',
};
