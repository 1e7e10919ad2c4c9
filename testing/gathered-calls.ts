import { setImmediate } from 'node:timers';
import type { WireError } from '../server/contract/schemas/basics.ts';
import type { BatchAnswer, BatchBody } from '../server/contract/schemas/batch.ts';
import { type Method, TurksimRefusal } from './http-client.ts';

type Call = BatchBody['calls'][number];

interface Waiting {
  readonly call: Call;
  readonly answered: (answer: BatchAnswer['answers'][number]) => void;
  readonly failed: (error: unknown) => void;
}

/** The server's limit for one batch. */
const callsPerBatch = 1000;

/** Calls that a test begins in one turn of the event loop, such as 200 workers who accept, go out as one request. */
export class GatheredCalls {
  readonly #send: (batch: BatchBody) => Promise<BatchAnswer>;
  #waiting: Waiting[] = [];

  constructor(send: (batch: BatchBody) => Promise<BatchAnswer>) {
    this.#send = send;
  }

  /** `path` below the market. Throws `TurksimRefusal`, as if the call had gone out alone. */
  async ask<T>(method: Method, path: string, body?: object): Promise<T> {
    const call = { method, path, ...(body === undefined ? {} : { body }) };
    const { status, body: answer } = await this.#answerTo(call);
    if (status >= 300) throw new TurksimRefusal(status, (answer as { error: WireError }).error);
    return answer as T;
  }

  #answerTo(call: Call): Promise<BatchAnswer['answers'][number]> {
    return new Promise((answered, failed) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#sendAll());
      this.#waiting.push({ call, answered, failed });
    });
  }

  #sendAll(): void {
    const all = this.#waiting;
    this.#waiting = [];
    for (let from = 0; from < all.length; from += callsPerBatch)
      void this.#sendSome(all.slice(from, from + callsPerBatch));
  }

  async #sendSome(some: readonly Waiting[]): Promise<void> {
    try {
      const { answers } = await this.#send({ calls: some.map(({ call }) => call) });
      for (const [at, { answered }] of some.entries())
        answered(answers[at] as BatchAnswer['answers'][number]);
    } catch (error) {
      for (const { failed } of some) failed(error);
    }
  }
}
