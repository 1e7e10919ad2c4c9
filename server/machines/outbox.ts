import { assertEvent, assign, setup } from 'xstate';
import type { OutboxRecord } from '../contract/records.ts';
import type { ContextOf, Deadlines, Machine } from './machine.ts';
import { asks, until } from './machine.ts';

type Context = ContextOf<OutboxRecord>;

export interface OutboxEvent {
  readonly type: 'attempted';
  readonly now: number;
  readonly delivered: boolean;
  /** HTTP status of the endpoint's answer. */
  readonly status?: number | undefined;
  readonly error?: string | undefined;
}

export interface OutboxEffect {
  readonly type: 'announce';
}

/** Waits double from the first to the eighth try: about 21 minutes in all, as queues redeliver. */
const firstWaitMs = 10_000;
const attemptsMax = 8;

const deadlines = { retryWait: (entry: Context) => entry.nextAttemptAt } satisfies Deadlines<Context>;

/** Delivery of one mail or notification: at least once, with back-off (8.1). */
const definition = setup({
  types: { context: {} as Context, events: {} as OutboxEvent, input: {} as Context },
  guards: {
    isDelivered: ({ event }) => event.delivered,
    isLastTry: ({ context }) => context.attempts.length + 1 >= attemptsMax,
  },
  delays: { retryWait: until(deadlines.retryWait) },
  actions: {
    noteAttempt: assign(({ context, event }) => {
      assertEvent(event, 'attempted');
      const { now: at, status, error } = event;
      const attempt = {
        at,
        ...(status === undefined ? {} : { status }),
        ...(error === undefined ? {} : { error }),
      };
      return { attempts: [...context.attempts, attempt] };
    }),
    planRetry: assign(({ context, event }) => ({
      nextAttemptAt: event.now + firstWaitMs * 2 ** (context.attempts.length - 1),
    })),
    forgetRetry: assign({ nextAttemptAt: undefined }),
    announce: asks(),
  },
}).createMachine({
  id: 'outbox',
  context: ({ input }) => input,
  initial: 'due',
  states: {
    due: {
      on: {
        attempted: [
          { description: '8.1', guard: 'isDelivered', target: 'done', actions: ['noteAttempt', 'announce'] },
          { description: '8.1', guard: 'isLastTry', target: 'done', actions: ['noteAttempt', 'announce'] },
          { description: '8.1', target: 'waiting', actions: ['noteAttempt', 'planRetry', 'announce'] },
        ],
      },
    },
    waiting: {
      after: { retryWait: { description: '8.1', target: 'due', actions: ['forgetRetry', 'announce'] } },
    },
    done: {},
  },
});

export const outboxMachine: Machine<OutboxRecord, OutboxEvent, OutboxEffect> = { definition, deadlines };
