import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, openBrowser, type TestBrowser } from '../../support/browser.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

const adminKey = 'the-admin-key';
const account = { id: 'AKIAKEYS', secret: 'the-secret-of-the-account' };

describe.skipIf(chromiumPath === undefined)('pages of a server that checks keys', () => {
  let folder = '';
  let server: TestServer;
  let browser: TestBrowser;
  let worker = '';

  async function asAdmin<Answer>(path: string, body: object): Promise<Answer> {
    const response = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Answer;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'turksim-keys-'));
    const keys = join(folder, 'keys.json');
    writeFileSync(keys, JSON.stringify({ [account.id]: { secret: account.secret, name: 'Keyed' } }));
    server = await startServer({ auth: 'on', keys, adminKey });
    browser = await openBrowser();
    const { workers } = await asAdmin<{ workers: { id: string }[] }>('/api/markets/default/workers', {
      workers: [{ name: 'Barbara' }],
    });
    worker = workers[0]?.id ?? '';
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('the dashboard says that it needs the admin key, and takes it', async () => {
    const page = await browser.newPerson();
    await page.goto(`${server.url}/market`);
    await page.getByText('The admin key is needed').waitFor();
    await page.getByLabel('Admin key').fill('wrong');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByText('The admin key is wrong').waitFor();
    await page.getByLabel('Admin key').fill(adminKey);
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.locator('[data-link="live"]').waitFor();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('link', { name: 'Worker', exact: true }).click();
    await page.getByRole('link', { name: 'Barbara' }).click();
    await page.locator('[data-link="live"]').waitFor();
  });

  it('a worker comes with its token, and gets nowhere with another’s', async () => {
    const { token } = await asAdmin<{ token: string }>(`/api/markets/default/workers/${worker}/token`, {});
    const page = await browser.newPerson();
    await page.goto(`${server.url}/worker`);
    await page.getByLabel('Worker’s token').fill(token);
    await page.getByLabel('Name or WorkerId').fill(worker);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Barbara' }).waitFor();
    await page.getByRole('link', { name: 'Earnings' }).click();
    await page.locator('[data-earnings="Earned"]', { hasText: '$0.00' }).waitFor();
    await page.getByRole('link', { name: 'Qualifications' }).click();
    await page.getByLabel('I agree to see HITs with adult content').check();
    await page.getByRole('link', { name: 'Inbox' }).click();
    await page.getByText('consent to adult content').first().waitFor();
    await page.goto(`${server.url}/worker/ASOMEBODYELSE`);
    await page.getByText('The token is of another worker or another market.').waitFor();
  });

  it('a requester’s calls are signed in its browser, and a wrong secret is told in the server’s words', async () => {
    const page = await browser.newPerson();
    await page.goto(`${server.url}/requester`);
    await page.getByLabel('Access key id').fill(account.id);
    await page.getByLabel('Secret access key').fill('another');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('signature').first().waitFor();
    await page.goto(`${server.url}/requester`);
    await page.getByLabel('Access key id').fill(account.id);
    await page.getByLabel('Secret access key').fill(account.secret);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('This account has no HIT yet.').waitFor();
    await page.locator('[data-link="live"]').waitFor();
    await page.getByRole('link', { name: 'Qualification types' }).click();
    await page.getByRole('link', { name: 'New type' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Signed');
    await page.getByLabel('Description').fill('Made by a signed call');
    await page.getByRole('button', { name: 'Make the type' }).click();
    await page.getByText('You decide on requests').waitFor();
  });

  it('no key stands in an address or outlives the tab', async () => {
    const page = await browser.newPerson();
    await page.goto(`${server.url}/market`);
    await page.getByLabel('Admin key').fill(adminKey);
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.locator('[data-link="live"]').waitFor();
    expect(page.url()).not.toContain(adminKey);
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(adminKey);
  });
});
