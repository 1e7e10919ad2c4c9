import { at, here } from '../app/location.ts';
import type { RequesterLive } from '../connection/requester-live.ts';

/** What every page of a requester gets. */
export interface RequesterPageProps {
  readonly live: RequesterLive;
}

/** Address of a page of an account. */
export function requesterHref(
  { accessKeyId }: Pick<RequesterLive, 'accessKeyId'>,
  ...parts: readonly string[]
): string {
  return here(at('requester', accessKeyId, ...parts));
}
