import { requesterSecret } from '../app/keys.ts';
import { standardMarket } from '../app/location.ts';
import { wallNow } from '../app/wall-clock.ts';
import { ApiError, fetchOrSay } from './http.ts';
import { sign } from './sign.ts';

/** Who calls: the access key id names the account, which exists from its first call on. */
export interface Account {
  readonly market: string;
  readonly accessKeyId: string;
}

interface Refusal {
  readonly __type?: string;
  readonly Message?: string;
  readonly message?: string;
  readonly TurkErrorCode?: string;
}

const contentType = 'application/x-amz-json-1.1';

/** Calls an operation of the MTurk Requester API, as any client of it would. */
export async function call<Output = unknown>(
  account: Account,
  operation: string,
  input: object,
): Promise<Output> {
  const body = JSON.stringify(input);
  const path = account.market === standardMarket ? '/' : `/markets/${encodeURIComponent(account.market)}`;
  const headers = {
    'content-type': contentType,
    'x-amz-target': `MTurkRequesterServiceV20170117.${operation}`,
  };
  const response = await fetchOrSay(path, {
    method: 'POST',
    headers: { ...headers, ...(await authorization(account, path, headers, body)) },
    body,
  });
  const answer = (await response.json().catch(() => ({}))) as Output & Refusal;
  if (response.ok) return answer;
  const { __type = `HTTP${response.status}`, Message, message, TurkErrorCode } = answer;
  throw new ApiError(response.status, {
    code: TurkErrorCode ?? __type,
    message: Message ?? message ?? `The server answered ${response.status}.`,
  });
}

/** Without a secret the account is only named, which is all that a server with `--auth off` looks at. */
async function authorization(
  { accessKeyId }: Account,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Record<string, string>> {
  const secret = requesterSecret.peek();
  if (secret === '')
    return {
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20000101/us-east-1/mturk-requester/aws4_request, SignedHeaders=host, Signature=none`,
    };
  const signed = await sign({ accessKeyId, secret }, { method: 'POST', path, headers, body }, wallNow());
  const { date, scope, signedHeaders, signature } = signed;
  return {
    'x-amz-date': date,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  };
}

/** What a listing answers beside its items: a full page has a token, the end is an empty page. */
interface Page {
  readonly NextToken?: string;
  readonly NumResults: number;
}

const pageSize = 100;

/** Reads a listing page by page, until its end or until there are `most`. */
export async function listAll<Item>(
  account: Account,
  operation: string,
  { input = {}, items, most = 10_000 }: { input?: object; items: string; most?: number },
): Promise<Item[]> {
  const found: Item[] = [];
  let token: string | undefined;
  do {
    const size = Math.min(pageSize, most - found.length);
    const page = await call<Page & Record<string, unknown>>(account, operation, {
      ...input,
      MaxResults: size,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    found.push(...((page[items] as Item[] | undefined) ?? []));
    token = page.NumResults < size ? undefined : page.NextToken;
  } while (token !== undefined && found.length < most);
  return found;
}
