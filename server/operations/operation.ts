import type { z } from 'zod';
import type { Kind, Records } from '../contract/records.ts';
import type { Transaction } from '../market/transaction.ts';

/** How near an operation comes to the real one. */
export type Fidelity = 'exact' | 'close' | 'partial';

/** One call of the Requester API, already authenticated and of valid shape. */
export interface Call {
  readonly tx: Transaction;
  /** Access key id of the caller. */
  readonly requester: string;
  /** The answer's `x-amzn-RequestId`. */
  readonly requestId: string;
}

/** Reads a record as it stands, without depending on it. */
export type Look = <K extends Kind>(kind: K, id: string) => Promise<Records[K] | undefined>;

export interface Operation<Schema extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** Model constraints, members in the model's order; what it accepts is the type of the input. */
  readonly input: Schema;
  readonly fidelity: Fidelity;
  /** Old members in today's names, before anything else looks at the input (old-names.ts). */
  rename?(input: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** Where we knowingly differ from the real service, for people. */
  readonly differences: readonly string[];
  /** Record keys on which calls wait for one another, such as `hit/<id>`. */
  queueOn?(input: z.output<Schema>, look: Look): readonly string[] | Promise<readonly string[]>;
  /** Where one commit would be too large: the inputs to run one after another, and the answer made of theirs. */
  readonly batches?: {
    split(input: z.output<Schema>): readonly z.output<Schema>[];
    join(answers: readonly object[]): object;
  };
  /** One decision: reads, checks and changes through `call.tx`; throws `Refused`; answers in the wire's members. */
  run(input: z.output<Schema>, call: Call): Promise<object>;
}

/** Types an operation by its own input schema. */
export function operation<Schema extends z.ZodType>(definition: Operation<Schema>): Operation {
  return definition as unknown as Operation;
}
