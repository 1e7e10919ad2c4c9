import { MTurk } from '@aws-sdk/client-mturk';
import type { DriveOptions } from './options.ts';

/** Requesters' programs as people write them: the AWS SDK, told another endpoint. */

/** Any key opens an account where no keys are checked. */
const madeUpKey = (number: number) => ({ accessKeyId: `DRIVE${number}`, secretAccessKey: 'made up' });

/** `count` clients; where keys were given they share these. */
export function requesterClients({ url, market, keys = [] }: DriveOptions, count: number): MTurk[] {
  const endpoint = `${url.replace(/\/$/, '')}/markets/${market}`;
  return Array.from({ length: count }, (_, number) => {
    const credentials = keys[number % keys.length] ?? madeUpKey(number);
    // One attempt: a failure that a second attempt hides is what a drive looks for.
    return new MTurk({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  });
}

/** The status and the code of a call that was answered by a refusal; undefined where none came. */
export function refusalOf(error: unknown): { readonly status: number; readonly code: string } | undefined {
  const { name, $metadata, TurkErrorCode } = error as {
    name?: string;
    $metadata?: { httpStatusCode?: number };
    TurkErrorCode?: string;
  };
  const status = $metadata?.httpStatusCode;
  return status === undefined ? undefined : { status, code: TurkErrorCode ?? name ?? 'unknown' };
}
