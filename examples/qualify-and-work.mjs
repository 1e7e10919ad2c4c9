// A Qualification with a test, a HIT that only qualified workers see, and one worker's day,
// with the AWS SDK for JavaScript v3 and socket.io-client.
//
//   node examples/qualify-and-work.mjs [http://127.0.0.1:8080]
import {
  ApproveAssignmentCommand,
  CreateHITCommand,
  CreateQualificationTypeCommand,
  DisassociateQualificationFromWorkerCommand,
  ListAssignmentsForHITCommand,
  MTurkClient,
} from '@aws-sdk/client-mturk';
import { io } from 'socket.io-client';

const server = process.argv[2] ?? process.env.TURKSIM_URL ?? 'http://127.0.0.1:8080';
const schemas = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas';

/** Calls turksim's own API and answers the body; a refusal is an Error with its code. */
async function call(method, path, body) {
  const response = await fetch(`${server}/api/markets${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = response.status === 204 ? {} : await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.error.message), answer.error);
  return answer;
}

const choice = (identifier, text, options) => `<Question>
  <QuestionIdentifier>${identifier}</QuestionIdentifier>
  <IsRequired>true</IsRequired>
  <QuestionContent><Text>${text}</Text></QuestionContent>
  <AnswerSpecification><SelectionAnswer><StyleSuggestion>radiobutton</StyleSuggestion><Selections>
    ${options.map((option) => `<Selection><SelectionIdentifier>${option}</SelectionIdentifier><Text>${option}</Text></Selection>`).join('\n    ')}
  </Selections></SelectionAnswer></AnswerSpecification>
</Question>`;

const test = `<QuestionForm xmlns="${schemas}/2005-10-01/QuestionForm.xsd">
${choice('article', 'She is ___ honest person.', ['a', 'an', 'the'])}
${choice('tense', 'They ___ in Paris since 2010.', ['live', 'lived', 'have-lived'])}
</QuestionForm>`;

const rightAnswer = (identifier, option) => `<Question>
  <QuestionIdentifier>${identifier}</QuestionIdentifier>
  <AnswerOption><SelectionIdentifier>${option}</SelectionIdentifier><AnswerScore>10</AnswerScore></AnswerOption>
</Question>`;

const answerKey = `<AnswerKey xmlns="${schemas}/2005-10-01/AnswerKey.xsd">
${rightAnswer('article', 'an')}
${rightAnswer('tense', 'have-lived')}
</AnswerKey>`;

const question = `<HTMLQuestion xmlns="${schemas}/2011-11-11/HTMLQuestion.xsd">
<HTMLContent><![CDATA[<!DOCTYPE html><html><body>
<form method="post" action="https://www.mturk.com/mturk/externalSubmit">
<input type="hidden" name="assignmentId"><p>Put into good English: "I am here since two hours."</p>
<textarea name="sentence"></textarea><input type="submit">
</form></body></html>]]></HTMLContent><FrameHeight>400</FrameHeight></HTMLQuestion>`;

// A world of its own, whose clock moves only when told.
const { id: market } = await call('POST', '', { id: `example-${process.pid}`, clock: { mode: 'manual' } });
const [worker] = (
  await call('POST', `/${market}/workers`, { workers: [{ locale: { country: 'US', subdivision: 'CA' } }] })
).workers;
console.log(`market ${market}, worker ${worker.id}`);

// The worker's live client. It prints every push; `waitFor` resolves when one has come.
const seen = [];
let wake = () => {};
const socket = io(`${server}/worker`, { auth: { market, worker: worker.id } });
socket.on('connect_error', (error) => console.error('not connected:', error.message));
socket.onAny((event, push) => {
  seen.push(event);
  console.log(`  push  ${event}`, JSON.stringify(describe(event, push)));
  wake();
});
const describe = (event, push) =>
  event === 'snapshot'
    ? { groups: push.groups.length, qualifications: push.qualifications.length }
    : { ...push, group: push.group?.title };
async function waitFor(event) {
  while (!seen.includes(event))
    await new Promise((resolve) => {
      wake = resolve;
    });
  seen.splice(seen.indexOf(event), 1);
}
await waitFor('snapshot');

// The requester.
const mturk = new MTurkClient({
  endpoint: `${server}/markets/${market}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'EXAMPLEREQUESTER', secretAccessKey: 'not-checked' },
});
const { QualificationType } = await mturk.send(
  new CreateQualificationTypeCommand({
    Name: 'EnglishWritingAbility',
    Description: 'Can write good English',
    QualificationTypeStatus: 'Active',
    Test: test,
    AnswerKey: answerKey,
    TestDurationInSeconds: 600,
    RetryDelayInSeconds: 86_400,
  }),
);
const type = QualificationType.QualificationTypeId;
const { HIT } = await mturk.send(
  new CreateHITCommand({
    Title: 'Put one sentence into good English',
    Description: 'Rewrite a sentence',
    Reward: '0.50',
    AssignmentDurationInSeconds: 3600,
    LifetimeInSeconds: 7 * 86_400,
    MaxAssignments: 1,
    Question: question,
    QualificationRequirements: [
      {
        QualificationTypeId: type,
        Comparator: 'GreaterThan',
        IntegerValues: [18],
        ActionsGuarded: 'DiscoverPreviewAndAccept',
      },
    ],
  }),
);
console.log(`type ${type}, HIT ${HIT.HITId}`);

