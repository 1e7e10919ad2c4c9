import {
  DeleteQualificationTypeCommand,
  UpdateQualificationTypeCommand,
  type UpdateQualificationTypeCommandInput,
} from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import {
  answerKey,
  expectRefusal,
  makeHit,
  makeType,
  notYours,
  selectionForm,
  textForm,
  unknownType,
  wrongRange,
  wrongValue,
} from '../../support/requester-work.ts';
import { as } from '../../support/start-requester-api.ts';

const suite = apiSuite();
const tested = { Test: selectionForm, TestDurationInSeconds: 60, AnswerKey: answerKey };

async function update(
  QualificationTypeId: string,
  change: Partial<UpdateQualificationTypeCommandInput> = {},
  client = suite.client,
) {
  const answer = await client.send(new UpdateQualificationTypeCommand({ QualificationTypeId, ...change }));
  return answer.QualificationType;
}

async function idOf(change: Parameters<typeof makeType>[1] = {}): Promise<string> {
  return (await makeType(suite.client, change)).QualificationTypeId;
}

describe('[1.25] UpdateQualificationType', () => {
  it('[Q26] changes what is sent; nothing sent changes nothing', async () => {
    const type = await makeType(suite.client, { ...tested, Keywords: 'k', RetryDelayInSeconds: 5 });
    expect(await update(type.QualificationTypeId)).toEqual(type);
    const changed = await update(type.QualificationTypeId, { Description: 'other' });
    expect(changed).toEqual({ ...type, Description: 'other' });
  });

  it('[Q26] owner only', async () => {
    const id = await idOf();
    await expectRefusal(update(id, { Description: 'x' }, suite.stranger), notYours);
    await expectRefusal(update('3NO'), unknownType('3NO'));
    await expectRefusal(update('00000000000000000040'), notYours);
  });

  it('[Q27, D48] ignores Name and Keywords', async () => {
    const type = await makeType(suite.client, { Keywords: 'k' });
    const input = { QualificationTypeId: type.QualificationTypeId, Name: 'new', Keywords: 'new' };
    await suite.api.call('UpdateQualificationType', input, as('REQUESTER1'));
    expect(await update(type.QualificationTypeId)).toEqual(type);
  });

  it('[Q28] changes status both ways', async () => {
    const id = await idOf();
    expect(await update(id, { QualificationTypeStatus: 'Inactive' })).toMatchObject({
      QualificationTypeStatus: 'Inactive',
    });
    expect(await update(id, { QualificationTypeStatus: 'Active' })).toMatchObject({
      QualificationTypeStatus: 'Active',
    });
  });

  it('[Q29] adds and changes the retry delay', async () => {
    const id = await idOf();
    expect(await update(id, { RetryDelayInSeconds: 60 })).toMatchObject({ RetryDelayInSeconds: 60 });
    expect(await update(id, { RetryDelayInSeconds: 0 })).toMatchObject({ RetryDelayInSeconds: 0 });
    expect(await update(id)).toMatchObject({ RetryDelayInSeconds: 0 });
    await expectRefusal(update(id, { RetryDelayInSeconds: -1 }), wrongRange('RetryDelayInSeconds', -1, 0));
    const beyond = 2 ** 31;
    await expectRefusal(
      update(id, { RetryDelayInSeconds: beyond }),
      wrongRange('RetryDelayInSeconds', beyond, 0),
    );
    await update(id, { RetryDelayInSeconds: beyond - 1 });
  });

  it.each([
    [{ AnswerKey: answerKey }, 'Test'],
    [{ TestDurationInSeconds: 60 }, 'Test'],
    [{ AnswerKey: answerKey, TestDurationInSeconds: 60 }, 'Test'],
    [{ Test: selectionForm }, 'TestDurationInSeconds'],
    [{ Test: selectionForm, AnswerKey: answerKey }, 'TestDurationInSeconds'],
  ])('[Q30] half a test: %o', async (change, parameter) => {
    await expectRefusal(update(await idOf(tested), change), wrongValue(parameter, ''));
    await expectRefusal(update(await idOf(), change), wrongValue(parameter, ''));
  });

  it('[Q31, Q32] a new Test without key drops the key, with one brings it', async () => {
    const id = await idOf(tested);
    const without = await update(id, { Test: textForm, TestDurationInSeconds: 90 });
    expect(without).toMatchObject({ Test: textForm, TestDurationInSeconds: 90 });
    expect(without).not.toHaveProperty('AnswerKey');
    expect(await update(id, tested)).toMatchObject(tested);
    expect(await update(id, { Description: 'same test' })).toMatchObject(tested);
  });

  it('[Q34] no AutoGranted where there is a test', async () => {
    await expectRefusal(update(await idOf(tested), { AutoGranted: true }), wrongValue('AutoGranted', true));
  });

  it('[Q35] no test where there is AutoGranted, unless it is switched off', async () => {
    const id = await idOf({ AutoGranted: true });
    await expectRefusal(update(id, tested), wrongValue('Test', selectionForm));
    const off = await update(id, { ...tested, AutoGranted: false });
    expect(off).toMatchObject({ ...tested, AutoGranted: false });
    expect(off).not.toHaveProperty('AutoGrantedValue');
  });

  it('[Q36] switching AutoGranted off drops the value, and on again it is 1', async () => {
    const id = await idOf({ AutoGranted: true, AutoGrantedValue: 9 });
    expect(await update(id, { AutoGrantedValue: 10 })).toMatchObject({ AutoGrantedValue: 10 });
    expect(await update(id, { Description: 'x' })).toMatchObject({ AutoGrantedValue: 10 });
    expect(await update(id, { AutoGranted: false })).not.toHaveProperty('AutoGrantedValue');
    expect(await update(id, { AutoGranted: true })).toMatchObject({ AutoGrantedValue: 1 });
  });

  it('[Q15] drops AutoGrantedValue while AutoGranted is off', async () => {
    const id = await idOf();
    expect(await update(id, { AutoGrantedValue: 9 })).not.toHaveProperty('AutoGrantedValue');
    expect(await update(id, { AutoGranted: true })).toMatchObject({ AutoGrantedValue: 1 });
  });

  it('[Q46] not while it is being deleted', async () => {
    const id = await idOf();
    await makeHit(suite.client, {
      QualificationRequirements: [{ QualificationTypeId: id, Comparator: 'Exists' }],
    });
    await suite.client.send(new DeleteQualificationTypeCommand({ QualificationTypeId: id }));
    await expectRefusal(update(id, { Description: 'x' }), {
      code: 'InvalidQualificationTypeState',
      text: 'This operation can be called with a status of: Active,Inactive',
    });
  });
});
