import type { RedisConnection } from './connection.ts';

/** What those who share a Redis tell one another: a sharded channel, whose messages begin with who says it. */
export class Told {
  readonly #connection: RedisConnection;
  readonly #channel: string;
  readonly #server: string;
  readonly #listeners = new Set<(text: string) => void>();
  #isSubscribed = false;

  constructor(connection: RedisConnection, channel: string, server: string) {
    this.#connection = connection;
    this.#channel = channel;
    this.#server = server;
    connection.onReady(() => void this.#subscribe());
  }

  async tell(text: string): Promise<void> {
    await this.#connection.send(this.#channel, ['SPUBLISH', this.#channel, `${this.#server} ${text}`]);
  }

  hear(listener: (text: string) => void): () => void {
    this.#listeners.add(listener);
    void this.#subscribe();
    return () => this.#listeners.delete(listener);
  }

  async #subscribe(): Promise<void> {
    if (this.#isSubscribed || this.#listeners.size === 0) return;
    this.#isSubscribed = true;
    const hear = (message: string): void => {
      const blank = message.indexOf(' ');
      if (message.slice(0, blank) === this.#server) return;
      for (const listener of this.#listeners) listener(message.slice(blank + 1));
    };
    // Tried again with the next connection.
    await this.#connection.subscribe(this.#channel, hear).catch(() => {
      this.#isSubscribed = false;
    });
  }
}
