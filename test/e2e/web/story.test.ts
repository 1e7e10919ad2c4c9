import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, openBrowser, type TestBrowser } from '../../support/browser.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

/** A requester and a worker, each in a browser of their own, through everything that the pages are for. */
describe.skipIf(chromiumPath === undefined)('a requester and a worker meet on the pages', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let requester: Page;
  let worker: Page;
  /** The worker's list of HITs, left alone: what changes there comes by pushes. */
  let list: Page;
  let workerId = '';

  beforeAll(async () => {
    server = await startServer();
    browser = await openBrowser();
    requester = await browser.newPerson();
    worker = await browser.newPerson();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const open = { exact: true };
  const row = (title: string) => list.locator('.group-row', { hasText: title });

  it('a newcomer finds each of the three sites from the first page', async () => {
    for (const [door, heading] of [
      ['Work as a worker', 'Who are you?'],
      ['Publish as a requester', 'Which requester are you?'],
      ['Watch the market', 'Market default'],
    ] as const) {
      await requester.goto(server.url);
      await requester.getByRole('link', { name: door }).click();
      await requester.getByRole('heading', { name: heading }).waitFor();
    }
  });

  it('a worker is made, with a history, and sees no HIT yet', async () => {
    await worker.goto(`${server.url}/worker`);
    await worker.getByLabel('Name', open).fill('Ada');
    await worker.getByLabel('Approved so far').fill('98');
    await worker.getByLabel('Rejected so far').fill('1');
    await worker.getByRole('button', { name: 'Make this worker' }).click();
    await worker.getByRole('heading', { name: 'Ada' }).waitFor();
    await worker.getByText('There is no HIT for you right now.').waitFor();
    workerId = new URL(worker.url()).pathname.split('/')[2] ?? '';
    list = await browser.newPerson();
    await list.goto(worker.url());
    await list.getByText('There is no HIT for you right now.').waitFor();
    await list.evaluate('window.isStillTheSamePage = true');
  });

  it('a requester makes a Qualification type with a test, wrong fields said first', async () => {
    await requester.goto(`${server.url}/requester`);
    await requester.getByLabel('Access key id').fill('AKIASTORY');
    await requester.getByRole('button', { name: 'Open' }).click();
    await requester.getByRole('link', { name: 'Qualification types' }).click();
    await requester.getByRole('link', { name: 'New type' }).click();
    await requester.getByRole('button', { name: 'Make the type' }).click();
    await requester.getByText('Workers know the Qualification by its name.').waitFor();
    await requester.getByLabel('Name', open).fill('EnglishWritingAbility');
    await requester.getByText('Workers know the Qualification by its name.').waitFor({ state: 'detached' });
    await requester.getByText('Say what it stands for.').waitFor();
    await requester.getByLabel('Description').fill('You write English well.');
    await requester.getByText('Workers take a test').click();
    await requester.getByLabel('Question', open).fill('Which sentence is right?');
    await requester.getByLabel('Text of option a').fill('He goes home.');
    await requester.getByLabel('Text of option b').fill('He go home.');
    await requester.getByRole('spinbutton', { name: 'He goes home.' }).fill('20');
    await requester.getByRole('region', { name: 'Preview' }).getByText('He go home.').waitFor();
    await requester.getByRole('button', { name: 'Make the type' }).click();
    await requester.getByText('By a test of 10 min, graded by its key').waitFor();
  });

  it('publishes a HIT that requires it, and the worker sees it appear with why not', async () => {
    await requester.getByRole('link', { name: 'Publish' }).first().click();
    await requester.getByLabel('Title').fill('Write a review');
    await requester.getByLabel('Description').fill('Write two sentences.');
    await requester.getByRole('button', { name: 'Add a requirement' }).click();
    await requester.getByLabel('Qualification', open).selectOption({ label: 'EnglishWritingAbility' });
    await requester.getByLabel('Comparator').selectOption('GreaterThan');
    await requester.getByLabel('Value', open).fill('18');
    await requester.getByText('0 of 1 workers may accept').waitFor();
    await requester.getByLabel('Question', open).fill('What do you think of it?');
    await requester.getByLabel('Answer', open).selectOption('text');
    await requester.getByRole('button', { name: 'Publish the HIT' }).click();
    await requester.getByText('1 HIT of 1 published.').waitFor();
    await row('Write a review').waitFor();
    expect(await row('Write a review').locator('[data-access]').getAttribute('data-access')).toBe('preview');
    expect(await row('Write a review').textContent()).toContain('EnglishWritingAbility');
  });

  it('publishes another from the same draft that is hidden from those who lack it', async () => {
    await requester.getByLabel('Title').fill('Write a secret');
    await requester.getByLabel('Needed').selectOption('DiscoverPreviewAndAccept');
    await requester.getByRole('row', { name: 'May discover 0 0' }).waitFor();
    await requester.getByRole('button', { name: 'Publish the HIT' }).click();
    await requester.getByRole('link', { name: 'HITs', ...open }).click();
    await requester.locator('.hit-row', { hasText: 'Write a secret' }).waitFor();
    expect(await row('Write a secret').count()).toBe(0);
  });

  it('the worker takes the test, and both HITs become acceptable without a reload', async () => {
    await worker.locator('.group-row', { hasText: 'Write a review' }).click();
    expect(await worker.getByRole('button', { name: 'Accept and work' }).isDisabled()).toBe(true);
    await worker.getByRole('link', { name: 'Get this Qualification' }).click();
    await worker.getByRole('button', { name: /^Start the test/ }).click();
    await worker.getByRole('button', { name: 'Hand in the test' }).click();
    await worker.getByText('Please choose an answer.').waitFor();
    await worker.getByLabel('He goes home.').check();
    await worker.getByRole('button', { name: 'Hand in the test' }).click();
    await worker.getByText('Your value is 20.').waitFor();
    await row('Write a secret').waitFor();
    await row('Write a review').locator('[data-access="accept"]').waitFor();
    expect(await list.evaluate('window.isStillTheSamePage')).toBe(true);
  });

  it('works and submits, and the requester sees it come', async () => {
    await requester.locator('.hit-row', { hasText: 'Write a review' }).click();
    await requester.getByText('Nothing was handed in yet.').waitFor();
    await worker.getByRole('link', { name: 'See the HITs' }).click();
    await worker.locator('.group-row', { hasText: 'Write a review' }).click();
    await worker.getByRole('button', { name: 'Accept and work' }).click();
    await worker.getByRole('button', { name: 'Submit' }).click();
    await worker.getByText('Please answer this question.').waitFor();
    await worker.getByRole('textbox', { name: 'q1' }).fill('It is long. I like it.');
    await worker.getByRole('button', { name: 'Submit' }).click();
    await worker.getByText('Your work was submitted.').waitFor();
    await requester.getByText('It is long. I like it.').waitFor();
  });

  it('the requester approves, and rate and earnings of the worker move', async () => {
    expect(await list.locator('[data-figure="earned"]').textContent()).toBe('$0.00');
    await requester.getByLabel(`Choose the work of ${workerId}`).check();
    await requester.getByRole('button', { name: 'Approve 1' }).click();
    await list.locator('[data-figure="earned"]', { hasText: '$0.25' }).waitFor();
    await list.locator('[data-figure="approved"]', { hasText: '99' }).waitFor();
    await list.locator('[data-figure="rate"]', { hasText: '99 %' }).waitFor();
    await list.getByText('Your work was approved for $0.25').waitFor();
    await requester.locator('.status-approved').waitFor();
  });

  it('the requester revokes, and the hidden HIT leaves the list of the worker', async () => {
    await requester.getByRole('link', { name: 'Qualification types' }).click();
    await requester.getByRole('link', { name: 'EnglishWritingAbility' }).click();
    await requester.getByLabel(`Reason for ${workerId}`).fill('The test was too easy.');
    await requester.getByRole('button', { name: 'Revoke' }).click();
    await row('Write a secret').waitFor({ state: 'detached' });
    await list.getByText('“EnglishWritingAbility” was taken from you: The test was too easy.').waitFor();
    expect(await list.evaluate('window.isStillTheSamePage')).toBe(true);
    await requester.getByText('Nobody holds it yet.').waitFor();
  });

  it('nothing was wrong on any page', () => {
    expect(browser.complaints).toEqual([]);
  });
});
