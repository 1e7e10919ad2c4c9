import type { CreateQualificationTypeCommandInput } from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import {
  answerKey,
  expectRefusal,
  externalQuestion,
  makeType,
  selectionForm,
  textForm,
  wrongRange,
  wrongValue,
} from '../../support/requester-work.ts';
import { as, testStart } from '../../support/start-requester-api.ts';

const suite = apiSuite();
const make = (change: Partial<CreateQualificationTypeCommandInput>) => makeType(suite.client, change);
const badXml = (parameter: string) => ({
  type: 'ParameterValidationError',
  code: 'XMLParseError',
  text: /^There was an error parsing the XML question or answer data in your request\. {2}/,
  parameter,
});
const missing = (parameter: string) => wrongValue(parameter, '');

describe('[1.24] CreateQualificationType', () => {
  it('[Q18, Q19] shows what is set, and AutoGranted and IsRequestable always', async () => {
    const input = { Name: 'plain', Description: 'd', QualificationTypeStatus: 'Active' };
    const { body } = await suite.api.call('CreateQualificationType', input, as('REQUESTER1'));
    expect(body).toEqual({
      QualificationType: {
        ...input,
        QualificationTypeId: expect.stringMatching(/^3[A-Z0-9]{29}$/),
        CreationTime: testStart / 1000,
        IsRequestable: true,
        AutoGranted: false,
      },
    });
  });

  it('[Q19, Q21] shows test, key, delay and keywords as they were sent', async () => {
    const Test = `\n ${selectionForm} \n`;
    const given = {
      Keywords: 'a, b',
      RetryDelayInSeconds: 0,
      Test,
      TestDurationInSeconds: 60,
      AnswerKey: answerKey,
    };
    expect(await make(given)).toMatchObject(given);
  });

  it('[Q5, Q19] may start Inactive, and is requestable all the same', async () => {
    const type = await make({ QualificationTypeStatus: 'Inactive' });
    expect(type).toMatchObject({ QualificationTypeStatus: 'Inactive', IsRequestable: true });
  });

  it('[Q16, Q20] AutoGrantedValue is 1 unless given, and only shown while AutoGranted', async () => {
    expect(await make({ AutoGranted: true })).toMatchObject({ AutoGranted: true, AutoGrantedValue: 1 });
    expect(await make({ AutoGranted: true, AutoGrantedValue: -7 })).toMatchObject({ AutoGrantedValue: -7 });
  });

  it('[Q15] drops what lacks its partner', async () => {
    const type = await make({ TestDurationInSeconds: 60, AutoGrantedValue: 5 });
    expect(type).not.toHaveProperty('TestDurationInSeconds');
    expect(type).not.toHaveProperty('AutoGrantedValue');
  });

  it('[Q2, Q3] a name is unique to its owner, as it is spelled', async () => {
    await make({ Name: 'Taken' });
    await expectRefusal(make({ Name: 'Taken' }), {
      code: 'QualificationTypeAlreadyExists',
      text: "You have already created a QualificationType with this name. A QualificationType's name must be unique among all of the QualificationTypes created by the same user.",
    });
    await make({ Name: 'taken' });
    await make({ Name: 'Taken ' });
    await makeType(suite.stranger, { Name: 'Taken' });
  });

  it('[Q2] of 20 calls with one name at once one makes it', async () => {
    const calls = Array.from({ length: 20 }, () => make({ Name: 'Rush' }));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it.each([
    ['Q1', { Name: '' }, wrongValue('Name', '')],
    ['Q1', { Name: 'n'.repeat(256) }, wrongValue('Name', 'n'.repeat(256))],
    ['Q1', { Description: '' }, wrongValue('Description', '')],
    ['Q1', { Description: 'd'.repeat(2001) }, wrongValue('Description', 'd'.repeat(2001))],
    ['Q1', { Keywords: 'k'.repeat(1001) }, wrongValue('Keywords', 'k'.repeat(1001))],
    ['Q6', { Test: selectionForm }, missing('TestDurationInSeconds')],
    ['Q7', { AnswerKey: answerKey }, missing('Test')],
    [
      'Q8',
      { Test: selectionForm, TestDurationInSeconds: 60, AutoGranted: true },
      wrongValue('Test', selectionForm),
    ],
    ['Q10', { Test: externalQuestion, TestDurationInSeconds: 60 }, wrongValue('Test', externalQuestion)],
    [
      'Q12',
      { Test: textForm, TestDurationInSeconds: 60, AnswerKey: answerKey },
      wrongValue('Test', textForm),
    ],
    ['Q13', { Test: 'no XML', TestDurationInSeconds: 60 }, badXml('Test')],
    [
      'Q13',
      { Test: selectionForm, TestDurationInSeconds: 60, AnswerKey: '<AnswerKey/>' },
      badXml('AnswerKey'),
    ],
    ['Q14', { Test: selectionForm, TestDurationInSeconds: 0 }, wrongRange('TestDurationInSeconds', 0, 1)],
    ['Q17', { RetryDelayInSeconds: -1 }, wrongRange('RetryDelayInSeconds', -1, 0)],
    ['Q17', { RetryDelayInSeconds: 9e12 }, wrongRange('RetryDelayInSeconds', 9e12, 0)],
    [
      'Q14',
      { Test: selectionForm, TestDurationInSeconds: 9e12 },
      wrongRange('TestDurationInSeconds', 9e12, 1),
    ],
    [
      'Q79',
      { AutoGranted: true, AutoGrantedValue: 2 ** 31 },
      wrongRange('AutoGrantedValue', 2 ** 31, -(2 ** 31), 2 ** 31 - 1),
    ],
  ])('[%s] refuses %o', async (_rule, change, refusal) => {
    await expectRefusal(make(change), refusal);
  });

  it('[Q9] a Test above 65,535 bytes, counted in UTF-8', async () => {
    const fitting = selectionForm.replace(
      'Which?',
      'é'.repeat((65_535 - Buffer.byteLength(selectionForm) + 6) >> 1),
    );
    expect(Buffer.byteLength(fitting)).toBeGreaterThan(65_530);
    await make({ Test: fitting, TestDurationInSeconds: 60 });
    const long = `${fitting}ééééé`;
    await expectRefusal(make({ Test: long, TestDurationInSeconds: 60 }), wrongValue('Test', long));
  });

  it('[Q8] AutoGranted false goes with a Test', async () => {
    await make({ Test: selectionForm, TestDurationInSeconds: 60, AutoGranted: false });
  });

  it('[D25] a key that names a question which the Test does not have', async () => {
    const key = answerKey.replace('q1', 'q9');
    await expectRefusal(
      make({ Test: selectionForm, TestDurationInSeconds: 60, AnswerKey: key }),
      wrongValue('AnswerKey', key),
    );
  });
});
