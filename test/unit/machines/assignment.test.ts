import { describe, expect, it } from 'vitest';
import type { AssignmentRecord, AssignmentState } from '../../../server/contract/records.ts';
import { advance, elapse } from '../../../server/machines/advance.ts';
import type { AssignmentEvent } from '../../../server/machines/assignment.ts';
import { assignmentMachine } from '../../../server/machines/assignment.ts';
import { deadlinesOf } from '../../../server/machines/deadlines.ts';
import { newAssignment, start } from '../../support/machine-samples.ts';

const now = start + 60_000;
const day = 86_400_000;
const invalid = 'InvalidAssignmentState';

const assignment = (state: AssignmentState, more: Partial<AssignmentRecord> = {}): AssignmentRecord => ({
  ...newAssignment,
  state,
  ...(state === 'Accepted' ? {} : { submittedAt: start, autoApprovalAt: start + day }),
  ...more,
});

const approve = { type: 'approve', now, override: false, hitDisposed: false } as const;
const override = { ...approve, override: true };
const events = {
  submit: { type: 'submit', now, answer: '<a/>' },
  return: { type: 'return', now },
  approve,
  override,
  reject: { type: 'reject', now, feedback: 'no' },
} as const satisfies Record<string, AssignmentEvent>;
type Act = keyof typeof events | 'workTime' | 'autoApproval';

function step(record: AssignmentRecord, act: Act) {
  if (act === 'workTime' || act === 'autoApproval') return elapse(assignmentMachine, record, act, now);
  return advance(assignmentMachine, record, events[act]);
}

describe('[6.4] states of an assignment, row by row', () => {
  it.each<[AssignmentState, Act, string]>([
    ['Accepted', 'submit', 'Submitted'],
    ['Accepted', 'return', 'Returned'],
    ['Accepted', 'workTime', 'Abandoned'],
    ['Submitted', 'approve', 'Approved'],
    ['Submitted', 'override', 'Approved'],
    ['Submitted', 'reject', 'Rejected'],
    ['Submitted', 'autoApproval', 'Approved'],
    ['Rejected', 'override', 'Approved'],
    ['Rejected', 'approve', invalid],
    ['Rejected', 'reject', invalid],
    ...(['Accepted', 'Approved', 'Returned', 'Abandoned'] as const).flatMap((state) =>
      (['approve', 'override', 'reject'] as const).map((act): [AssignmentState, Act, string] => [
        state,
        act,
        invalid,
      ]),
    ),
    ...(['Submitted', 'Approved', 'Rejected', 'Returned', 'Abandoned'] as const).flatMap((state) =>
      (['submit', 'return'] as const).map((act): [AssignmentState, Act, string] => [state, act, 'refused']),
    ),
  ])('%s: %s → %s', (state, act, expected) => {
    const taken = step(assignment(state), act);
    expect(taken.taken ? taken.record.state : (taken.code ?? 'refused')).toBe(expected);
  });

  it('[1.10] an override is possible until 30 days after the submission, while the HIT is not deleted', () => {
    const rejected = assignment('Rejected', { rejectedAt: start + day, feedback: 'no' });
    const at = (days: number, hitDisposed = false) =>
      advance(assignmentMachine, rejected, { ...override, now: start + days * day, hitDisposed });
    const taken = at(30);
    if (!taken.taken) throw new Error('refused');
    expect(taken.record).toMatchObject({
      approvedAt: start + 30 * day,
      rejectedAt: start + day,
      feedback: 'no',
    });
    expect(taken.effects.map(({ type }) => type)).toEqual(['tell', 'toWorker', 'pay']);
    expect(at(31)).toEqual({ taken: false, code: invalid });
    expect(at(1, true)).toEqual({ taken: false, code: invalid });
  });

  it('the deadline and the automatic approval are durable deadlines', () => {
    expect(deadlinesOf('assignment', assignment('Accepted'))).toEqual({ workTime: newAssignment.deadline });
    const submitted = step(assignment('Accepted'), 'submit');
    if (!submitted.taken) throw new Error('refused');
    expect(deadlinesOf('assignment', submitted.record)).toEqual({ autoApproval: now + day });
    for (const state of ['Approved', 'Rejected', 'Returned', 'Abandoned'] as const)
      expect(deadlinesOf('assignment', assignment(state))).toEqual({});
  });

  it('what happens to it also happens to its HIT, its worker and the money', () => {
    const effects = (state: AssignmentState, act: Act) => {
      const taken = step(assignment(state), act);
      return taken.taken
        ? taken.effects.map((effect) => ('params' in effect ? Object.values(effect.params)[0] : effect.type))
        : [];
    };
    expect(effects('Accepted', 'submit')).toEqual(['assignment:submitted', 'submit', 'submitted']);
    expect(effects('Accepted', 'return')).toEqual(['assignment:returned', 'release', 'leave']);
    expect(effects('Accepted', 'workTime')).toEqual(['assignment:abandoned', 'release', 'leave']);
    const approval = ['assignment:approved', 'decide', 'approved', 'pay'];
    expect(effects('Submitted', 'approve')).toEqual(approval);
    expect(effects('Submitted', 'autoApproval')).toEqual(approval);
    expect(effects('Submitted', 'reject')).toEqual(['assignment:rejected', 'decide', 'rejected']);
  });
});
