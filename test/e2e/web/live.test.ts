import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { textForm } from '../../support/requester-work.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

const hit = {
  Description: 'Look and write',
  Reward: '0.05',
  AssignmentDurationInSeconds: 600,
  LifetimeInSeconds: 86_400,
  Question: textForm,
};

describe.skipIf(chromiumPath === undefined)('pages stay current', () => {
  let folder = '';
  let server: TestServer;
  let browser: TestBrowser;
  let page: Page;
  let worker = '';

  const start = (port: number) => startServer({ store: 'embedded', data: join(folder, 'data'), port });
  const post = (Title: string) => callAs(server.url, 'AKIALIVE', 'CreateHIT', { ...hit, Title });
  const row = (title: string) => page.locator('.group-row', { hasText: title });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'turksim-pages-'));
    server = await start(0);
    browser = await openBrowser();
    page = await browser.newPerson();
    worker = await makeWorker(server.url, { name: 'Edsger' });
    await page.goto(`${server.url}/worker/${worker}`);
    await page.getByText('There is no HIT for you right now.').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('what comes while the hand is on the list waits, and what goes keeps its place until the hand is off', async () => {
    await post('First');
    await row('First').waitFor();
    await row('First').hover();
    await post('Second');
    await page.getByRole('button', { name: 'Show 1 new group' }).waitFor();
    expect(await row('Second').count()).toBe(0);
    const [shown] = (
      await ask<{ hits: { id: string }[] }>(server.url, '/api/markets/default/hits?limit=2')
    ).hits.slice(-1);
    await callAs(server.url, 'AKIALIVE', 'UpdateExpirationForHIT', { HITId: shown?.id, ExpireAt: 0 });
    await row('First').locator('[data-access="none"]').waitFor();
    await page.mouse.move(5, 5);
    await row('Second').waitFor();
    await row('First').waitFor({ state: 'detached' });
  });

  it('a page goes on by itself when the server is back, with what happened meanwhile and after', async () => {
    await page.evaluate('window.isStillTheSamePage = true');
    const port = Number(new URL(server.url).port);
    await server.close();
    await page.locator('[data-link="lost"]').waitFor();
    server = await start(port);
    await post('Posted before the page is back');
    await page.locator('[data-link="live"]').waitFor();
    await row('Posted before the page is back').waitFor();
    await post('Posted after');
    await row('Posted after').waitFor();
    await row('Second').waitFor();
    expect(await page.evaluate('window.isStillTheSamePage')).toBe(true);
  });

  it('a group that was the last to be seen is said to have left, and nothing untrue with it', async () => {
    await ask(server.url, '/api/markets', { id: 'one' });
    const { workers } = await ask<{ workers: { id: string }[] }>(server.url, '/api/markets/one/workers', {
      count: 1,
    });
    const only = { ...hit, Title: 'The only one' };
    const one = `${server.url}/markets/one`;
    const { HIT } = await callAs<{ HIT: { HITId: string } }>(one, 'AKIALIVE', 'CreateHIT', only);
    const other = await browser.newPerson();
    await other.goto(`${server.url}/worker/${workers[0]?.id}?market=one`);
    await other.getByText('The only one').click();
    await other.getByText('Preview: accept the HIT').waitFor();
    await callAs(one, 'AKIALIVE', 'UpdateExpirationForHIT', { HITId: HIT.HITId, ExpireAt: 0 });
    await other.getByText('This group has left your list').waitFor();
    expect(await other.getByText('You may not accept').count()).toBe(0);
    await other.context().close();
  });

  it('a site that could not be loaded comes by itself when the server is back', async () => {
    const other = await browser.newPerson();
    await other.goto(server.url);
    await other.locator('[data-link="live"]').waitFor();
    const port = Number(new URL(server.url).port);
    await server.close();
    await other.getByRole('link', { name: 'Market', exact: true }).click();
    await other.getByText('This page could not be loaded.').waitFor();
    server = await start(port);
    await other.getByRole('heading', { name: 'Market default' }).waitFor();
    await other.context().close();
  });

  it('the first page counts the four things by which a market lives, as they happen', async () => {
    await page.goto(server.url);
    await page.locator('[data-link="live"]').waitFor();
    const counted = (name: string) => page.locator(`[data-tally="${name}"]`, { hasText: /^[1-9]/ }).waitFor();
    const { QualificationType: type } = await callAs<{ QualificationType: { QualificationTypeId: string } }>(
      server.url,
      'AKIALIVE',
      'CreateQualificationType',
      { Name: 'Reads', Description: 'Reads well', QualificationTypeStatus: 'Active' },
    );
    const { QualificationTypeId } = type;
    const given = { QualificationTypeId, WorkerId: worker };
    const reader = await browser.newPerson();
    await reader.goto(`${server.url}/worker/${worker}`);
    await reader.locator('.group-row').first().waitFor();
    const QualificationRequirements = [
      { QualificationTypeId, Comparator: 'Exists', ActionsGuarded: 'DiscoverPreviewAndAccept' },
    ];
    await callAs(server.url, 'AKIALIVE', 'CreateHIT', {
      ...hit,
      Title: 'For readers',
      QualificationRequirements,
    });
    await callAs(server.url, 'AKIALIVE', 'AssociateQualificationWithWorker', given);
    await reader.locator('.group-row', { hasText: 'For readers' }).click();
    await reader.getByRole('button', { name: 'Accept and work' }).click();
    await reader.getByRole('textbox', { name: 'q1' }).fill('because');
    await reader.getByRole('button', { name: 'Submit' }).click();
    await reader.getByText('Your work was submitted.').waitFor();
    await callAs(server.url, 'AKIALIVE', 'DisassociateQualificationFromWorker', {
      ...given,
      Reason: 'Enough',
    });
    for (const name of ['granted', 'visibility', 'finished', 'revoked']) await counted(name);
    await page.locator('.event', { hasText: 'was granted “Reads”' }).waitFor();
    await page.locator('.event', { hasText: 'lost “Reads”: Enough' }).waitFor();
    await page.locator('.event', { hasText: `${worker} finished HIT` }).waitFor();
    await page.locator('.event', { hasText: '1 worker no longer sees group' }).waitFor();
  });

  it('the market dashboard stops, turns and shows the clock, and tells a program what it was answered', async () => {
    await page.goto(`${server.url}/market`);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('paused').waitFor();
    const before = (await ask<{ now: string }>(server.url, '/api/markets/default/clock')).now;
    await page.getByRole('button', { name: 'Advance a day' }).click();
    await page.getByText(/^1 d went by/).waitFor();
    const after = (await ask<{ now: string }>(server.url, '/api/markets/default/clock')).now;
    expect(Date.parse(after) - Date.parse(before)).toBe(86_400_000);
    await page
      .getByRole('table', { name: 'Workers by approval rate' })
      .getByRole('row', { name: /^100 %/ })
      .waitFor();
    await expect(callAs(server.url, 'AKIAWRONG', 'GetHIT', { HITId: '3NONE' })).rejects.toThrow();
    await page.getByRole('link', { name: 'API calls' }).click();
    await page.locator('.call-row', { hasText: 'AKIAWRONG' }).click();
    await page.getByText('"HITId": "3NONE"').waitFor();
    await page.getByRole('link', { name: 'Outbox' }).click();
    await page.locator('.call-row', { hasText: 'Reads' }).first().waitFor();
  });
});
