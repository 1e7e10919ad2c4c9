import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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
import { makeScene, pagesOf, type Scene } from '../../support/market-scene.ts';
import { textForm } from '../../support/requester-work.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';

/** A picture of every page goes into this folder, if one is named, for whoever changes how they look. */
const pictures = process.env.TURKSIM_PICTURES;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What keeps people from using a page, by axe's judgement. */
async function violations(page: Page, rules: readonly string[]): Promise<string[]> {
  await page.evaluate(axe);
  const options = rules.length === 0 ? {} : { runOnly: rules };
  const run = `axe.run(document, ${JSON.stringify(options)})`;
  const { violations: found } = (await page.evaluate(run)) as { violations: Violation[] };
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    );
}

/** All of axe's rules for the first; for the others those whose outcome depends on what is other there. */
const views = [
  { name: 'light', rules: [], viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'dark', rules: ['color-contrast'], viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  {
    name: 'phone',
    rules: ['scrollable-region-focusable', 'target-size'],
    viewport: { width: 390, height: 844 },
    colorScheme: 'light',
  },
] as const;

describe.skipIf(chromiumPath === undefined)('every page', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let scene: Scene;

  beforeAll(async () => {
    server = await startServer();
    scene = await makeScene(server.url);
    browser = await openBrowser();
    if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each(views)('can be used by all and fits its window: $name', { timeout: 120_000 }, async (view) => {
    const { name, rules, ...look } = view;
    const page = await browser.newPerson(look);
    const wrong: string[] = [];
    for (const [title, path] of pagesOf(scene)) {
      await page.goto(`${server.url}${path}`);
      await page.locator('h1').waitFor();
      await page.getByText('Loading').first().waitFor({ state: 'detached' });
      await page.locator('[data-link="connecting"]').waitFor({ state: 'detached' });
      wrong.push(...(await violations(page, rules)).map((each) => `${title}: ${each}`));
      const fits = await page.evaluate('document.documentElement.scrollWidth <= innerWidth');
      if (!fits) wrong.push(`${title}: is wider than its window`);
      if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${title}-${name}.png` });
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it('has nothing wrong in its console', () => {
    expect(browser.complaints).toEqual([]);
  });

  it('says what to do where there is nothing, and what is wrong where an address is', async () => {
    const page = await browser.newPerson();
    for (const [path, said] of [
      ['/worker/ANOBODY', 'There is no worker ANOBODY.'],
      [`/worker/${scene.worker}/groups/3NONE`, 'HIT type 3NONE does not exist.'],
      [`/worker/${scene.worker}/hits/3NONE`, 'There is no HIT 3NONE.'],
      ['/requester/AKIANEW', 'This account has no HIT yet.'],
      ['/requester/AKIANEW/types', 'You have no Qualification type yet.'],
      ['/requester/AKIANEW/requests', 'No request waits for you.'],
      ['/requester/AKIANEW/hits/3NONE', 'does not exist'],
      ['/?market=nowhere', 'There is no market nowhere.'],
      ['/worker?market=nowhere', 'Go to the market default'],
      ['/requester?market=nowhere', 'Go to the market default'],
      ['/market?market=nowhere', 'Go to the market default'],
      ['/market/nothing', 'There is no such page.'],
    ] as const) {
      await page.goto(`${server.url}${path}`);
      await page.getByText(said).first().waitFor();
    }
  });

  it('on a phone shows the whole of the tab that it is on, and of what happens', async () => {
    const page = await browser.newPerson({ viewport: { width: 390, height: 844 } });
    const right = async (selector: string) => {
      const box = await page.locator(selector).first().boundingBox();
      return (box?.x ?? 0) + (box?.width ?? 0);
    };
    await page.goto(`${server.url}/worker/${scene.worker}/inbox`);
    await page.locator('.tabs .count').waitFor();
    await expect.poll(() => right('.tabs [aria-current]')).toBeLessThanOrEqual((await right('.tabs')) + 1);
    await page.goto(`${server.url}/market`);
    await page.locator('[data-link="live"]').waitFor();
    const worker = await makeWorker(server.url);
    await ask(server.url, `/api/markets/default/hits/${scene.hit}/accept`, { worker });
    await page.locator('.event-text', { hasText: `Worker ${worker} accepted HIT` }).waitFor();
    const row = `[...document.querySelectorAll('.event')].find((each) => each.textContent.includes('${worker} accepted'))`;
    const isCut = `[...${row}.children].some((each) => each.scrollWidth > each.clientWidth)`;
    expect(await page.evaluate(isCut)).toBe(false);
  });

  it('fits its window also where names are one long word', async () => {
    const word = 'Donaudampfschifffahrtsgesellschaft'.repeat(5);
    const account = 'AKIALONG'.repeat(8);
    const worker = await makeWorker(server.url, { name: word.slice(0, 128) });
    const { QualificationType } = await callAs<{ QualificationType: { QualificationTypeId: string } }>(
      server.url,
      account,
      'CreateQualificationType',
      { Name: word, Description: word, QualificationTypeStatus: 'Active' },
    );
    const type = QualificationType.QualificationTypeId;
    const { HIT } = await callAs<{ HIT: { HITId: string; HITTypeId: string } }>(
      server.url,
      account,
      'CreateHIT',
      {
        Title: word.slice(0, 128),
        Description: word,
        Reward: '12345.00',
        AssignmentDurationInSeconds: 600,
        LifetimeInSeconds: 600,
        Question: textForm,
        QualificationRequirements: [{ QualificationTypeId: type, Comparator: 'Exists' }],
      },
    );
    await callAs(server.url, account, 'AssociateQualificationWithWorker', {
      QualificationTypeId: type,
      WorkerId: worker,
    });
    const { id } = await ask<{ id: string }>(server.url, `/api/markets/default/hits/${HIT.HITId}/accept`, {
      worker,
    });
    const answer = { q1: word };
    await ask(server.url, `/api/markets/default/assignments/${id}/submit`, { worker, answer });
    const long = { account, worker, type, testedType: type, group: HIT.HITTypeId };
    const paths = pagesOf({ ...long, hit: HIT.HITId, accepted: HIT.HITId });
    const page = await browser.newPerson({ viewport: { width: 390, height: 844 } });
    const wide: string[] = [];
    for (const [title, path] of paths) {
      await page.goto(`${server.url}${path}`);
      await page.locator('[data-link="connecting"]').waitFor({ state: 'detached' });
      await page.getByText('Loading').first().waitFor({ state: 'detached' });
      if (!(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'))) wide.push(title);
    }
    expect(wide).toEqual([]);
  });

  it('names work by its HIT also when that is gone from the list', async () => {
    const page = await browser.newPerson();
    await callAs(server.url, scene.account, 'UpdateExpirationForHIT', {
      HITId: scene.accepted,
      ExpireAt: 0,
    });
    await page.goto(`${server.url}/worker/${scene.worker}/queue`);
    await page.locator('.queue-title', { hasText: 'Compare two summaries' }).waitFor();
  });

  it('lets a worker take a test again when its type allows that', async () => {
    const page = await browser.newPerson();
    const worker = await makeWorker(server.url);
    await page.goto(`${server.url}/worker/${worker}/qualifications/${scene.testedType}`);
    await page.getByRole('button', { name: 'Start the test' }).click();
    await page.getByRole('button', { name: 'Hand in the test' }).click();
    await page.getByText('Your value is 0.').waitFor();
    await page.getByRole('link', { name: 'All Qualifications' }).first().click();
    await page.getByRole('link', { name: 'Writes English' }).click();
    const again = page.getByRole('button', { name: 'Take the test again' });
    await again.click();
    await page.getByText('You may ask again from').waitFor();
    await ask(server.url, '/api/markets/default/clock/advance', { seconds: 3600 });
    await again.click();
    await page.getByText('Time left').waitFor();
  });

  it('can be gone through by keyboard, from the skip link to a HIT', async () => {
    const page = await browser.newPerson();
    await page.goto(`${server.url}/worker/${scene.worker}`);
    await page.locator('.group-row').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.className')) === 'group-row ') break;
    }
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Accept and work' }).waitFor();
  });
});
