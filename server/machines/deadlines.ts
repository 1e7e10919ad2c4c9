import type { AnyStateMachine } from 'xstate';
import type { Kind, Records } from '../contract/records.ts';
import { rowOf, tableOf } from './advance.ts';
import { assignmentMachine } from './assignment.ts';
import { hitMachine } from './hit.ts';
import type { Deadlines } from './machine.ts';
import { outboxMachine } from './outbox.ts';
import { qualificationRequestMachine } from './qualification-request.ts';
import { qualificationTypeMachine } from './qualification-type.ts';

interface Timed {
  readonly definition: AnyStateMachine;
  readonly deadlines: Deadlines<never>;
}

/** The machines with delays. */
const delayed: { readonly [K in Kind]?: Timed } = {
  qualificationRequest: qualificationRequestMachine,
  qualificationType: qualificationTypeMachine,
  hit: hitMachine,
  assignment: assignmentMachine,
  outbox: outboxMachine,
};

/** How long a UniqueRequestToken is remembered (1.0). */
const tokenRememberedMs = 24 * 60 * 60 * 1000;

/** Records without a machine that are due once. */
const dueOnce: { readonly [K in Kind]?: (record: Records[K]) => Readonly<Record<string, number>> } = {
  token: ({ at }) => ({ forget: at + tokenRememberedMs }),
  reviewReport: ({ run }) => (run === undefined ? none : { run: run.at }),
};

const none: Readonly<Record<string, number>> = {};

/**
 * The deadlines that a record has in its present state: delay name → instant, epoch ms of market time. Which delays
 * run says the machine, when they end its `deadlines`. Simulated people's plans are no deadlines: their market
 * asks them itself.
 */
export function deadlinesOf<K extends Kind>(kind: K, record: Records[K]): Readonly<Record<string, number>> {
  const machine = delayed[kind];
  if (!machine) return dueOnce[kind]?.(record) ?? none;
  const stated = record as unknown as { state: unknown };
  const instants: Record<string, number> = {};
  for (const region of tableOf(machine.definition)) {
    for (const delay of rowOf(region, stated)?.after.keys() ?? []) {
      const at = machine.deadlines[delay]?.(record as never);
      if (at !== undefined) instants[delay] = at;
    }
  }
  return instants;
}
