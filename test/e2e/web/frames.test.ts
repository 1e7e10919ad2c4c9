import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  callAs,
  chromiumPath,
  eventually,
  makeWorker,
  openBrowser,
  type TestBrowser,
} from '../../support/browser.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

const schemas = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/';
const external = (url: string) =>
  `<ExternalQuestion xmlns="${schemas}2006-07-14/ExternalQuestion.xsd"><ExternalURL>${url}</ExternalURL><FrameHeight>400</FrameHeight></ExternalQuestion>`;
const html = (page: string) =>
  `<HTMLQuestion xmlns="${schemas}2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[${page}]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>`;

/** A page that fills its form from its address, as MTurk's own examples do. */
const formPage = (fields: string, script = '') => `<!doctype html><html><head><title>Task</title></head><body>
<form id="form" method="post"><input type="hidden" name="assignmentId" id="assignmentId">${fields}
<button type="submit" id="send">Send</button></form>
<script>
  const given = new URLSearchParams(location.search);
  document.getElementById('assignmentId').value = given.get('assignmentId');
  document.getElementById('form').action = given.get('turkSubmitTo') + '/mturk/externalSubmit';
  if (given.get('assignmentId') === 'ASSIGNMENT_ID_NOT_AVAILABLE') document.getElementById('send').disabled = true;
  ${script}
</script></body></html>`;

/** Tries everything that a HIT's page must not reach, and puts what came of it into its form. */
const prying = (api: string) => `
  const tried = {};
  const attempt = async (name, act) => {
    try { tried[name] = 'got ' + String(await act()).slice(0, 60); } catch (error) { tried[name] = 'refused'; }
  };
  const socket = (path) => new Promise((resolve, reject) => {
    const opened = new WebSocket('${api.replace('http', 'ws')}' + path);
    opened.onopen = () => resolve('open');
    opened.onerror = () => reject(new Error('closed'));
  });
  (async () => {
    await attempt('parent', () => parent.document.title);
    await attempt('storage', () => parent.sessionStorage.length);
    await attempt('top', () => { top.location.href = 'about:blank'; });
    await attempt('read', () => fetch('${api}/api/markets').then((answer) => answer.text()));
    await attempt('write', () => fetch('${api}/api/markets', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then((answer) => answer.text()));
    await attempt('requester', () => fetch('${api}/', { method: 'POST', headers: { 'x-amz-target': 'MTurkRequesterServiceV20170117.GetAccountBalance' }, body: '{}' }).then((answer) => answer.text()));
    await attempt('socket', () => socket('/socket.io/?EIO=4&transport=websocket'));
    document.getElementById('tried').value = JSON.stringify(tried);
  })();`;

const widthOf = (picture: unknown): number => (picture as { naturalWidth: number }).naturalWidth;

