import type { WireError } from '../../server/contract/schemas/basics.ts';

/** A refusal in the server's own words, or what kept the server from answering. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, { code, message, ...details }: WireError) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  /** Admin key or worker's token. */
  readonly key?: string;
  readonly signal?: AbortSignal;
}

/** Asks one of turksim's own routes. */
export async function ask<Answer>(
  path: string,
  { method = 'GET', body, key, signal }: Ask = {},
): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (key !== undefined && key !== '') headers.authorization = `Bearer ${key}`;
  const response = await fetchOrSay(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.status === 204) return undefined as Answer;
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as Answer;
  throw new ApiError(response.status, errorIn(answer) ?? nothingSaid(response));
}

/** A fetch whose failure says what to do. */
export async function fetchOrSay(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, {
      code: 'Unreachable',
      message: 'The server does not answer. Is it running? This page goes on by itself when it does.',
    });
  }
}

function errorIn(answer: unknown): WireError | undefined {
  const error = (answer as { error?: Partial<WireError> } | undefined)?.error;
  return typeof error?.code === 'string' && typeof error.message === 'string'
    ? (error as WireError)
    : undefined;
}

function nothingSaid({ status, statusText }: Response): WireError {
  return { code: `HTTP${status}`, message: `The server answered ${status} ${statusText}.` };
}

/** What to show of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A path with its query, without members that are undefined or empty. */
export function withQuery(path: string, members: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(members))
    if (value !== undefined && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
