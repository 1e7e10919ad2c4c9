import type { ServerResponse } from 'node:http';
import { routeAnswer } from './error-answer.ts';

const json = 'application/json; charset=utf-8';

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    'content-type': json,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}

/** Any error as a route tells it. Whoever calls logs what is a defect. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  const { status, body, headers } = routeAnswer(error);
  // A body that was too large is not read to its end, so the connection can't go on.
  sendJson(response, status, body, status === 413 ? { ...headers, connection: 'close' } : headers);
}
