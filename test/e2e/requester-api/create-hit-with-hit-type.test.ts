import {
  CreateHITWithHITTypeCommand,
  type CreateHITWithHITTypeCommandInput,
  DeleteQualificationTypeCommand,
  UpdateQualificationTypeCommand,
} from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { expectRefusal, makeHit, makeType, plainHit } from '../../support/requester-work.ts';

const suite = apiSuite();

const send = (HITTypeId: string | undefined, change: Partial<CreateHITWithHITTypeCommandInput> = {}) =>
  suite.client.send(
    new CreateHITWithHITTypeCommand({
      HITTypeId,
      LifetimeInSeconds: 600,
      Question: plainHit.Question,
      ...change,
    }),
  );
const unknown = (id: string | undefined) => ({
  code: 'HITTypeDoesNotExist',
  text: `HITType [${id}] does not exist.`,
});

it('[1.3] makes a HIT of the type', async () => {
  const { HITTypeId, HITGroupId, HITId } = await makeHit(suite.client, { MaxAssignments: 4 });
  const { HIT } = await send(HITTypeId, { MaxAssignments: 2 });
  expect(HIT).toMatchObject({ HITTypeId, HITGroupId, Title: plainHit.Title, MaxAssignments: 2 });
  expect(HIT?.HITId).not.toBe(HITId);
});

it("[1.3] a type that is unknown or another requester's", async () => {
  await expectRefusal(send('3NO'), unknown('3NO'));
  const { HITTypeId } = await makeHit(suite.stranger);
  await expectRefusal(send(HITTypeId), unknown(HITTypeId));
});

it('[Q40, Q45] a type whose Qualification type became inactive, or was deleted', async () => {
  const { client } = suite;
  const { QualificationTypeId } = await makeType(client);
  const { HITTypeId } = await makeHit(client, {
    QualificationRequirements: [{ QualificationTypeId, Comparator: 'Exists' }],
  });
  await client.send(
    new UpdateQualificationTypeCommand({ QualificationTypeId, QualificationTypeStatus: 'Inactive' }),
  );
  await expectRefusal(send(HITTypeId), {
    code: 'InvalidQualificationTypeState',
    text: 'This operation can be called with a status of: Active',
  });
  await client.send(new DeleteQualificationTypeCommand({ QualificationTypeId }));
  await suite.api.pass(1);
  await expectRefusal(send(HITTypeId), unknown(HITTypeId));
});

it('[1.0] shares its tokens with CreateHIT', async () => {
  const { HITTypeId, HITId } = await makeHit(suite.client, { UniqueRequestToken: 'shared' });
  await expectRefusal(send(HITTypeId, { UniqueRequestToken: 'shared' }), {
    code: 'HITAlreadyExists',
    text: `The HIT ${HITId} has already been created with the UniqueRequestToken "shared".`,
  });
});
