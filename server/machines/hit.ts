import { assertEvent, assign, setup } from 'xstate';
import type { ErrorCode } from '../contract/errors.ts';
import type { HitRecord } from '../contract/records.ts';
import type { ContextOf, Deadlines, Machine } from './machine.ts';
import { asks, until } from './machine.ts';

type Context = ContextOf<HitRecord>;

export type HitEvent =
  /** A worker took one of its assignments. */
  | { readonly type: 'accept'; readonly now: number }
  /** An accepted assignment was returned or abandoned. */
  | { readonly type: 'release'; readonly now: number }
  | { readonly type: 'submit'; readonly now: number }
  /** A submitted assignment was approved or rejected. */
  | { readonly type: 'decide'; readonly now: number }
  /** The requester ends the lifetime. */
  | { readonly type: 'expire'; readonly now: number }
  | { readonly type: 'extendTime'; readonly now: number; readonly expireAt: number }
  | { readonly type: 'addAssignments'; readonly now: number; readonly count: number }
  | { readonly type: 'review'; readonly now: number }
  | { readonly type: 'revert'; readonly now: number }
  | {
      readonly type: 'changeType';
      readonly now: number;
      readonly hitTypeId: string;
      readonly feeMills: number;
    }
  | { readonly type: 'dispose'; readonly now: number };

export type HitAnnouncement =
  | 'hit:extended'
  | 'hit:expired'
  | 'hit:lifetime-ended'
  | 'hit:reviewable'
  | 'hit:reviewing'
  | 'hit:review-reverted'
  | 'hit:disposed';

export type HitEffect =
  | { readonly type: 'announce'; readonly params: { readonly event: HitAnnouncement } }
  | { readonly type: 'refuse'; readonly params: { readonly code: ErrorCode } };

const daysMs = 24 * 60 * 60 * 1000;
/** Reviewable or Reviewing for so long, a HIT is disposed of by itself (D12). */
const keptReviewableMs = 120 * daysMs;
/** With so many assignments a HIT costs more, and no smaller one may grow to it (8.4, 1.12). */
export const largeBatchMin = 10;

const deadlines = {
  lifetime: (hit: Context) => (hit.expired ? undefined : hit.expiration),
  disposal: (hit: Context) =>
    hit.reviewableAt === undefined ? undefined : hit.reviewableAt + keptReviewableMs,
} satisfies Deadlines<Context>;

/** Assignments that nobody has taken (6.3, D11). */
export const availableOf = (hit: Context): number =>
  hit.maxAssignments - hit.pending - hit.submitted - hit.completed;

const announce = <E extends HitAnnouncement>(event: E) => ({ type: 'announce', params: { event } }) as const;
const refuse = <C extends ErrorCode>(code: C) => ({ type: 'refuse', params: { code } }) as const;
const refused = (description: string) => ({ description, actions: refuse('InvalidHITState') }) as const;

const crossing = {
  description: '1.12',
  guard: 'becomesLarge',
  actions: refuse('InvalidMaximumAssignmentsIncrease'),
} as const;
const decided = { description: '6.3', actions: 'countDecision' } as const;
const expiredAlready = { description: '1.13' } as const;
/** The lifetime ends when nobody could accept any more: it concerns nobody. */
const silentEnd = <S extends string>(stay: S) =>
  [
    {
      description: '6.3',
      guard: 'lifetimeRuns',
      target: stay,
      reenter: true,
      actions: ['endLifetime', announce('hit:lifetime-ended')],
    },
    expiredAlready,
  ] as const;
const enlarged = ['addAssignments', announce('hit:extended')] as const;
const prolonged = ['moveExpiration', announce('hit:extended')] as const;
const reviewableNow = ['stampReviewable', announce('hit:reviewable')] as const;
const disposal = [
  { description: '1.16', guard: 'allDecided', target: 'Disposed', actions: announce('hit:disposed') },
  refused('1.16'),
] as const;
const whileKept = {
  lifetime: { description: '6.3', actions: ['endLifetime', announce('hit:lifetime-ended')] },
  disposal: { description: 'D12', target: 'Disposed', actions: announce('hit:disposed') },
} as const;
const endOfLifetime = [
  {
    description: '6.3 1.13',
    guard: 'inProgress',
    target: 'Unassignable',
    actions: ['endLifetime', announce('hit:expired')],
  },
  {
    description: '6.3 1.13',
    target: 'Reviewable',
    actions: ['endLifetime', announce('hit:expired'), ...reviewableNow],
  },
] as const;
const notReviewable = {
  review: refused('1.14'),
  revert: refused('1.14'),
  dispose: refused('1.16'),
} as const;

/**
 * HIT (6.3). Work that is still undecided when the automatic disposal comes can't exist: automatic approval takes
 * 30 days at most, disposal 120 after the last submission.
 */
