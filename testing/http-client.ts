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

/** Calls a JSON route; answers its body, throws `TurksimRefusal`. */
export async function call<T>(method: Method, url: string, body?: object, adminKey?: string): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(adminKey === undefined ? {} : { authorization: `Bearer ${adminKey}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? {} : JSON.parse(text);
  if (!response.ok) throw new TurksimRefusal(response.status, (answer as { error: WireError }).error);
  return answer as T;
}
