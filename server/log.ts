import type { Logger } from 'pino';
import pino from 'pino';

export type Log = Logger;

/** Structured lines on standard error, without keys, tokens or signatures. Standard output carries the URL line alone. */
export function createLog(): Log {
  return pino(
    { name: 'turksim', level: 'warn', redact: ['authorization', 'token', 'secret', 'adminKey', 'auth'] },
    pino.destination({ dest: 2, sync: true }),
  );
}