const definition = setup({
  types: { context: {} as Context, events: {} as HitEvent, input: {} as Context },
  guards: {
    takesTheLast: ({ context }) => availableOf(context) === 1,
    hasFree: ({ context }) => availableOf(context) > 0,
    inProgress: ({ context }) => context.pending > 0,
    othersInProgress: ({ context }) => context.pending > 1,
    lifetimeRuns: ({ context }) => !context.expired,
    allDecided: ({ context }) => context.submitted === 0,
    neverAccepted: ({ context }) => !context.everAccepted,
    becomesLarge: ({ context, event }) =>
      event.type === 'addAssignments' &&
      !context.largeBatch &&
      context.maxAssignments + event.count >= largeBatchMin,
  },
  delays: { lifetime: until(deadlines.lifetime), disposal: until(deadlines.disposal) },
  actions: {
    countAcceptance: assign(({ context }) => ({ pending: context.pending + 1, everAccepted: true })),
    countRelease: assign(({ context }) => ({ pending: context.pending - 1 })),
    countSubmission: assign(({ context }) => ({
      pending: context.pending - 1,
      submitted: context.submitted + 1,
    })),
    countDecision: assign(({ context }) => ({
      submitted: context.submitted - 1,
      completed: context.completed + 1,
    })),
    endLifetime: assign(({ context, event }) => ({
      expired: true,
      expiration: Math.min(context.expiration, event.now),
    })),
    moveExpiration: assign(({ event }) => {
      assertEvent(event, 'extendTime');
      return { expiration: event.expireAt, expired: false };
    }),
    addAssignments: assign(({ context, event }) => {
      assertEvent(event, 'addAssignments');
      return { maxAssignments: context.maxAssignments + event.count };
    }),
    takeType: assign(({ event }) => {
      assertEvent(event, 'changeType');
      return { hitTypeId: event.hitTypeId, feeMills: event.feeMills };
    }),
    stampReviewable: assign(({ event }) => ({ reviewableAt: event.now })),
    clearReviewable: assign({ reviewableAt: undefined }),
    announce: asks<{ event: HitAnnouncement }>(),
    refuse: asks<{ code: ErrorCode }>(),
  },
}).createMachine({
  id: 'hit',
  context: ({ input }) => input,
  initial: 'Assignable',
  states: {
    Assignable: {
      on: {
        accept: [
          { description: '6.3', guard: 'takesTheLast', target: 'Unassignable', actions: 'countAcceptance' },
          { description: '6.3', actions: 'countAcceptance' },
        ],
        release: { description: '6.3', actions: 'countRelease' },
        submit: { description: '6.3', actions: 'countSubmission' },
        decide: decided,
        expire: endOfLifetime,
        extendTime: { description: '6.3', target: 'Assignable', reenter: true, actions: prolonged },
        addAssignments: [crossing, { description: '6.3', actions: enlarged }],
        changeType: [{ description: '1.15', guard: 'neverAccepted', actions: 'takeType' }, refused('1.15')],
        ...notReviewable,
      },
      after: { lifetime: endOfLifetime },
    },
    Unassignable: {
      on: {
        release: [
          { description: '6.3', guard: 'lifetimeRuns', target: 'Assignable', actions: 'countRelease' },
          { description: '6.3', guard: 'othersInProgress', actions: 'countRelease' },
          { description: '6.3', target: 'Reviewable', actions: ['countRelease', ...reviewableNow] },
        ],
        submit: [
          { description: '6.3', guard: 'othersInProgress', actions: 'countSubmission' },
          { description: '6.3', target: 'Reviewable', actions: ['countSubmission', ...reviewableNow] },
        ],
        decide: decided,
        expire: [
          {
            description: '6.3',
            guard: 'lifetimeRuns',
            target: 'Unassignable',
            reenter: true,
            actions: ['endLifetime', announce('hit:expired')],
          },
          expiredAlready,
        ],
        extendTime: [
          { description: '6.3', guard: 'hasFree', target: 'Assignable', actions: prolonged },
          { description: '6.3', target: 'Unassignable', reenter: true, actions: prolonged },
        ],
        addAssignments: [
          crossing,
          { description: '6.3', guard: 'lifetimeRuns', target: 'Assignable', actions: enlarged },
          { description: '6.3', actions: enlarged },
        ],
        changeType: refused('1.15'),
        ...notReviewable,
      },
      after: {
        lifetime: { description: '6.3', actions: ['endLifetime', announce('hit:expired')] },
      },
    },
    Reviewable: {
      on: {
        decide: decided,
        expire: silentEnd('Reviewable'),
        extendTime: [
          {
            description: '6.3',
            guard: 'hasFree',
            target: 'Assignable',
            actions: ['moveExpiration', 'clearReviewable', announce('hit:extended')],
          },
          { description: '6.3', target: 'Reviewable', reenter: true, actions: prolonged },
        ],
        addAssignments: [
          crossing,
          {
            description: '6.3',
            guard: 'lifetimeRuns',
            target: 'Assignable',
            actions: ['addAssignments', 'clearReviewable', announce('hit:extended')],
          },
          { description: '6.3', actions: enlarged },
        ],
        changeType: refused('1.15'),
        review: { description: '1.14', target: 'Reviewing', actions: announce('hit:reviewing') },
        revert: refused('1.14'),
        dispose: disposal,
      },
      after: whileKept,
    },
    Reviewing: {
      on: {
        decide: decided,
        expire: silentEnd('Reviewing'),
        extendTime: refused('6.3'),
        addAssignments: refused('6.3'),
        changeType: refused('1.15'),
        review: refused('1.14'),
        revert: { description: '1.14', target: 'Reviewable', actions: announce('hit:review-reverted') },
        dispose: disposal,
      },
      after: whileKept,
    },
    Disposed: {
      on: {
        expire: refused('1.13'),
        extendTime: refused('1.13'),
        addAssignments: refused('1.12'),
        changeType: refused('1.15'),
        review: refused('1.14'),
        revert: refused('1.14'),
        dispose: refused('1.16'),
      },
    },
  },
});

export const hitMachine: Machine<HitRecord, HitEvent, HitEffect> = { definition, deadlines };
