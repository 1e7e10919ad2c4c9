import { assertEvent, assign, setup } from 'xstate';
import type { ErrorCode } from '../contract/errors.ts';
import type { QualificationRequestRecord } from '../contract/records.ts';
import type { ContextOf, Deadlines, Machine } from './machine.ts';
import { asks, until } from './machine.ts';

type Context = ContextOf<QualificationRequestRecord>;

export type QualificationRequestEvent =
  | {
      readonly type: 'ask';
      readonly now: number;
      /** The value that the type grants by itself (Q49). */
      readonly granting?: number | undefined;
      readonly test?: { readonly revision: number; readonly durationSeconds: number } | undefined;
    }
  /** `value`: the score, where the shown test has a key. */
  | {
      readonly type: 'submit';
      readonly now: number;
      readonly answer: string;
      readonly value?: number | undefined;
    }
  | { readonly type: 'accept'; readonly now: number; readonly value: number }
  | { readonly type: 'reject'; readonly now: number; readonly reason?: string | undefined }
  | { readonly type: 'typeDeleted'; readonly now: number };

export type QualificationRequestEffect =
  /** The worker holds the Qualification with the request's value; the request is no longer open. */
  | { readonly type: 'grant' }
  /** The request is no longer open, and nothing was granted. */
  | { readonly type: 'close' }
  | {
      readonly type: 'tell';
      readonly params: { readonly push: 'request:pending' | 'request:rejected' | 'request:expired' };
    }
  | {
      readonly type: 'announce';
      readonly params: { readonly event: 'request:asked' | 'request:resumed' | 'request:granted' };
    }
  | { readonly type: 'refuse'; readonly params: { readonly code: ErrorCode } };

const deadlines = {
  testTime: (request: Context) => request.dueAt,
} satisfies Deadlines<Context>;

const refusal = { type: 'refuse', params: { code: 'InvalidQualificationRequestState' } } as const;
const decided = {
  accept: { description: 'Q57', actions: refusal },
  reject: { description: 'Q57', actions: refusal },
} as const;

const definition = setup({
  types: {
    context: {} as Context,
    events: {} as QualificationRequestEvent,
    input: {} as Context,
  },
  guards: {
    grantsItself: ({ event }) => event.type === 'ask' && event.granting !== undefined,
    hasTest: ({ event }) => event.type === 'ask' && event.test !== undefined,
    inTime: ({ context, event }) => context.dueAt === undefined || event.now <= context.dueAt,
    inTimeAndGraded: ({ context, event }) =>
      event.type === 'submit' &&
      event.value !== undefined &&
      (context.dueAt === undefined || event.now <= context.dueAt),
  },
  delays: { testTime: until(deadlines.testTime) },
  actions: {
    takeGrantedValue: assign(({ event }) => {
      assertEvent(event, 'ask');
      return { value: event.granting };
    }),
    startTest: assign(({ event }) => {
      assertEvent(event, 'ask');
      if (!event.test) return {};
      return { testRevision: event.test.revision, dueAt: event.now + event.test.durationSeconds * 1000 };
    }),
    stampSubmission: assign(({ event }) => ({ submittedAt: event.now })),
    keepAnswer: assign(({ event }) => {
      assertEvent(event, 'submit');
      return { answer: event.answer };
    }),
    takeValue: assign(({ event }) => {
      assertEvent(event, ['submit', 'accept']);
      return { value: event.value };
    }),
    keepReason: assign(({ event }) => {
      assertEvent(event, 'reject');
      return { reason: event.reason };
    }),
    grant: asks(),
    close: asks(),
    tell: asks<{ push: 'request:pending' | 'request:rejected' | 'request:expired' }>(),
    announce: asks<{ event: 'request:asked' | 'request:resumed' | 'request:granted' }>(),
    refuse: asks<{ code: ErrorCode }>(),
  },
}).createMachine({
  id: 'qualificationRequest',
  context: ({ input }) => input,
  initial: 'asking',
  states: {
    asking: {
      on: {
        ask: [
          {
            description: 'Q49',
            guard: 'grantsItself',
            target: 'granted',
            actions: [
              'takeGrantedValue',
              { type: 'announce', params: { event: 'request:granted' } },
              'grant',
            ],
          },
          {
            description: 'Q14 Q50 Q52',
            guard: 'hasTest',
            target: 'answering',
            actions: ['startTest', { type: 'announce', params: { event: 'request:asked' } }],
          },
          {
            description: 'Q48',
            target: 'pending',
            actions: ['stampSubmission', { type: 'tell', params: { push: 'request:pending' } }],
          },
        ],
      },
    },
    answering: {
      on: {
        ask: {
          description: 'Q130',
          guard: 'inTime',
          actions: { type: 'announce', params: { event: 'request:resumed' } },
        },
        submit: [
          {
            description: 'Q51',
            guard: 'inTimeAndGraded',
            target: 'granted',
            actions: [
              'keepAnswer',
              'takeValue',
              'stampSubmission',
              { type: 'announce', params: { event: 'request:granted' } },
              'grant',
            ],
          },
          {
            description: 'Q50',
            guard: 'inTime',
            target: 'pending',
            actions: ['keepAnswer', 'stampSubmission', { type: 'tell', params: { push: 'request:pending' } }],
          },
        ],
        accept: { description: 'Q53', actions: refusal },
        reject: { description: 'Q53', actions: refusal },
        typeDeleted: {
          description: 'Q43',
          target: 'rejected',
          actions: [{ type: 'tell', params: { push: 'request:rejected' } }, 'close'],
        },
      },
      after: {
        testTime: {
          description: 'Q65',
          target: 'expired',
          actions: [{ type: 'tell', params: { push: 'request:expired' } }, 'close'],
        },
      },
    },
    pending: {
      on: {
        ask: { description: 'Q58 Q130', actions: refusal },
        accept: {
          description: 'Q54',
          target: 'granted',
          actions: ['takeValue', { type: 'announce', params: { event: 'request:granted' } }, 'grant'],
        },
        reject: {
          description: 'Q56',
          target: 'rejected',
          actions: ['keepReason', { type: 'tell', params: { push: 'request:rejected' } }, 'close'],
        },
        typeDeleted: {
          description: 'Q43',
          target: 'rejected',
          actions: [{ type: 'tell', params: { push: 'request:rejected' } }, 'close'],
        },
      },
    },
    granted: { on: decided },
    rejected: { on: decided },
    expired: { on: decided },
  },
});

export const qualificationRequestMachine: Machine<
  QualificationRequestRecord,
  QualificationRequestEvent,
  QualificationRequestEffect
> = { definition, deadlines };
