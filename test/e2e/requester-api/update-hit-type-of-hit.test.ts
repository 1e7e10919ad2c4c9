import { CreateHITTypeCommand, GetHITCommand, UpdateHITTypeOfHITCommand } from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { accept, expectRefusal, makeHit, plainHit, unknownHit } from '../../support/requester-work.ts';

const suite = apiSuite();
const update = (HITId: string | undefined, HITTypeId: string | undefined) =>
  suite.client.send(new UpdateHITTypeOfHITCommand({ HITId, HITTypeId }));

async function typeOf(Title: string, client = suite.client) {
  const { Description, Reward, AssignmentDurationInSeconds } = plainHit;
  const { HITTypeId } = await client.send(
    new CreateHITTypeCommand({ Title, Description, Reward, AssignmentDurationInSeconds, Keywords: 'new' }),
  );
  return HITTypeId;
}

it('[1.15] gives a HIT the properties of another type', async () => {
  const { HITId } = await makeHit(suite.client);
  const HITTypeId = await typeOf('other');
  await update(HITId, HITTypeId);
  const { HIT } = await suite.client.send(new GetHITCommand({ HITId }));
  expect(HIT).toMatchObject({ HITTypeId, Title: 'other', Keywords: 'new' });
});

it('[1.15] refuses once somebody accepted', async () => {
  const { HITId } = await makeHit(suite.client, { MaxAssignments: 2 });
  await accept(suite.api, HITId, (await suite.api.worker()).id);
  await expectRefusal(update(HITId, await typeOf('late')), {
    code: 'InvalidHITState',
    text: "This HIT is currently in the state 'Assignable'.  This operation can be called with a status of: Assignable",
  });
});

it("[1.15] unknown ones, and another requester's", async () => {
  const { HITId } = await makeHit(suite.client);
  await expectRefusal(update('3NO', '3NOT'), unknownHit('3NO'));
  const foreign = await typeOf('theirs', suite.stranger);
  for (const id of ['3NOT', foreign]) {
    await expectRefusal(update(HITId, id), {
      code: 'HITTypeDoesNotExist',
      text: `HITType [${id}] does not exist.`,
    });
  }
});
