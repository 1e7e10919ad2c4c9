import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  callAs,
  chromiumPath,
  makeWorker,
  openBrowser,
  type TestBrowser,
} from '../../support/browser.ts';
import { answerKey, selectionForm } from '../../support/requester-work.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

const key = 'AKIABATCH';

describe.skipIf(chromiumPath === undefined)('the requester’s pages', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let page: Page;
  const workers: string[] = [];

  beforeAll(async () => {
    server = await startServer();
    browser = await openBrowser();
    page = await browser.newPerson();
    for (const approved of [0, 500, 5000]) workers.push(await makeWorker(server.url, { approved }));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('the eligible count and funnel follow the threshold while it is moved', async () => {
    await page.goto(`${server.url}/requester/${key}/publish`);
    await page.getByText('3 of 3 workers may accept').waitFor();
    await page.getByRole('button', { name: 'Add a requirement' }).click();
    await page.getByLabel('Qualification', { exact: true }).selectOption({ label: 'HITs approved' });
    await page.getByText('1 of 3 workers may accept').waitFor();
    const slider = page.getByLabel('Threshold');
    await slider.fill('400');
    await page.getByText('2 of 3 workers may accept').waitFor();
    await page.getByText('HITs approved ≥ 400').waitFor();
    await page.getByText('2 left; 2 meet it alone').waitFor();
    await page.getByLabel('Value', { exact: true }).fill('many');
    await page.getByText('Whole numbers.').waitFor();
    await page.getByLabel('Value', { exact: true }).fill('400');
  });

  it('publishes a batch from a CSV file and a template, each row as text', async () => {
    await page.getByLabel('Title').fill('Look at a picture');
    await page.getByLabel('Description').fill('Say what is on it.');
    await page.getByLabel('A page of HTML').check();
    const csv = 'image_url,note\nhttps://a.example/1.png,"one, two"\nhttps://a.example/2.png,<b>bold</b>\n';
    await page
      .getByLabel('CSV file')
      .setInputFiles({ name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByText('2 HITs from 2 columns.').waitFor();
    const template = await page.getByLabel('HTML', { exact: true }).inputValue();
    await page
      .getByLabel('HTML', { exact: true })
      .fill(template.replace('<body>', ['<body><i>$', '{note}</i>'].join('')));
    await page.getByRole('button', { name: 'Publish 2 HITs' }).click();
    await page.getByText('2 HITs of 2 published.').waitFor();
    const { HITs } = await callAs<{
      HITs: { Question: string; HITTypeId: string; RequesterAnnotation: string }[];
    }>(server.url, key, 'ListHITs', {});
    expect(new Set(HITs.map(({ HITTypeId }) => HITTypeId)).size).toBe(1);
    const questions = HITs.map(({ Question }) => Question).sort();
    expect(questions.join()).toContain('https://a.example/1.png');
    expect(questions.join()).toContain('<i>one, two</i>');
    expect(questions.join()).toContain('<i>&lt;b&gt;bold&lt;/b&gt;</i>');
    await page
      .getByLabel('CSV file')
      .setInputFiles({ name: 'none.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
    await page.getByText('The first line must name the columns.').waitFor();
  });

  it('shows the server’s own words where it refuses', async () => {
    await page.goto(`${server.url}/requester/${key}/types/new`);
    for (const round of [1, 2]) {
      await page.getByLabel('Name', { exact: true }).fill('Twice');
      await page.getByLabel('Description').fill('The same name again');
      await page.getByRole('button', { name: 'Make the type' }).click();
      if (round === 1) await page.getByRole('link', { name: 'All types' }).click();
      if (round === 1) await page.getByRole('link', { name: 'New type' }).click();
    }
    await page.getByText('already created a QualificationType with this name').waitFor();
  });

  it('decides on many requests and much work at once, pays a bonus, and exports the results', async () => {
    const [, second = '', third = ''] = workers;
    const { qualificationTypes } = await ask<{ qualificationTypes: { id: string }[] }>(
      server.url,
      '/api/markets/default/qualification-types',
    );
    const type = qualificationTypes[0]?.id ?? '';
    for (const worker of [second, third])
      await ask(server.url, `/api/markets/default/workers/${worker}/qualification-requests`, { type });
    await page.getByRole('link', { name: 'Requests' }).click();
    await page.getByLabel('Choose all requests').check();
    await page.getByLabel('Value').fill('77');
    await page.getByRole('button', { name: 'Grant 2' }).click();
    await page.getByText('No request waits for you.').waitFor();

    const { HITs } = await callAs<{ HITs: { HITId: string }[] }>(server.url, key, 'ListHITs', {});
    for (const { HITId } of HITs) {
      for (const worker of [second, third]) {
        const { id } = await ask<{ id: string }>(server.url, `/api/markets/default/hits/${HITId}/accept`, {
          worker,
        });
        const answer = { seen: '=1+1', other: `by ${worker}` };
        await ask(server.url, `/api/markets/default/assignments/${id}/submit`, { worker, answer });
      }
    }
    await page.getByRole('link', { name: 'Review work' }).click();
    await page.getByText(`by ${third}`).first().waitFor();
    await page.getByLabel(`Choose the work of ${third}`).first().check();
    await page.getByRole('button', { name: 'Reject 1' }).click();
    await page.getByText('a rejection needs feedback').waitFor();
    await page.getByLabel('Feedback to the workers').fill('Not what was asked.');
    await page.getByRole('button', { name: 'Reject 1' }).click();
    await page.getByRole('row').nth(4).waitFor({ state: 'detached' });
    await page.getByLabel('Choose all that are to be decided').check();
    await page.getByLabel('Feedback to the workers').fill('Well done.');
    await page.getByLabel('Bonus $').fill('0.50');
    await page.getByRole('button', { name: 'Pay it' }).click();
    await page.getByRole('button', { name: 'Approve 3' }).click();
    await page.getByText('Nothing waits for you.').waitFor();
    const earned = await ask<{ bonuses: string; earned: string }>(
      server.url,
      `/api/markets/default/workers/${second}/earnings`,
    );
    expect(earned).toMatchObject({ bonuses: '1.00', earned: '0.50' });

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export all as CSV' }).click();
    const text = readFileSync(await (await saved).path(), 'utf8');
    const [head = '', ...rows] = text.trim().split('\n');
    expect(head.split(',')).toEqual(
      expect.arrayContaining(['HITId', 'WorkerId', 'AssignmentStatus', 'Answer.seen']),
    );
    expect(rows).toHaveLength(4);
    // A spreadsheet must not run what a worker wrote.
    expect(text).toContain("'=1+1");
  });

  it('pays a bonus for work that is decided, and takes a rejection back', async () => {
    const [, second = '', third = ''] = workers;
    const { HITs } = await callAs<{ HITs: { HITId: string }[] }>(server.url, key, 'ListHITs', {});
    const rejectedIn = async (HITId: string) => {
      const input = { HITId, AssignmentStatuses: ['Rejected'] };
      return callAs<{ NumResults: number }>(server.url, key, 'ListAssignmentsForHIT', input);
    };
    const results = await Promise.all(HITs.map(({ HITId }) => rejectedIn(HITId)));
    const hit = HITs[results.findIndex(({ NumResults }) => NumResults > 0)]?.HITId;
    await page.goto(`${server.url}/requester/${key}/hits/${hit}`);
    await page.getByLabel(`Choose the work of ${second}`).check();
    await page.getByLabel('Feedback to the workers').fill('Well done.');
    await page.getByLabel('Bonus $').fill('0.25');
    await page.getByRole('button', { name: 'Pay it' }).click();
    await page.getByText('$0.25 paid for 1 assignment.').waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true);
    await page.getByLabel(`Choose the work of ${third}`).check();
    await page.getByRole('button', { name: 'Approve 1' }).click();
    await page.locator('.status-rejected').waitFor({ state: 'detached' });
    expect(await page.locator('td .status-approved').count()).toBe(2);
  });

  it('blocks a worker and lifts the block', async () => {
    const [first = ''] = workers;
    await page.getByRole('link', { name: 'Workers', exact: true }).click();
    await page.getByLabel('Worker', { exact: true }).fill(first);
    await page.getByLabel('Reason').fill('Spam');
    await page.getByRole('button', { name: 'Block' }).click();
    await page.getByRole('cell', { name: first }).waitFor();
    await page.getByRole('button', { name: 'Lift the block' }).click();
    await page.getByText('You block nobody.').waitFor();
  });

  it('edits in its form a test that a program made, and leaves as XML what the form can not say', async () => {
    const make = async (Name: string, Test: string) => {
      const input = {
        Name,
        Description: 'A test',
        QualificationTypeStatus: 'Active',
        Test,
        AnswerKey: answerKey,
      };
      const { QualificationType } = await callAs<{ QualificationType: { QualificationTypeId: string } }>(
        server.url,
        key,
        'CreateQualificationType',
        { ...input, TestDurationInSeconds: 600 },
      );
      return QualificationType.QualificationTypeId;
    };
    const simple = await make('Simple', selectionForm);
    await page.goto(`${server.url}/requester/${key}/types/${simple}/edit`);
    expect(await page.getByRole('spinbutton', { name: 'a', exact: true }).inputValue()).toBe('10');
    await page.getByRole('spinbutton', { name: 'b', exact: true }).fill('4');
    await page.getByRole('button', { name: 'Add an option' }).click();
    await page.getByLabel('Text of option c').fill('Neither');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('By a test of 10 min, graded by its key').waitFor();
    const { QualificationType } = await callAs<{ QualificationType: { Test: string; AnswerKey: string } }>(
      server.url,
      key,
      'GetQualificationType',
      { QualificationTypeId: simple },
    );
    expect(QualificationType.Test).toContain('Neither');
    expect(QualificationType.AnswerKey.match(/<AnswerScore>/g)).toHaveLength(2);
    const rich = await make(
      'Rich',
      selectionForm.replace('<QuestionContent>', '<QuestionContent><Title>One</Title>'),
    );
    await page.goto(`${server.url}/requester/${key}/types/${rich}/edit`);
    expect(await page.getByLabel('Test (QuestionForm)').inputValue()).toContain('<Title>One</Title>');
  });

  it('nothing was wrong on any page, but what was refused and the scripts that a preview does not run', () => {
    const expected = /status of 400|Blocked script execution in 'about:srcdoc'/;
    expect(browser.complaints.filter((each) => !expected.test(each))).toEqual([]);
  });
});
