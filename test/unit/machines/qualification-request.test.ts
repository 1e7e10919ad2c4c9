import { describe, expect, it } from 'vitest';
import type { QualificationRequestRecord } from '../../../server/contract/records.ts';
import { advance, elapse } from '../../../server/machines/advance.ts';
import { deadlinesOf } from '../../../server/machines/deadlines.ts';
import type { QualificationRequestEvent } from '../../../server/machines/qualification-request.ts';
import { qualificationRequestMachine } from '../../../server/machines/qualification-request.ts';
import { newRequest, start } from '../../support/machine-samples.ts';

const now = start + 1000;
type State = QualificationRequestRecord['state'];

const request = (state: State): QualificationRequestRecord => ({
  ...newRequest,
  state,
  ...(state === 'answering' ? { dueAt: start + 600_000, testRevision: 2 } : {}),
});

function outcome(state: State, event: QualificationRequestEvent | 'testTime') {
  const step =
    event === 'testTime'
      ? elapse(qualificationRequestMachine, request(state), 'testTime', start + 600_000)
      : advance(qualificationRequestMachine, request(state), event);
  if (!step.taken) return step.code ?? 'refused';
  const effects = step.effects.map((effect) => {
    if (effect.type === 'tell') return effect.params.push;
    return effect.type === 'announce' ? effect.params.event : effect.type;
  });
  return [step.record.state, ...effects].join(' ');
}

const ask: QualificationRequestEvent = { type: 'ask', now };
const granting: QualificationRequestEvent = { type: 'ask', now, granting: 1 };
const testing: QualificationRequestEvent = {
  type: 'ask',
  now,
  test: { revision: 2, durationSeconds: 600 },
};
const submit: QualificationRequestEvent = { type: 'submit', now, answer: '<a/>' };
const graded: QualificationRequestEvent = { type: 'submit', now, answer: '<a/>', value: 0 };
const accept: QualificationRequestEvent = { type: 'accept', now, value: 1 };
const reject: QualificationRequestEvent = { type: 'reject', now };
const typeDeleted: QualificationRequestEvent = { type: 'typeDeleted', now };
const invalid = 'InvalidQualificationRequestState';

describe('[6.1] a Qualification request, row by row', () => {
  it.each<[string, State, QualificationRequestEvent | 'testTime', string]>([
    ['[Q49] the type grants itself', 'asking', granting, 'granted request:granted grant'],
    ['[Q48] no test', 'asking', ask, 'pending request:pending'],
    ['[Q14] a test', 'asking', testing, 'answering request:asked'],
    ['[Q130] asked again while answering', 'answering', ask, 'answering request:resumed'],
    ['[Q58] asked again while pending', 'pending', ask, invalid],
    ['[Q50] handed in, no key', 'answering', submit, 'pending request:pending'],
    ['[Q51] handed in and graded, with 0 too', 'answering', graded, 'granted request:granted grant'],
    ['[Q65] time over', 'answering', 'testTime', 'expired request:expired close'],
    ['[Q43] type deleted', 'answering', typeDeleted, 'rejected request:rejected close'],
    ['[Q43] type deleted', 'pending', typeDeleted, 'rejected request:rejected close'],
    ['[Q54] accepted', 'pending', accept, 'granted request:granted grant'],
    ['[Q56] rejected', 'pending', reject, 'rejected request:rejected close'],
    ['[Q53] not yet handed in', 'answering', accept, invalid],
    ['[Q53] not yet handed in', 'answering', reject, invalid],
    ...(['granted', 'rejected', 'expired'] as const).flatMap((state) =>
      [accept, reject].map((event): [string, State, QualificationRequestEvent, string] => [
        '[Q57] decided',
        state,
        event,
        invalid,
      ]),
    ),
    ['handed in twice', 'pending', submit, 'refused'],
    ['handed in after the time', 'expired', submit, 'refused'],
  ])('%s (%s)', (_, state, event, expected) => {
    expect(outcome(state, event)).toBe(expected);
  });

  it('[Q14] [Q52] the test time runs from the asking; the test shown is remembered', () => {
    const step = advance(qualificationRequestMachine, request('asking'), testing);
    if (!step.taken) throw new Error('refused');
    expect(step.record).toMatchObject({ testRevision: 2, dueAt: now + 600_000 });
    expect(deadlinesOf('qualificationRequest', step.record)).toEqual({ testTime: now + 600_000 });
    const late = { type: 'submit', now: now + 600_001, answer: '<a/>' } as const;
    expect(advance(qualificationRequestMachine, step.record, late).taken).toBe(false);
  });

  it('[Q48] [Q50] SubmitTime is the asking without a test, the handing in with one', () => {
    const plain = advance(qualificationRequestMachine, request('asking'), ask);
    expect(plain.taken && plain.record.submittedAt).toBe(now);
    const handedIn = advance(qualificationRequestMachine, request('answering'), submit);
    expect(handedIn.taken && handedIn.record).toMatchObject({ submittedAt: now, answer: '<a/>' });
    expect(deadlinesOf('qualificationRequest', request('pending'))).toEqual({});
  });
});