const groups = async () => (await call('GET', `/${market}/workers/${worker.id}/hits`)).groups;
console.log(`without the Qualification the worker sees ${(await groups()).length} HIT groups`);

async function takeTest(answer) {
  const request = await call('POST', `/${market}/workers/${worker.id}/qualification-requests`, { type });
  return call('POST', `/${market}/qualification-requests/${request.id}/answers`, {
    worker: worker.id,
    answer,
  });
}

const failed = await takeTest({ article: 'a', tense: 'have-lived' });
await waitFor('qualification:granted');
console.log(`first try: score ${failed.value}, and ${(await groups()).length} HIT groups`);

try {
  await takeTest({ article: 'an', tense: 'have-lived' });
} catch (refused) {
  console.log(`second try at once: ${refused.code} until ${refused.retryAt}`);
}

await call('POST', `/${market}/clock/advance`, { seconds: 86_400 });
console.log('a day passes');

const passed = await takeTest({ article: 'an', tense: 'have-lived' });
await waitFor('qualification:updated');
await waitFor('hit:visible');
console.log(`third try: score ${passed.value}, and ${(await groups()).length} HIT group`);

const assignment = await call('POST', `/${market}/hits/${HIT.HITId}/accept`, { worker: worker.id });
await call('POST', `/${market}/assignments/${assignment.id}/submit`, {
  worker: worker.id,
  answer: { sentence: 'I have been here for two hours.' },
});
const { Assignments } = await mturk.send(new ListAssignmentsForHITCommand({ HITId: HIT.HITId }));
console.log(`the requester reads: ${/<FreeText>(.*)<\/FreeText>/.exec(Assignments[0].Answer)[1]}`);
await mturk.send(new ApproveAssignmentCommand({ AssignmentId: assignment.id }));
await waitFor('assignment:approved');

// A second HIT of the kind shows what revoking does to what the worker sees.
await mturk.send(
  new CreateHITCommand({
    Title: 'Put another sentence into good English',
    Description: 'Rewrite a sentence',
    Reward: '0.50',
    AssignmentDurationInSeconds: 3600,
    LifetimeInSeconds: 7 * 86_400,
    Question: question,
    QualificationRequirements: [
      {
        QualificationTypeId: type,
        Comparator: 'GreaterThan',
        IntegerValues: [18],
        ActionsGuarded: 'DiscoverPreviewAndAccept',
      },
    ],
  }),
);
await waitFor('hit:visible');
await mturk.send(
  new DisassociateQualificationFromWorkerCommand({
    QualificationTypeId: type,
    WorkerId: worker.id,
    Reason: 'the project is over',
  }),
);
await waitFor('qualification:revoked');
await waitFor('hit:hidden');
console.log(`after the revocation the worker sees ${(await groups()).length} HIT groups`);

socket.close();
await call('DELETE', `/${market}`);
console.log('done');
