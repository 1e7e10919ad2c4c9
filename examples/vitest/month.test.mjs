// A month of market life in a test: 50 workers, 200 HITs, 2,000 deadlines. In a project of your own:
//   npm install --save-dev turksim vitest @aws-sdk/client-mturk && npx vitest
import {
  CreateHITCommand,
  GetHITCommand,
  ListAssignmentsForHITCommand,
  MTurkClient,
} from '@aws-sdk/client-mturk';
import { startTurksim } from 'turksim/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

const question = `<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
<ExternalURL>https://example.com/task</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>`;
const day = 86_400;

let turksim;
let market;
let mturk;
beforeAll(async () => {
  turksim = await startTurksim();
});
afterAll(() => turksim.close());
beforeEach(async () => {
  market = await turksim.market();
  mturk = new MTurkClient({
    endpoint: market.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'MONTH', secretAccessKey: 'not-checked' },
  });
  return () => market.delete();
});

const post = (number) =>
  mturk.send(
    new CreateHITCommand({
      Title: `Task ${number % 20}`,
      Description: 'One of two hundred',
      Reward: '0.10',
      AssignmentDurationInSeconds: 3600,
      LifetimeInSeconds: 20 * day,
      AutoApprovalDelayInSeconds: 3 * day,
      MaxAssignments: 6,
      Question: question,
      QualificationRequirements: [
        {
          QualificationTypeId: '00000000000000000040',
          Comparator: 'GreaterThanOrEqualTo',
          IntegerValues: [100],
        },
      ],
    }),
  );

/** The workers take turns; every fifth assignment is forgotten, so that its deadline passes. */
async function work(workers, hits) {
  await Promise.all(
    hits.map(async (hit, number) => {
      for (let place = 0; place < 5; place++) {
        const { id: worker } = workers[(number * 5 + place) % workers.length];
        const { id } = await market.accept(worker, hit);
        if (place < 4) await market.submit(worker, id, { answer: `from ${worker}` });
      }
    }),
  );
}

test('a month passes: work is approved by itself, forgotten work is abandoned, HITs expire', async () => {
  const workers = await market.workers(Array.from({ length: 50 }, () => ({ approved: 150 })));
  const made = await Promise.all(Array.from({ length: 200 }, (_, number) => post(number)));
  await work(
    workers,
    made.map(({ HIT }) => HIT.HITId),
  );

  const { fired } = await market.advance({ days: 30 });

  // 1,000 accepted and 800 submitted assignments and 200 lifetimes set a deadline each; of these 200 places were
  // abandoned, 800 approved, 200 HITs expired. The other 800 were overtaken by their submission.
  expect(fired).toBe(1200);
  const [{ HIT }] = made;
  const { Assignments } = await mturk.send(new ListAssignmentsForHITCommand({ HITId: HIT.HITId }));
  expect(Assignments.map(({ AssignmentStatus }) => AssignmentStatus)).toEqual(Array(4).fill('Approved'));
  const { HIT: after } = await mturk.send(new GetHITCommand({ HITId: HIT.HITId }));
  expect(after.HITStatus).toBe('Reviewable');
  expect(await market.readWorker(workers[0].id)).toMatchObject({
    submitted: 170,
    approved: 170,
    approvalRate: 100,
  });
});

test('a worker’s live client sees a HIT the moment it is posted', async () => {
  const { id } = await market.worker({ approved: 100 });
  const worker = await market.connect(id);
  await post(1);
  const { group } = await worker.next('hit:visible');
  expect(group).toMatchObject({ title: 'Task 1', access: 'accept', reward: '0.10' });
  const assignment = await worker.ask('assignment:accept', { group: group.hitTypeId });
  expect(assignment.status).toBe('Accepted');
});
