/** The control and worker API of one market of a running server, over HTTP. */

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
  const { code, message } = (answer as { error?: { code: string; message: string } }).error ?? {
    code: 'unknown',
    message: text,
  };
  throw new CallRefused(response.status, code, message);
}
