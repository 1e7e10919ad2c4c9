import { afterEach, beforeEach, expect, it } from 'vitest';
import { type WalkClient, walk } from '../../support/client-walk.ts';
import { operationNames } from '../../support/mturk-model.ts';
import { isLongRun } from '../../support/runs.ts';
import { type RequesterApiServer, startRequesterApi } from '../../support/start-requester-api.ts';
import { findGo, toolPath } from '../../support/tools.ts';
import { awsCli, boto3, go, javaScript2, javaScript3 } from '../../support/walk-clients.ts';

/** Installing an SDK, or starting a process for each call, takes its time. */
const timeout = 300_000;

let api: RequesterApiServer;
let client: WalkClient | undefined;
beforeEach(async () => {
  api = await startRequesterApi();
});
afterEach(async () => {
  await client?.close();
  await api.close();
});

async function walksThrough(library: WalkClient | undefined): Promise<void> {
  client = library;
  expect([...(await walk(library as WalkClient, api))].sort()).toEqual([...operationNames].sort());
}

it('the AWS SDK for JavaScript v3 walks through all operations', () =>
  walksThrough(javaScript3(api.client('WALKER'))));

const hasPython = toolPath('python3') !== undefined;

it.runIf(hasPython)('boto3 walks through all operations', { timeout }, () => walksThrough(boto3(api.url)));

it.runIf(hasPython)('the AWS CLI walks through all operations', { timeout }, () =>
  walksThrough(awsCli(api.url)),
);

// Large to install, or slow to compile.
if (isLongRun()) {
  it('the AWS SDK for JavaScript v2 walks through all operations', { timeout }, () =>
    walksThrough(javaScript2(api.url)),
  );

  if (findGo() !== undefined) {
    it('the AWS SDK for Go walks through all operations', { timeout }, () => walksThrough(go(api.url)));
  }
}
