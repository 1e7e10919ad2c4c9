import type { Socket } from 'socket.io';
import { Refused } from '../contract/errors.ts';
import type { Closing } from '../contract/schemas/sockets.ts';
import { isDefect, refusalOf, socketAnswer } from '../http/error-answer.ts';
import type { Log } from '../log.ts';
import { Outgoing } from './outgoing.ts';

/** What all namespaces do when a socket comes. */

export const marketDeleted: Closing = { code: 'MarketDeleted', message: 'The market was deleted.' };

/** An error as the client's `connect_error` shows it: the message, and code and details in `data`. */
function connectError(error: unknown): Error & { data: object } {
  const { code, message, details } = refusalOf(error);
  return Object.assign(new Error(message), { data: { ...details, code, message } });
}

/** Whether it is to be tried again: clients come back by themselves after a lost connection, and only then. */
const isPassing = (error: unknown): boolean => refusalOf(error).code === 'Unavailable';

function cut(socket: Socket, error: unknown): void {
  new Outgoing(socket, () => {}).cut(refusalOf(error).message);
}

/** Lets a handshake through, or refuses it with what was wrong. */
export function admitting(
  admit: (socket: Socket) => Promise<void>,
  log: Log,
): (socket: Socket, next: (error?: Error) => void) => void {
  return (socket, next) => {
    admit(socket).then(
      () => next(),
      (error: unknown) => {
        if (isDefect(error)) log.error({ err: error }, 'handshake');
        if (isPassing(error)) cut(socket, error);
        next(connectError(error));
      },
    );
  };
}

/** Serves an admitted socket; what goes wrong closes it with the reason, or cuts it where another try may do. */
export function connecting(
  connect: (socket: Socket) => Promise<void> | void,
  log: Log,
): (socket: Socket) => void {
  const failed = (socket: Socket, error: unknown) => {
    if (isDefect(error)) log.error({ err: error }, 'socket');
    if (isPassing(error)) return cut(socket, error);
    const { code, message } = refusalOf(error);
    new Outgoing(socket, () => {}).close({ code, message });
  };
  return (socket) => {
    try {
      void Promise.resolve(connect(socket)).catch((error: unknown) => failed(socket, error));
    } catch (error) {
      failed(socket, error);
    }
  };
}

/** For namespaces of which nothing can be asked: whoever waits for an acknowledgement is told so. */
export function noRequests(event: string, ...given: unknown[]): void {
  const acknowledge = given.at(-1);
  if (typeof acknowledge !== 'function') return;
  acknowledge(socketAnswer(new Refused('NotFound', `There is no request ${event.slice(0, 100)} here.`)));
}
