import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MarketFixture, openMarket } from '../../support/market-fixture.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

let server: TestServer;
let market: MarketFixture;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  market = await openMarket(server);
});

const schemas = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas';
const Test = `<QuestionForm xmlns="${schemas}/2017-11-06/QuestionForm.xsd"><Question><QuestionIdentifier>q1</QuestionIdentifier><QuestionContent><Text>1 + 1</Text></QuestionContent><AnswerSpecification><SelectionAnswer><Selections><Selection><SelectionIdentifier>two</SelectionIdentifier><Text>2</Text></Selection><Selection><SelectionIdentifier>three</SelectionIdentifier><Text>3</Text></Selection></Selections></SelectionAnswer></AnswerSpecification></Question></QuestionForm>`;
const AnswerKey = `<AnswerKey xmlns="${schemas}/2005-10-01/AnswerKey.xsd"><Question><QuestionIdentifier>q1</QuestionIdentifier><AnswerOption><SelectionIdentifier>two</SelectionIdentifier><AnswerScore>20</AnswerScore></AnswerOption></Question></AnswerKey>`;
const graded = { Test, AnswerKey, TestDurationInSeconds: 600, RetryDelayInSeconds: 86_400 };

const requiring = (type: string, guarded = 'DiscoverPreviewAndAccept') => ({
  QualificationRequirements: [
    { QualificationTypeId: type, Comparator: 'GreaterThan', IntegerValues: [18], ActionsGuarded: guarded },
  ],
});

