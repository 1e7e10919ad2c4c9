import { GetFileUploadURLCommand } from '@aws-sdk/client-mturk';
import { it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { expectRefusal, makeHit, unknownAssignment, work, wrongValue } from '../../support/requester-work.ts';

const suite = apiSuite();

it('[1.39] no question takes files', async () => {
  const get = (AssignmentId: string) =>
    suite.client.send(new GetFileUploadURLCommand({ AssignmentId, QuestionIdentifier: 'q1' }));
  await expectRefusal(get('3NO'), unknownAssignment('3NO'));
  const { HITId } = await makeHit(suite.client);
  const id = await work(suite.api, HITId, (await suite.api.worker()).id);
  await expectRefusal(get(id), wrongValue('QuestionIdentifier', 'q1'));
});
