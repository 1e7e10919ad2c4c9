import { describe, expect, it } from 'vitest';
import type { QualificationTypeRecord } from '../../../server/contract/records.ts';
import { advance } from '../../../server/machines/advance.ts';
import { deadlinesOf } from '../../../server/machines/deadlines.ts';
import type { QualificationTypeEvent } from '../../../server/machines/qualification-type.ts';
import { qualificationTypeMachine } from '../../../server/machines/qualification-type.ts';
import { newType, start } from '../../support/machine-samples.ts';

const now = start + 1000;
const invalid = 'InvalidQualificationTypeState';
type State = QualificationTypeRecord['state'];

const events: Readonly<Record<string, QualificationTypeEvent>> = {
  deactivate: { type: 'update', now, status: 'Inactive', change: {} },
  activate: { type: 'update', now, status: 'Active', change: {} },
  update: { type: 'update', now, change: { description: 'new' } },
  delete: { type: 'delete', now },
  ask: { type: 'ask', now },
  require: { type: 'require', now },
  write: { type: 'write', now },
  complete: { type: 'complete', now },
};

const type = (state: State): QualificationTypeRecord => ({
  ...newType,
  state,
  status: state === 'Inactive' ? 'Inactive' : 'Active',
});

function step(state: State, act: string) {
  return advance(qualificationTypeMachine, type(state), events[act] as QualificationTypeEvent);
}

describe('[6.6] states of a Qualification type, row by row', () => {
  it.each<[string, State, string, string]>([
    ['[Q28] [Q38]', 'Active', 'deactivate', 'Inactive'],
    ['[Q28] [Q41]', 'Inactive', 'activate', 'Active'],
    ['[Q26]', 'Active', 'update', 'Active'],
    ['[Q26]', 'Inactive', 'update', 'Inactive'],
    ['[Q42]', 'Active', 'delete', 'Disposing'],
    ['[Q42]', 'Inactive', 'delete', 'Disposing'],
    ['[Q47]', 'Disposing', 'complete', 'Gone'],
    ['[Q46]', 'Disposing', 'update', invalid],
    ['[Q46]', 'Disposing', 'delete', invalid],
    ['[Q46]', 'Disposing', 'write', invalid],
    ['[Q45]', 'Disposing', 'require', invalid],
    ['[Q66]', 'Disposing', 'ask', invalid],
    ['[Q40]', 'Inactive', 'require', invalid],
    ['[Q38] [Q66]', 'Inactive', 'ask', invalid],
    ['[Q39] [Q41] [Q72]', 'Inactive', 'write', 'Inactive'],
    ['[Q22]', 'Active', 'ask', 'Active'],
    ['[Q24]', 'Active', 'require', 'Active'],
  ])('%s %s: %s → %s', (_, state, act, expected) => {
    const taken = step(state, act);
    expect(taken.taken ? taken.record.state : taken.code).toBe(expected);
  });

  it('[Q46] a deletion shows the last status while it runs', () => {
    const deleted = step('Inactive', 'delete');
    expect(deleted.taken && deleted.record).toMatchObject({ state: 'Disposing', status: 'Inactive' });
  });

  it('[Q45] the work of a deletion is due at once, and again when the HIT that it waits for is gone', () => {
    const deleted = step('Active', 'delete');
    if (!deleted.taken) throw new Error('refused');
    expect(deadlinesOf('qualificationType', deleted.record)).toEqual({ sweep: now });
    const waiting = advance(qualificationTypeMachine, deleted.record, {
      type: 'swept',
      now,
      sweep: undefined,
    });
    if (!waiting.taken) throw new Error('refused');
    expect(deadlinesOf('qualificationType', waiting.record)).toEqual({});
    const woken = advance(qualificationTypeMachine, waiting.record, { type: 'hitGone', now: now + 5 });
    expect(woken.taken && deadlinesOf('qualificationType', woken.record)).toEqual({ sweep: now + 5 });
    expect(advance(qualificationTypeMachine, deleted.record, { type: 'hitGone', now }).taken).toBe(false);
  });
});
