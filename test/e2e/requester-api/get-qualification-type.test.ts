import { GetQualificationTypeCommand } from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import {
  answerKey,
  expectRefusal,
  makeType,
  selectionForm,
  unknownType,
} from '../../support/requester-work.ts';

const suite = apiSuite();
const production = apiSuite({ environment: 'production' });
const get = async (QualificationTypeId: string, client = suite.client) =>
  (await client.send(new GetQualificationTypeCommand({ QualificationTypeId }))).QualificationType;

const masters = { sandbox: '2ARFPLSP75KLA8M8DH1HTEQVJT3SY6', production: '2F1QJWKUDD8XADTFD2Q0G6UTO95ALH' };

describe('[1.26] GetQualificationType', () => {
  it('[Q24, Q128] any type, the test for everybody, the key for its owner', async () => {
    const type = await makeType(suite.client, {
      Test: selectionForm,
      TestDurationInSeconds: 60,
      AnswerKey: answerKey,
    });
    expect(await get(type.QualificationTypeId)).toEqual(type);
    const { AnswerKey: _, ...seen } = type;
    expect(await get(type.QualificationTypeId, suite.stranger)).toEqual(seen);
  });

  it.each([
    ['Q89', '00000000000000000040', 'Worker_NumberHITsApproved'],
    ['Q90', '00000000000000000071', 'Worker_Locale'],
    ['Q91', '00000000000000000060', 'Worker_Adult'],
    ['Q92', '000000000000000000L0', 'Worker_PercentAssignmentsApproved'],
    ['Q88', masters.sandbox, 'Masters'],
  ])('[%s] the system type %s', async (_rule, id, Name) => {
    const type = { QualificationTypeId: id, Name, IsRequestable: false, QualificationTypeStatus: 'Active' };
    expect(await get(id)).toMatchObject(type);
  });

  it('[Q87, Q88, Q93] each environment has Masters of its own', async () => {
    expect(await get(masters.production, production.client)).toMatchObject({ Name: 'Masters' });
    await expectRefusal(get(masters.production), unknownType(masters.production));
    await expect(get(masters.sandbox, production.client)).rejects.toMatchObject({
      TurkErrorCode: 'AWS.MechanicalTurk.QualificationTypeDoesNotExist',
    });
  });

  it.each([
    '3NO',
    '00000000000000000000',
    '00000000000000000070',
    '000000000000000000E0',
    '000000000000000000S0',
  ])('[Q100] %s does not exist', async (id) => {
    await expectRefusal(get(id), unknownType(id));
  });
});
