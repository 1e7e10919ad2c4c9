import { assertEvent, assign, setup } from 'xstate';
import type { ErrorCode } from '../contract/errors.ts';
import type { QualificationTypeRecord } from '../contract/records.ts';
import type { ContextOf, Deadlines, Machine } from './machine.ts';
import { asks, until } from './machine.ts';

type Context = ContextOf<QualificationTypeRecord>;
/** Members that an update may touch; one that is present and undefined is taken away. */
export type TypeChange = Partial<
  Pick<
    Context,
    | 'description'
    | 'retryDelaySeconds'
    | 'testRevision'
    | 'testDurationSeconds'
    | 'autoGranted'
    | 'autoGrantedValue'
  >
>;

export type QualificationTypeEvent =
  | {
      readonly type: 'update';
      readonly now: number;
      readonly status?: 'Active' | 'Inactive' | undefined;
      readonly change: TypeChange;
    }
  | { readonly type: 'delete'; readonly now: number }
  /** A worker wants to ask for it. */
  | { readonly type: 'ask'; readonly now: number }
  /** A new HIT or HIT type wants to require it. */
  | { readonly type: 'require'; readonly now: number }
  /** Anything else that writes to the type: decisions on requests, assigning, revoking. */
  | { readonly type: 'write'; readonly now: number }
  /** A step of the deletion is done and has brought it to this place. */
  | { readonly type: 'swept'; readonly now: number; readonly sweep: QualificationTypeRecord['sweep'] }
  /** Nothing is left that holds the deletion up. */
  | { readonly type: 'complete'; readonly now: number }
  /** A HIT that may have required it was disposed of or changed its type. */
  | { readonly type: 'hitGone'; readonly now: number };

type TypeEventName =
  | 'qualification-type:updated'
  | 'qualification-type:deleted'
  | 'qualification-type:swept'
  | 'qualification-type:gone';

export type QualificationTypeEffect =
  | { readonly type: 'announce'; readonly params: { readonly event: TypeEventName } }
  /** Work off the next part of the deletion, then send `swept` or `complete`. */
  | { readonly type: 'sweep' }
  | { readonly type: 'refuse'; readonly params: { readonly code: ErrorCode } };

const deadlines = { sweep: (type: Context) => type.sweep?.at } satisfies Deadlines<Context>;

const refusal = { type: 'refuse', params: { code: 'InvalidQualificationTypeState' } } as const;
const updated = { type: 'announce', params: { event: 'qualification-type:updated' } } as const;
const deletion = {
  description: 'Q42 Q43 Q45',
  target: 'Disposing',
  actions: ['beginSweep', { type: 'announce', params: { event: 'qualification-type:deleted' } }],
} as const;

const definition = setup({
  types: { context: {} as Context, events: {} as QualificationTypeEvent, input: {} as Context },
  guards: {
    deactivates: ({ event }) => event.type === 'update' && event.status === 'Inactive',
    activates: ({ event }) => event.type === 'update' && event.status === 'Active',
    waitsForHits: ({ context }) => context.sweep === undefined,
  },
  delays: { sweep: until(deadlines.sweep) },
  actions: {
    change: assign(({ event }) => {
      assertEvent(event, 'update');
      return event.change;
    }),
    showActive: assign({ status: 'Active' }),
    showInactive: assign({ status: 'Inactive' }),
    beginSweep: assign(({ event }) => ({ sweep: { stage: 'marked' as const, at: event.now } })),
    moveSweep: assign(({ event }) => {
      assertEvent(event, 'swept');
      return { sweep: event.sweep };
    }),
    lookAgain: assign(({ event }) => ({ sweep: { stage: 'hits' as const, at: event.now } })),
    sweep: asks(),
    announce: asks<{ event: TypeEventName }>(),
    refuse: asks<{ code: ErrorCode }>(),
  },
}).createMachine({
  id: 'qualificationType',
  context: ({ input }) => input,
  initial: 'Active',
  states: {
    Active: {
      on: {
        update: [
          {
            description: 'Q28 Q38',
            guard: 'deactivates',
            target: 'Inactive',
            actions: ['change', 'showInactive', updated],
          },
          { description: 'Q26', actions: ['change', updated] },
        ],
        delete: deletion,
        ask: { description: 'Q22' },
        require: { description: 'Q24' },
        write: { description: 'Q24' },
      },
    },
    Inactive: {
      on: {
        update: [
          {
            description: 'Q28 Q41',
            guard: 'activates',
            target: 'Active',
            actions: ['change', 'showActive', updated],
          },
          { description: 'Q26', actions: ['change', updated] },
        ],
        delete: deletion,
        ask: { description: 'Q38 Q66', actions: refusal },
        require: { description: 'Q40', actions: refusal },
        write: { description: 'Q39 Q41 Q72' },
      },
    },
    Disposing: {
      on: {
        update: { description: 'Q46', actions: refusal },
        delete: { description: 'Q46', actions: refusal },
        ask: { description: 'Q45 Q66', actions: refusal },
        require: { description: 'Q45', actions: refusal },
        write: { description: 'Q46', actions: refusal },
        swept: {
          description: 'Q43 Q45',
          target: 'Disposing',
          reenter: true,
          actions: ['moveSweep', { type: 'announce', params: { event: 'qualification-type:swept' } }],
        },
        complete: {
          description: 'Q45 Q47',
          target: 'Gone',
          actions: { type: 'announce', params: { event: 'qualification-type:gone' } },
        },
        hitGone: {
          description: 'Q45',
          guard: 'waitsForHits',
          target: 'Disposing',
          reenter: true,
          actions: ['lookAgain', { type: 'announce', params: { event: 'qualification-type:swept' } }],
        },
      },
      after: { sweep: { description: 'Q43 Q45', actions: 'sweep' } },
    },
    Gone: {},
  },
});

export const qualificationTypeMachine: Machine<
  QualificationTypeRecord,
  QualificationTypeEvent,
  QualificationTypeEffect
> = { definition, deadlines };
