import type { Server, Socket } from 'socket.io';
import { Refused } from '../contract/errors.ts';

/** Counts the connections of each address, and remembers which came when there were too many already. */
export class AddressLimit {
  readonly #max: number;
  readonly #counts = new Map<string, number>();
  readonly #excess = new WeakSet<Socket['conn']>();

  constructor(io: Server, max: number) {
    this.#max = max;
    io.engine.on('connection', (connection: Socket['conn']) => this.#count(connection));
  }

  #count(connection: Socket['conn']): void {
    const address = connection.remoteAddress;
    const count = (this.#counts.get(address) ?? 0) + 1;
    this.#counts.set(address, count);
    if (count > this.#max) this.#excess.add(connection);
    connection.once('close', () => {
      const left = (this.#counts.get(address) ?? 0) - 1;
      if (left > 0) this.#counts.set(address, left);
      else this.#counts.delete(address);
    });
  }

  /** Throws for a connection beyond the limit. */
  check(socket: Socket): void {
    if (!this.#excess.has(socket.conn)) return;
    throw new Refused(
      'TooManyRequests',
      `One address may hold ${this.#max} connections, and this is one more.`,
      {
        allowed: this.#max,
      },
    );
  }
}
