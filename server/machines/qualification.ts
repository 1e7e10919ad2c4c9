import { assertEvent, assign, setup } from 'xstate';
import type { ErrorCode } from '../contract/errors.ts';
import type { QualificationRecord } from '../contract/records.ts';
import type { ContextOf, Machine } from './machine.ts';
import { asks } from './machine.ts';

type Context = ContextOf<QualificationRecord>;

export type QualificationEvent =
  /** The worker asks; the type's retry delay as it is now (Q62), absent where it allows no retries. */
  | {
      readonly type: 'ask';
      readonly now: number;
      readonly request: string;
      readonly retryDelaySeconds?: number | undefined;
    }
  /** A request was granted: by the requester, by its graded test, or by the type itself. */
  | { readonly type: 'grant'; readonly now: number; readonly value: number }
  /** Given, or its value changed, without a request. */
  | { readonly type: 'assign'; readonly now: number; readonly value: number }
  | { readonly type: 'revoke'; readonly now: number; readonly reason?: string | undefined }
  /** The open request ended without a grant. */
  | { readonly type: 'close'; readonly now: number };

type Push = 'qualification:granted' | 'qualification:updated' | 'qualification:revoked';

export type QualificationEffect =
  | { readonly type: 'tell'; readonly params: { readonly push: Push } }
  | { readonly type: 'refuse'; readonly params: { readonly code: ErrorCode } };

const definition = setup({
  types: { context: {} as Context, events: {} as QualificationEvent, input: {} as Context },
  guards: {
    retriesAllowed: ({ event }) => event.type === 'ask' && event.retryDelaySeconds !== undefined,
    retryDelayElapsed: ({ context, event }) =>
      event.type === 'ask' &&
      event.retryDelaySeconds !== undefined &&
      event.now >= (context.askedAt ?? 0) + event.retryDelaySeconds * 1000,
  },
  actions: {
    takeValue: assign(({ event }) => {
      assertEvent(event, ['grant', 'assign']);
      return { value: event.value };
    }),
    stampGrant: assign(({ event }) => ({ grantedAt: event.now })),
    noteAsking: assign(({ event }) => {
      assertEvent(event, 'ask');
      return { askedAt: event.now, openRequest: event.request };
    }),
    forgetRequest: assign({ openRequest: undefined }),
    tell: asks<{ push: Push }>(),
    refuse: asks<{ code: ErrorCode }>(),
  },
}).createMachine({
  id: 'qualification',
  context: ({ input }) => input,
  type: 'parallel',
  states: {
    holding: {
      initial: 'none',
      states: {
        none: {
          on: {
            grant: {
              description: 'Q49 Q51 Q54',
              target: 'held',
              actions: [
                'takeValue',
                'stampGrant',
                { type: 'tell', params: { push: 'qualification:granted' } },
              ],
            },
            assign: {
              description: 'Q68 Q73',
              target: 'held',
              actions: [
                'takeValue',
                'stampGrant',
                { type: 'tell', params: { push: 'qualification:granted' } },
              ],
            },
            revoke: {
              description: 'Q77',
              actions: { type: 'refuse', params: { code: 'QualificationDoesNotExist' } },
            },
          },
        },
        held: {
          on: {
            grant: {
              description: 'Q55 Q63 Q73',
              actions: [
                'takeValue',
                'stampGrant',
                { type: 'tell', params: { push: 'qualification:updated' } },
              ],
            },
            assign: {
              description: 'Q69 Q73',
              actions: ['takeValue', { type: 'tell', params: { push: 'qualification:updated' } }],
            },
            revoke: {
              description: 'Q74 Q75',
              target: 'revoked',
              actions: { type: 'tell', params: { push: 'qualification:revoked' } },
            },
          },
        },
        revoked: {
          on: {
            grant: {
              description: 'Q73 Q76',
              target: 'held',
              actions: [
                'takeValue',
                'stampGrant',
                { type: 'tell', params: { push: 'qualification:granted' } },
              ],
            },
            assign: {
              description: 'Q70 Q73',
              target: 'held',
              actions: [
                'takeValue',
                'stampGrant',
                { type: 'tell', params: { push: 'qualification:granted' } },
              ],
            },
            revoke: {
              description: 'Q77',
              actions: { type: 'refuse', params: { code: 'InvalidQualificationState' } },
            },
          },
        },
      },
    },
    asking: {
      initial: 'never',
      states: {
        never: {
          on: { ask: { description: 'Q59 Q131', target: 'asked', actions: 'noteAsking' } },
        },
        asked: {
          on: {
            ask: [
              { description: 'Q60 Q61 Q62 Q76', guard: 'retryDelayElapsed', actions: 'noteAsking' },
              {
                description: 'Q59 Q60 Q62',
                guard: 'retriesAllowed',
                actions: { type: 'refuse', params: { code: 'QualificationTypeRetryDelayNotElapsed' } },
              },
              {
                description: 'Q17 Q59 Q64',
                actions: { type: 'refuse', params: { code: 'QualificationTypeDoesNotAllowRetake' } },
              },
            ],
            grant: { description: 'Q58', actions: 'forgetRequest' },
            close: { description: 'Q58', actions: 'forgetRequest' },
          },
        },
      },
    },
  },
});

export const qualificationMachine: Machine<QualificationRecord, QualificationEvent, QualificationEffect> = {
  definition,
  deadlines: {},
};
