import { CreateHITTypeCommand, type CreateHITTypeCommandInput } from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { expectRefusal, makeHit, makeType, plainHit, wrongRange } from '../../support/requester-work.ts';

const suite = apiSuite();
const { Title, Description, Reward, AssignmentDurationInSeconds } = plainHit;
const plain = { Title, Description, Reward, AssignmentDurationInSeconds };

async function idOf(change: Partial<CreateHITTypeCommandInput> = {}, client = suite.client) {
  const { HITTypeId } = await client.send(new CreateHITTypeCommand({ ...plain, ...change }));
  return HITTypeId;
}

it('[1.2, 6.5] the same seven values by the same requester are one id', async () => {
  const id = await idOf();
  expect(await idOf()).toBe(id);
  expect(await idOf({ Reward: '00.05', AutoApprovalDelayInSeconds: 2_592_000 })).toBe(id);
  expect((await makeHit(suite.client)).HITTypeId).toBe(id);
  expect(await idOf({}, suite.stranger)).not.toBe(id);
});

it.each([
  ['Title', 'other'],
  ['Description', 'other'],
  ['Reward', '0.06'],
  ['Keywords', 'k'],
  ['AssignmentDurationInSeconds', 601],
  ['AutoApprovalDelayInSeconds', 0],
])('[1.2] another %s is another type', async (member, value) => {
  expect(await idOf({ [member]: value })).not.toBe(await idOf());
});

it('[1.2] the order of requirements does not count', async () => {
  const one = {
    QualificationTypeId: '00000000000000000040',
    Comparator: 'GreaterThan' as const,
    IntegerValues: [1],
  };
  const two = {
    QualificationTypeId: '000000000000000000L0',
    Comparator: 'GreaterThan' as const,
    IntegerValues: [2],
  };
  const id = await idOf({ QualificationRequirements: [one, two] });
  expect(await idOf({ QualificationRequirements: [two, one] })).toBe(id);
  expect(await idOf({ QualificationRequirements: [one] })).not.toBe(id);
});

it('[1.2, Q40] refuses what CreateHIT refuses', async () => {
  await expectRefusal(
    idOf({ AssignmentDurationInSeconds: 0 }),
    wrongRange('AssignmentDurationInSeconds', 0, 30, 31_536_000),
  );
  const { QualificationTypeId } = await makeType(suite.client, { QualificationTypeStatus: 'Inactive' });
  const inactive = [{ QualificationTypeId, Comparator: 'Exists' as const }];
  await expectRefusal(idOf({ QualificationRequirements: inactive }), {
    code: 'InvalidQualificationTypeState',
    text: 'This operation can be called with a status of: Active',
  });
});
