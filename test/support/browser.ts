import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { toolPath } from './tools.ts';

/** Chromium as the tests of the pages use it: without a network of its own, each person in a context of their own. */
export interface TestBrowser {
  /** A page of somebody new: nothing is shared with other people's pages. */
  newPerson(options?: BrowserContextOptions): Promise<Page>;
  /** What pages said was wrong, so far. */
  readonly complaints: readonly string[];
  /** Pictures of all pages that are open, into a folder; for whoever looks at a failure. */
  picture(folder: string): Promise<void>;
  close(): Promise<void>;
}

export const chromiumPath = toolPath('chromium');

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long anything on a page may take; machines with two cores are shared. */
const patienceMs = 15_000;

export async function openBrowser(): Promise<TestBrowser> {
  if (chromiumPath === undefined) throw new Error('chromium is missing: apt-get install chromium');
  const browser = await chromium.launch({ executablePath: chromiumPath, headless: true, args: quiet });
  const complaints: string[] = [];
  return {
    complaints,
    async newPerson(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      context.setDefaultTimeout(patienceMs);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`);
      });
      return page;
    },
    async picture(folder) {
      const pages = browser.contexts().flatMap((context) => context.pages());
      for (const [number, page] of pages.entries())
        await page.screenshot({ path: `${folder}/page-${number + 1}.png` });
    },
    close: () => browser.close(),
  };
}

/** Waits until a reading of the page is as wanted. */
export async function eventually<T>(
  read: () => Promise<T>,
  wanted: (value: T) => boolean,
  what: string,
): Promise<T> {
  let value = await read();
  await expect
    .poll(
      async () => {
        value = await read();
        return wanted(value);
      },
      { timeout: patienceMs, message: what },
    )
    .toBe(true);
  return value;
}

/** Calls the Requester API as an account, as the pages do. */
export async function callAs<Output = Record<string, unknown>>(
  url: string,
  accessKeyId: string,
  operation: string,
  input: object,
): Promise<Output> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `MTurkRequesterServiceV20170117.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20000101/us-east-1/mturk-requester/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as Output;
  if (!response.ok) throw new Error(`${operation}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Asks a route of turksim's own. */
export async function ask<Output = Record<string, unknown>>(
  url: string,
  path: string,
  body?: object,
  method = body === undefined ? 'GET' : 'POST',
): Promise<Output> {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Output;
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
}

/** A worker with a name, by the control API. */
export async function makeWorker(url: string, spec: object = {}): Promise<string> {
  const { workers } = await ask<{ workers: { id: string }[] }>(url, '/api/markets/default/workers', {
    workers: [spec],
  });
  return (workers[0] as { id: string }).id;
}
