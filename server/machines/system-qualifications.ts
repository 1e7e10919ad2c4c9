import { assertEvent, assign, setup } from 'xstate';
import type { Locale } from '../contract/entities.ts';
import type { WorkerRecord } from '../contract/records.ts';
import type { ContextOf, Machine } from './machine.ts';

type Context = ContextOf<WorkerRecord>;

/** Below so many submissions the approval rate shows 100 (Q96). */
const submissionsMeasuredMin = 100;
const provisionalRate = 100;

/** What one event adds to a worker's numbers. */
export interface WorkCounts {
  readonly submitted?: number;
  readonly approved?: number;
  readonly rejected?: number;
  readonly earnedMills?: number;
  readonly workedMs?: number;
}

export type SystemQualificationsEvent =
  | { readonly type: 'submitted'; readonly now: number; readonly workedMs: number }
  | { readonly type: 'approved'; readonly now: number; readonly earnedMills: number }
  | { readonly type: 'rejected'; readonly now: number }
  /** A rejection was overridden: approved after all. */
  | { readonly type: 'overridden'; readonly now: number; readonly earnedMills: number }
  /** Work that nobody watched step by step (a simulated worker's background session). */
  | { readonly type: 'session'; readonly now: number; readonly counts: WorkCounts }
  /** The market sets values; absent ones stay. */
  | {
      readonly type: 'set';
      readonly now: number;
      readonly submitted?: number | undefined;
      readonly approved?: number | undefined;
      readonly rejected?: number | undefined;
      readonly masters?: boolean | undefined;
      readonly adult?: boolean | undefined;
      readonly locale?: Locale | undefined;
    };

function countsOf(event: SystemQualificationsEvent): WorkCounts {
  switch (event.type) {
    case 'submitted':
      return { submitted: 1, workedMs: event.workedMs };
    case 'approved':
      return { approved: 1, earnedMills: event.earnedMills };
    case 'rejected':
      return { rejected: 1 };
    case 'overridden':
      return { approved: 1, rejected: -1, earnedMills: event.earnedMills };
    case 'session':
      return event.counts;
    case 'set':
      return {};
  }
}

const counted = ['countSubmitted', 'countRejected'] as const;
const measured = { description: 'Q96 Q98', actions: [...counted, 'measure'] } as const;

/**
 * What a worker's system Qualifications say (4.8). Masters is given and withdrawn by the market alone, through
 * `set`: Amazon's own model for it was never published. `hitsApproved` stands first, here and in the
 * record's `state`, because the rate is measured with the new number of approvals.
 */
const definition = setup({
  types: { context: {} as Context, events: {} as SystemQualificationsEvent, input: {} as Context },
  guards: {
    reachesMeasure: ({ context, event }) =>
      context.submitted + (countsOf(event).submitted ?? 0) >= submissionsMeasuredMin,
    setsMeasure: ({ context, event }) =>
      event.type === 'set' && (event.submitted ?? context.submitted) >= submissionsMeasuredMin,
    givesMasters: ({ event }) => event.type === 'set' && event.masters === true,
    withdrawsMasters: ({ event }) => event.type === 'set' && event.masters === false,
    allowsAdult: ({ event }) => event.type === 'set' && event.adult === true,
    refusesAdult: ({ event }) => event.type === 'set' && event.adult === false,
    moves: ({ event }) => event.type === 'set' && event.locale !== undefined,
  },
  actions: {
    countSubmitted: assign(({ context, event }) => {
      const { submitted = 0, workedMs = 0 } = countsOf(event);
      return { submitted: context.submitted + submitted, workedMs: context.workedMs + workedMs };
    }),
    countApproved: assign(({ context, event }) => {
      const { approved = 0, earnedMills = 0 } = countsOf(event);
      return { approved: context.approved + approved, earnedMills: context.earnedMills + earnedMills };
    }),
    countRejected: assign(({ context, event }) => ({
      rejected: context.rejected + (countsOf(event).rejected ?? 0),
    })),
    setApproved: assign(({ context, event }) => {
      assertEvent(event, 'set');
      return { approved: event.approved ?? context.approved };
    }),
    setDecided: assign(({ context, event }) => {
      assertEvent(event, 'set');
      return {
        submitted: event.submitted ?? context.submitted,
        rejected: event.rejected ?? context.rejected,
      };
    }),
    measure: assign(({ context }) => ({
      approvalRate: Math.floor((context.approved * 100) / context.submitted),
    })),
    forgive: assign({ approvalRate: provisionalRate }),
    move: assign(({ event }) => {
      assertEvent(event, 'set');
      return event.locale ? { locale: event.locale } : {};
    }),
  },
}).createMachine({
  id: 'systemQualifications',
  context: ({ input }) => input,
  type: 'parallel',
  states: {
    hitsApproved: {
      initial: 'counting',
      states: {
        counting: {
          on: {
            approved: { description: 'Q89 Q98', actions: 'countApproved' },
            overridden: { description: 'Q89 Q98', actions: 'countApproved' },
            session: { description: 'Q89', actions: 'countApproved' },
            set: { description: 'Q95', actions: 'setApproved' },
          },
        },
      },
    },
    approvalRate: {
      initial: 'provisional',
      states: {
        provisional: {
          on: {
            submitted: [
              {
                description: 'Q96',
                guard: 'reachesMeasure',
                target: 'measured',
                actions: ['countSubmitted', 'measure'],
              },
              { description: 'Q96', actions: 'countSubmitted' },
            ],
            rejected: { description: 'Q96', actions: 'countRejected' },
            overridden: { description: 'Q96 Q98', actions: 'countRejected' },
            session: [
              {
                description: 'Q96',
                guard: 'reachesMeasure',
                target: 'measured',
                actions: ['countSubmitted', 'countRejected', 'measure'],
              },
              { description: 'Q96', actions: counted },
            ],
            set: [
              {
                description: 'Q96',
                guard: 'setsMeasure',
                target: 'measured',
                actions: ['setDecided', 'measure'],
              },
              { description: 'Q96', actions: 'setDecided' },
            ],
          },
        },
        measured: {
          on: {
            submitted: measured,
            approved: measured,
            rejected: measured,
            overridden: measured,
            session: measured,
            set: [
              { description: 'Q96', guard: 'setsMeasure', actions: ['setDecided', 'measure'] },
              { description: 'Q96', target: 'provisional', actions: ['setDecided', 'forgive'] },
            ],
          },
        },
      },
    },
    masters: {
      initial: 'none',
      states: {
        none: { on: { set: { description: 'Q95', guard: 'givesMasters', target: 'held' } } },
        held: { on: { set: { description: 'Q95', guard: 'withdrawsMasters', target: 'withdrawn' } } },
        withdrawn: { on: { set: { description: 'Q95', guard: 'givesMasters', target: 'held' } } },
      },
    },
    adult: {
      initial: 'no',
      states: {
        no: { on: { set: { description: 'Q91', guard: 'allowsAdult', target: 'yes' } } },
        yes: { on: { set: { description: 'Q91', guard: 'refusesAdult', target: 'no' } } },
      },
    },
    locale: {
      initial: 'registered',
      states: {
        registered: { on: { set: { description: 'Q90', guard: 'moves', actions: 'move' } } },
      },
    },
  },
});

export const systemQualificationsMachine: Machine<WorkerRecord, SystemQualificationsEvent, never> = {
  definition,
  deadlines: {},
};
