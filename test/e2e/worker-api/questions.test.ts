import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MarketFixture, openMarket } from '../../support/market-fixture.ts';
import { answerKey, externalQuestion, selectionForm, textForm } from '../../support/requester-work.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

const html =
  '<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[<p>Hello</p>]]></HTMLContent><FrameHeight>300</FrameHeight></HTMLQuestion>';

describe('POST …/questions/read', () => {
  let server: TestServer;
  let market: MarketFixture;
  const read = (body: unknown) => market.call('POST', '/questions/read', body);

  beforeAll(async () => {
    server = await startServer();
    market = await openMarket(server);
  });
  afterAll(() => server.close());

  it('reads a form into what a page draws', async () => {
    const { status, body } = await read({ question: textForm });
    expect(status).toBe(200);
    expect(body.question).toMatchObject({
      kind: 'QuestionForm',
      parts: [{ kind: 'Question', identifier: 'q1', answer: { kind: 'FreeTextAnswer' } }],
    });
    expect(body.src).toBeUndefined();
  });

  it('reads a test with its key, and refuses a key that names no question of it', async () => {
    const { body } = await read({ test: selectionForm, answerKey });
    expect(body.key.questions).toEqual([
      { identifier: 'q1', options: [{ selections: ['a'], score: 10 }], defaultScore: 0 },
    ]);
    const stray = await read({ test: selectionForm, answerKey: answerKey.replace('>q1<', '>q9<') });
    expect(stray.status).toBe(400);
    expect(stray.body.error.message).toContain('AnswerKey');
  });

  it('says where a page is to be framed from, and gives its HTML to nobody', async () => {
    const frame = { hit: '3HIT', worker: 'AWORKER', submitTo: 'http://127.0.0.1:8080' };
    const preview = await read({ question: externalQuestion, frame });
    expect(preview.body.src).toBe(
      'https://example.com/?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=3HIT&turkSubmitTo=http%3A%2F%2F127.0.0.1%3A8080',
    );
    const accepted = await read({ question: html, frame: { ...frame, assignment: '3WORK' } });
    expect(accepted.body).toEqual({
      question: { kind: 'HTMLQuestion', frameHeight: 300 },
      src: `/html-question/${market.id}/3HIT?assignmentId=3WORK&hitId=3HIT&workerId=AWORKER&turkSubmitTo=http%3A%2F%2F127.0.0.1%3A8080`,
    });
  });

  it('refuses what CreateHIT would refuse, with the place of the fault', async () => {
    for (const question of ['', '<no/>', textForm.replace('</QuestionForm>', '')]) {
      const { status, body } = await read({ question });
      expect(status, question).toBe(400);
      expect(body.error.message).not.toBe('');
    }
    expect((await read({})).status).toBe(400);
    expect(
      (await read({ question: textForm, frame: { hit: 'H', worker: 'A', submitTo: 'javascript:1' } })).status,
    ).toBe(400);
  });
});
