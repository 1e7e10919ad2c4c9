import { assertEvent, assign, setup } from 'xstate';
import type { ErrorCode } from '../contract/errors.ts';
import type { AssignmentRecord } from '../contract/records.ts';
import type { ContextOf, Deadlines, Machine } from './machine.ts';
import { asks, until } from './machine.ts';

type Context = ContextOf<AssignmentRecord>;

export type AssignmentEvent =
  | { readonly type: 'submit'; readonly now: number; readonly answer: string }
  | { readonly type: 'return'; readonly now: number }
  | {
      readonly type: 'approve';
      readonly now: number;
      readonly feedback?: string | undefined;
      /** OverrideRejection. */
      readonly override: boolean;
      readonly hitDisposed: boolean;
    }
  | { readonly type: 'reject'; readonly now: number; readonly feedback: string };

export type AssignmentPushName =
  | 'assignment:submitted'
  | 'assignment:returned'
  | 'assignment:abandoned'
  | 'assignment:approved'
  | 'assignment:rejected';

export type AssignmentEffect =
  | { readonly type: 'tell'; readonly params: { readonly push: AssignmentPushName } }
  /** The HIT's own machine takes this event. */
  | { readonly type: 'toHit'; readonly params: { readonly event: 'submit' | 'release' | 'decide' } }
  /** The worker's numbers take this event. */
  | {
      readonly type: 'toWorker';
      readonly params: { readonly event: 'submitted' | 'approved' | 'rejected' | 'overridden' };
    }
  /** Reward and fee are spent. */
  | { readonly type: 'pay' }
  /** The worker may take the HIT again (D43). */
  | { readonly type: 'leave' }
  | { readonly type: 'refuse'; readonly params: { readonly code: ErrorCode } };

/** A rejection can be overridden until so long after the submission (1.10). */
const overrideMs = 30 * 24 * 60 * 60 * 1000;

const deadlines = {
  workTime: (assignment: Context) => assignment.deadline,
  autoApproval: (assignment: Context) => assignment.autoApprovalAt,
} satisfies Deadlines<Context>;

const tell = <P extends AssignmentPushName>(push: P) => ({ type: 'tell', params: { push } }) as const;
const toHit = <E extends 'submit' | 'release' | 'decide'>(event: E) =>
  ({ type: 'toHit', params: { event } }) as const;
const toWorker = <E extends 'submitted' | 'approved' | 'rejected' | 'overridden'>(event: E) =>
  ({ type: 'toWorker', params: { event } }) as const;

const refused = {
  description: '1.10 1.11',
  actions: { type: 'refuse', params: { code: 'InvalidAssignmentState' } },
} as const;
const undecidable = { approve: refused, reject: refused } as const;
const approval = [
  'stampApproval',
  tell('assignment:approved'),
  toHit('decide'),
  toWorker('approved'),
  'pay',
] as const;

/** Assignment (6.4). It begins accepted: whether a worker may have it, its HIT and the worker's records say. */
const definition = setup({
  types: { context: {} as Context, events: {} as AssignmentEvent, input: {} as Context },
  guards: {
    inTime: ({ context, event }) => event.now <= context.deadline,
    overrides: ({ context, event }) =>
      event.type === 'approve' &&
      event.override &&
      !event.hitDisposed &&
      event.now <= (context.submittedAt ?? 0) + overrideMs,
  },
  delays: { workTime: until(deadlines.workTime), autoApproval: until(deadlines.autoApproval) },
  actions: {
    keepAnswer: assign(({ context, event }) => {
      assertEvent(event, 'submit');
      return {
        answer: event.answer,
        submittedAt: event.now,
        autoApprovalAt: event.now + context.autoApprovalDelaySeconds * 1000,
      };
    }),
    keepFeedback: assign(({ context, event }) => {
      assertEvent(event, ['approve', 'reject']);
      return { feedback: event.feedback ?? context.feedback };
    }),
    stampApproval: assign(({ event }) => ({ approvedAt: event.now })),
    stampRejection: assign(({ event }) => ({ rejectedAt: event.now })),
    tell: asks<{ push: AssignmentPushName }>(),
    toHit: asks<{ event: 'submit' | 'release' | 'decide' }>(),
    toWorker: asks<{ event: 'submitted' | 'approved' | 'rejected' | 'overridden' }>(),
    pay: asks(),
    leave: asks(),
    refuse: asks<{ code: ErrorCode }>(),
  },
}).createMachine({
  id: 'assignment',
  context: ({ input }) => input,
  initial: 'Accepted',
  states: {
    Accepted: {
      on: {
        submit: {
          description: '6.4',
          guard: 'inTime',
          target: 'Submitted',
          actions: ['keepAnswer', tell('assignment:submitted'), toHit('submit'), toWorker('submitted')],
        },
        return: {
          description: '6.4',
          target: 'Returned',
          actions: [tell('assignment:returned'), toHit('release'), 'leave'],
        },
        ...undecidable,
      },
      after: {
        workTime: {
          description: '6.4',
          target: 'Abandoned',
          actions: [tell('assignment:abandoned'), toHit('release'), 'leave'],
        },
      },
    },
    Submitted: {
      on: {
        approve: { description: '1.10', target: 'Approved', actions: ['keepFeedback', ...approval] },
        reject: {
          description: '1.11',
          target: 'Rejected',
          actions: [
            'keepFeedback',
            'stampRejection',
            tell('assignment:rejected'),
            toHit('decide'),
            toWorker('rejected'),
          ],
        },
      },
      after: {
        autoApproval: { description: '6.4 Q98', target: 'Approved', actions: approval },
      },
    },
    Approved: { on: undecidable },
    Rejected: {
      on: {
        approve: [
          {
            description: '1.10 Q98',
            guard: 'overrides',
            target: 'Approved',
            actions: [
              'keepFeedback',
              'stampApproval',
              tell('assignment:approved'),
              toWorker('overridden'),
              'pay',
            ],
          },
          refused,
        ],
        reject: refused,
      },
    },
    Returned: { on: undecidable },
    Abandoned: { on: undecidable },
  },
});

export const assignmentMachine: Machine<AssignmentRecord, AssignmentEvent, AssignmentEffect> = {
  definition,
  deadlines,
};