describe.skipIf(chromiumPath === undefined)('pages of HITs in their frames', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let page: Page;
  let worker = '';

  beforeAll(async () => {
    server = await startServer();
    browser = await openBrowser();
    // A page from the internet that posts to this machine needs the leave that a browser otherwise asks for.
    page = await browser.newPerson({ permissions: ['local-network-access'] });
    worker = await makeWorker(server.url, { name: 'Grace' });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function makeHit(title: string, question: string): Promise<string> {
    const { HIT } = await callAs<{ HIT: { HITId: string } }>(server.url, 'AKIAFRAMES', 'CreateHIT', {
      Title: title,
      Description: 'Answer what is asked',
      Reward: '0.10',
      AssignmentDurationInSeconds: 600,
      LifetimeInSeconds: 3600,
      MaxAssignments: 2,
      Question: question,
    });
    return HIT.HITId;
  }

  async function answersOf(hit: string): Promise<string> {
    const { Assignments } = await callAs<{ Assignments: { Answer: string }[] }>(
      server.url,
      'AKIAFRAMES',
      'ListAssignmentsForHIT',
      { HITId: hit },
    );
    return Assignments.map(({ Answer }) => Answer).join();
  }

  async function accept(title: string): Promise<void> {
    await page.goto(`${server.url}/worker/${worker}`);
    await page.locator('.group-row', { hasText: title }).click();
    await page.getByRole('button', { name: 'Accept and work' }).click();
    await page.getByText('Time left').waitFor();
  }
  const frame = () => page.frameLocator('iframe');

  it('an ExternalQuestion is previewed without an assignment, accepted with one, and posts back to us', async () => {
    const asked: URL[] = [];
    await page.route('https://survey.example/**', async (route) => {
      asked.push(new URL(route.request().url()));
      await route.fulfill({ contentType: 'text/html', body: formPage('<input name="mood" id="mood">') });
    });
    const hit = await makeHit('A survey', external('https://survey.example/page?study=7'));
    await page.goto(`${server.url}/worker/${worker}`);
    await page.locator('.group-row', { hasText: 'A survey' }).click();
    await eventually(() => frame().locator('#send').isDisabled(), Boolean, 'the preview can not be sent');
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({
      study: '7',
      assignmentId: 'ASSIGNMENT_ID_NOT_AVAILABLE',
      hitId: hit,
      turkSubmitTo: server.url,
    });
    await page.getByRole('button', { name: 'Accept and work' }).click();
    await page.getByText('Time left').waitFor();
    await frame().locator('#mood').fill('fine');
    const accepted = Object.fromEntries(asked.at(-1)?.searchParams ?? []);
    expect(accepted).toMatchObject({ study: '7', hitId: hit, workerId: worker, turkSubmitTo: server.url });
    await frame().locator('#send').click();
    await page.getByText('Your work was submitted.').waitFor();
    expect(await answersOf(hit)).toContain('<FreeText>fine</FreeText>');
  });

  it('an HTMLQuestion runs on an origin of its own and reaches nothing but externalSubmit', async () => {
    await page.route('https://pictures.example/**', (route) =>
      route.fulfill({
        contentType: 'image/svg+xml',
        body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      }),
    );
    const picture = '<img id="picture" src="https://pictures.example/a.svg" alt="">';
    const hit = await makeHit(
      'A page of HTML',
      html(formPage(`${picture}<input name="tried" id="tried">`, prying(server.url))),
    );
    await accept('A page of HTML');
    const tried = await eventually(
      () => frame().locator('#tried').inputValue(),
      (value) => value !== '',
      'the page has tried all',
    );
    expect(JSON.parse(tried)).toEqual({
      parent: 'refused',
      storage: 'refused',
      top: 'refused',
      read: 'refused',
      write: 'refused',
      requester: 'refused',
      socket: 'refused',
    });
    expect(await frame().locator('#picture').evaluate(widthOf)).toBe(9);
    const source = new URL((await page.locator('iframe').getAttribute('src')) ?? '');
    expect(source.origin).not.toBe(new URL(server.url).origin);
    await frame().locator('#send').click();
    await page.getByText('Your work was submitted.').waitFor();
    expect(await answersOf(hit)).toContain('refused');
    expect((await ask<{ markets: unknown[] }>(server.url, '/api/markets')).markets).toHaveLength(1);
  });

  it('formatted content is built from what the server let through: nothing in it runs', async () => {
    const form = (content: string) =>
      `<QuestionForm xmlns="${schemas}2017-11-06/QuestionForm.xsd"><Overview><FormattedContent><![CDATA[${content}]]></FormattedContent></Overview><Question><QuestionIdentifier>q1</QuestionIdentifier><QuestionContent><Text>&lt;img src=x onerror="document.title='run'"&gt;</Text></QuestionContent><AnswerSpecification><FreeTextAnswer/></AnswerSpecification></Question></QuestionForm>`;
    await makeHit('A form with markup', form('<b id="no">not</b>').replace(' id="no"', ''));
    await page.goto(`${server.url}/worker/${worker}`);
    await page.locator('.group-row', { hasText: 'A form with markup' }).click();
    await page.getByText('<img src=x').waitFor();
    expect(await page.locator('.formatted b').textContent()).toBe('not');
    expect(await page.title()).not.toBe('run');
    await expect(makeHit('Refused', form('<script>1</script>'))).rejects.toThrow('XHTMLParseError');
  });
});
