import type { MTurkClient } from '@aws-sdk/client-mturk';
import { afterAll, beforeAll } from 'vitest';
import { type ApiOptions, type RequesterApiServer, startRequesterApi } from './start-requester-api.ts';

/** What most files of tests of the Requester API begin with: a server, and two requesters. */
export interface ApiSuite {
  api: RequesterApiServer;
  client: MTurkClient;
  /** Another requester. */
  stranger: MTurkClient;
}

/** Starts a server before the tests of a file and closes it behind them. */
export function apiSuite(options: ApiOptions = {}): ApiSuite {
  const suite = {} as ApiSuite;
  beforeAll(async () => {
    suite.api = await startRequesterApi(options);
    suite.client = suite.api.client();
    suite.stranger = suite.api.client('STRANGER');
  });
  afterAll(() => suite.api?.close());
  return suite;
}