describe("a worker's way to a hidden HIT", () => {
  it('goes by a failed test, a refused retry, a day, and a passed one', async () => {
    const worker = await market.worker();
    const type = await market.qualificationType({ Name: 'EnglishWritingAbility', ...graded });
    const hit = await market.hit(requiring(type));
    const hits = () => market.call('GET', `/workers/${worker}/hits`);
    expect((await hits()).body).toEqual({ groups: [], feed: expect.any(Number) });
    const hidden = await market.call('GET', `/hits/${hit.id}?worker=${worker}`);
    expect(hidden).toMatchObject({
      status: 403,
      body: { error: { code: 'DoesNotMeetRequirements', unmet: [{}] } },
    });

    const ask = () => market.call('POST', `/workers/${worker}/qualification-requests`, { type });
    const first = await ask();
    expect(first).toMatchObject({ status: 201, body: { type, state: 'answering', test: Test } });
    const resumed = await ask();
    expect(resumed.body).toMatchObject({ id: first.body.id, dueAt: first.body.dueAt });
    const answers = (id: string, answer: unknown) =>
      market.call('POST', `/qualification-requests/${id}/answers`, { worker, answer });
    expect((await answers(first.body.id, { q1: 'three' })).body).toMatchObject({
      state: 'granted',
      value: 0,
    });
    const refused = await ask();
    expect(refused.status).toBe(409);
    expect(refused.body.error).toMatchObject({ code: 'QualificationTypeRetryDelayNotElapsed' });
    const retryAt = Date.parse(refused.body.error.retryAt);
    const { body: clock } = await market.call('GET', '/clock');
    expect(retryAt - Date.parse(clock.now)).toBe(86_400_000);

    await market.advance(86_399);
    expect((await ask()).status).toBe(409);
    await market.advance(1);
    const second = await ask();
    expect((await answers(second.body.id, { q1: 'two' })).body).toMatchObject({
      state: 'granted',
      value: 20,
    });
    const again = await market.hit(requiring(type));
    expect((await hits()).body.groups).toMatchObject([
      { hitTypeId: again.group, access: 'accept', unmet: [] },
    ]);
    const held = await market.call('GET', `/workers/${worker}/qualifications`);
    expect(held.body.qualifications).toEqual([
      { type, name: 'EnglishWritingAbility', value: 20, grantedAt: expect.any(String) },
    ]);
    const requests = await market.call('GET', `/workers/${worker}/qualification-requests`);
    expect(requests.body.requests).toMatchObject([
      { id: second.body.id, state: 'granted' },
      { id: first.body.id, state: 'granted' },
    ]);
  });

  it('accepts, submits, is paid, and shows in assignments and earnings', async () => {
    const worker = await market.worker();
    const hit = await market.hit({ Reward: '1.00', MaxAssignments: 2 });
    const accepted = await market.call('POST', `/hits/${hit.id}/accept`, { worker });
    expect(accepted).toMatchObject({
      status: 201,
      body: { hit: hit.id, hitTypeId: hit.group, worker, status: 'Accepted' },
    });
    const preview = await market.call('GET', `/hits/${hit.id}?worker=${worker}`);
    expect(preview.body).toMatchObject({
      access: 'preview',
      reasons: ['already-done'],
      assignment: accepted.body,
    });
    const again = await market.call('POST', `/hits/${hit.id}/accept`, { worker });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'AssignmentAlreadyExists' } } });
    await market.advance(360);
    const { id } = accepted.body;
    const submitted = await market.call('POST', `/assignments/${id}/submit`, {
      worker,
      answer: { text: 'a & b' },
    });
    expect(submitted).toMatchObject({
      status: 200,
      body: { status: 'Submitted', autoApprovalAt: expect.any(String) },
    });
    const { Assignment } = await market.request('GetAssignment', { AssignmentId: id });
    expect(Assignment.Answer).toContain('<FreeText>a &amp; b</FreeText>');
    const earnings = () => market.call('GET', `/workers/${worker}/earnings`);
    expect((await earnings()).body).toEqual({
      earned: '0.00',
      pending: '1.00',
      bonuses: '0.00',
      assignments: 1,
      hours: 0.1,
      perHour: '0.00',
      approvalRate: 100,
      hitsApproved: 0,
    });
    await market.request('ApproveAssignment', { AssignmentId: id });
    expect((await earnings()).body).toMatchObject({
      earned: '1.00',
      pending: '0.00',
      perHour: '10.00',
      hitsApproved: 1,
    });
    const list = await market.call('GET', `/workers/${worker}/assignments`);
    expect(list.body.assignments).toMatchObject([{ id, status: 'Approved' }]);
  });

  it('accepts from a group the oldest that is left, until there is none', async () => {
    const workers = [await market.worker(), await market.worker()];
    const spec = { Title: 'The same', Reward: '0.05' };
    const hits: { id: string; group: string }[] = [];
    for (let made = 0; made < 3; made++) {
      hits.push(await market.hit(spec));
      await market.advance(1);
    }
    const [{ group } = { group: '' }] = hits;
    const accept = (worker = '') => market.call('POST', `/groups/${group}/accept`, { worker });
    expect((await accept(workers[0])).body.hit).toBe(hits[0]?.id);
    expect((await accept(workers[1])).body.hit).toBe(hits[1]?.id);
    const shown = await market.call('GET', `/groups/${group}?worker=${workers[0]}`);
    expect(shown.body).toMatchObject({ group: { available: 1 }, hits: [{ id: hits[2]?.id, places: 1 }] });
    expect((await accept(workers[0])).body.hit).toBe(hits[2]?.id);
    expect(await accept(workers[1])).toMatchObject({
      status: 409,
      body: { error: { code: 'NoMoreWorkableHITsInGroup' } },
    });
  });

  it('may be stopped by a block, by being its own, by expiry', async () => {
    const worker = await market.worker({ requester: 'OWNER' });
    const own = await market.hit({}, 'OWNER');
    const other = await market.hit({ LifetimeInSeconds: 60 });
    const accept = (hit: string) => market.call('POST', `/hits/${hit}/accept`, { worker });
    expect(await accept(own.id)).toMatchObject({ status: 409, body: { error: { code: 'OwnHIT' } } });
    await market.request('CreateWorkerBlock', { WorkerId: worker, Reason: 'bad' });
    expect(await accept(other.id)).toMatchObject({ status: 409, body: { error: { code: 'WorkerBlocked' } } });
    await market.request('DeleteWorkerBlock', { WorkerId: worker });
    await market.advance(60);
    expect(await accept(other.id)).toMatchObject({ status: 409, body: { error: { code: 'HITExpired' } } });
    expect((await accept('NOHIT')).status).toBe(404);
    expect((await market.call('POST', `/hits/${own.id}/accept`, { worker: 'ANOBODY' })).status).toBe(404);
  });

  it('posts forms of pages: by market, by assignment alone, on the content port', async () => {
    const worker = await market.worker();
    const contentUrl = server.url.replace(
      /\d+$/,
      String((server.app.content.address() as { port: number }).port),
    );
    const bases = [`${server.url}/markets/${market.id}`, server.url, contentUrl];
    for (const base of bases) {
      const hit = await market.hit();
      const { body } = await market.call('POST', `/hits/${hit.id}/accept`, { worker });
      const posted = await fetch(`${base}/mturk/externalSubmit`, {
        method: 'POST',
        headers: { origin: 'https://requester.example' },
        body: new URLSearchParams({ assignmentId: body.id, text: 'from a form', assignmentUrl: 'x' }),
      });
      expect([posted.status, posted.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      const { Assignment } = await market.request('GetAssignment', { AssignmentId: body.id });
      expect(Assignment.Answer).toContain('from a form');
      expect(Assignment.Answer).not.toContain('assignmentId');
    }
    const nothing = await fetch(`${server.url}/mturk/externalSubmit?assignmentId=NONE`, {
      method: 'POST',
      body: new URLSearchParams({ text: 'x' }),
    });
    expect(nothing.status).toBe(404);
  });

  it('[7.5] takes the forms of old pages, which name no method: their fields stand in the query', async () => {
    const worker = await market.worker();
    const hit = await market.hit();
    const { body } = await market.call('POST', `/hits/${hit.id}/accept`, { worker });
    const answer = async () => {
      const { Assignments } = await market.request('ListAssignmentsForHIT', { HITId: hit.id });
      return (Assignments as { Answer: string }[]).map(({ Answer }) => Answer);
    };
    const fields = new URLSearchParams([
      ['assignmentId', body.id],
      ['hitId', hit.id],
      ['text', 'first'],
      ['text', 'last & least'],
    ]);
    const url = `${server.url}/mturk/externalSubmit`;
    await fetch(`${url}?${fields}`, { method: 'HEAD' });
    expect((await fetch(`${url}?assignmentId=${body.id}`)).status).toBe(400);
    expect((await fetch(`${url}?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&text=x`)).status).toBe(404);
    expect((await fetch(`${url}?text=x`)).status).toBe(400);
    expect(await answer()).toEqual([]);
    const sent = await fetch(`${server.url}/markets/${market.id}/mturk/externalSubmit?${fields}`);
    expect([sent.status, sent.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await answer()).toEqual([expect.stringContaining('<FreeText>last &amp; least</FreeText>')]);
    expect((await answer())[0]).not.toMatch(/hitId|first/);
    expect((await fetch(`${url}?${fields}`)).status).toBe(409);
  });
});
