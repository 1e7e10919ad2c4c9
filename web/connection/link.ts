import { signal } from '@preact/signals';
import type { Socket } from 'socket.io-client';

/** How a page's connection stands. `refused`: the server said no and trying again changes nothing. */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

/** Follows a socket's connection. Socket.IO reconnects by itself but for what the server refused or closed. */
export function followLink(socket: Pick<Socket, 'on' | 'connect'>) {
  const link = signal<LinkState>({ kind: 'connecting' });
  let closing: string | undefined;
  socket.on('connect', () => {
    closing = undefined;
    link.value = { kind: 'live' };
  });
  socket.on('closing', (reason: { message: string }) => {
    closing = reason.message;
  });
  socket.on('connect_error', (error: Error) => {
    // A refusal of the namespace carries data or leaves the engine open; a server that is down does not.
    const refused = 'data' in error || !isTransport(error);
    link.value = refused
      ? { kind: 'refused', why: error.message }
      : { kind: 'lost', why: 'The server does not answer.' };
  });
  socket.on('disconnect', (reason: string) => {
    link.value = { kind: 'lost', why: closing ?? 'The connection was lost.' };
    // Closed by the server: Socket.IO waits to be told. Not at once, so that a server that closes again is not stormed.
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 2000);
  });
  return link;
}

function isTransport(error: Error): boolean {
  return 'type' in error && error.type === 'TransportError';
}
