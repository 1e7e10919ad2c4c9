/** Calls of a running server over HTTP: the control and worker API, and the Requester API. */

export class CallRefused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'CallRefused';
    this.status = status;
    this.code = code;
  }
}

export interface ServerCalls {
  /** A route of the market: `route('GET', '/workers')`. */
  route<T>(method: string, path: string, body?: object): Promise<T>;
  /** An operation as the account `requester`. */
  operation<T>(requester: string, name: string, input: object): Promise<T>;
}

export function serverCalls(server: {
  url: string;
  market: string;
  adminKey?: string | undefined;
}): ServerCalls {
  const base = server.url.replace(/\/$/, '');
  const authorization = server.adminKey === undefined ? {} : { authorization: `Bearer ${server.adminKey}` };
  return {
    route: (method, path, body) =>
      send(`${base}/api/markets/${server.market}${path}`, method, body, {
        ...authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      }),
    operation: (requester, name, input) =>
      send(`${base}/markets/${server.market}`, 'POST', input, {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `MTurkRequesterServiceV20170117.${name}`,
        authorization: `AWS4-HMAC-SHA256 Credential=${requester}/20260101/us-east-1/mturk-requester/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
      }),
  };
}

async function send<T>(
  url: string,
  method: string,
  body: object | undefined,
  headers: Readonly<Record<string, string>>,
): Promise<T> {
  const response = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = text === '' ? {} : JSON.parse(text);
  if (response.ok) return answer as T;
  const { code, message } = refusalIn(answer);
  throw new CallRefused(response.status, code, message);
}

/** Routes and operations word their refusals differently. */
function refusalIn(answer: Record<string, unknown>): { code: string; message: string } {
  const { error } = answer as { error?: { code: string; message: string } };
  if (error) return error;
  const { TurkErrorCode, __type, Message, message } = answer as Record<string, string | undefined>;
  return { code: TurkErrorCode ?? __type ?? 'unknown', message: Message ?? message ?? '' };
}
