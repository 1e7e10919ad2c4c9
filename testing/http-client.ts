import * as http from 'node:http';
import * as https from 'node:https';
import type { WireError } from '../server/contract/schemas/basics.ts';

/** A refusal by the server: what its error says, with the HTTP status. */
export class TurksimRefusal extends Error {
  readonly code: string;
  readonly status: number;
  /** All members of the error, `retryAt` or `unmet` among them. */
  readonly error: WireError;

  constructor(status: number, error: WireError) {
    super(`${error.code}: ${error.message}`);
    this.name = 'TurksimRefusal';
    this.code = error.code;
    this.status = status;
    this.error = error;
  }
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A test makes thousands of small calls: connections stay open, and calls beyond these wait for one. */
const connections = { keepAlive: true, maxSockets: 16 };
const agents = { http: new http.Agent(connections), https: new https.Agent(connections) };

/** Calls a JSON route; answers its body, throws `TurksimRefusal`. */
export async function call<T>(method: Method, url: string, body?: object, adminKey?: string): Promise<T> {
  const { status, text } = await exchange(method, url, body && JSON.stringify(body), adminKey);
  const answer: unknown = text === '' ? {} : JSON.parse(text);
  if (status >= 300) throw new TurksimRefusal(status, (answer as { error: WireError }).error);
  return answer as T;
}

function exchange(
  method: Method,
  url: string,
  body: string | undefined,
  adminKey: string | undefined,
): Promise<{ status: number; text: string }> {
  const isSecure = url.startsWith('https:');
  const headers = {
    'content-type': 'application/json',
    ...(adminKey === undefined ? {} : { authorization: `Bearer ${adminKey}` }),
    ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
  };
  const options = { method, headers, agent: isSecure ? agents.https : agents.http };
  return new Promise((resolve, reject) => {
    const request = (isSecure ? https : http).request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}
