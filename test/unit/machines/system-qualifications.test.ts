import { describe, expect, it } from 'vitest';
import type { WorkerRecord } from '../../../server/contract/records.ts';
import { advance } from '../../../server/machines/advance.ts';
import type { SystemQualificationsEvent } from '../../../server/machines/system-qualifications.ts';
import { systemQualificationsMachine } from '../../../server/machines/system-qualifications.ts';
import { newWorker, start } from '../../support/machine-samples.ts';

const now = start + 1000;
const submitted: SystemQualificationsEvent = { type: 'submitted', now, workedMs: 30_000 };
const approved: SystemQualificationsEvent = { type: 'approved', now, earnedMills: 50 };
const rejected: SystemQualificationsEvent = { type: 'rejected', now };
const overridden: SystemQualificationsEvent = { type: 'overridden', now, earnedMills: 50 };

function moved(record: WorkerRecord, ...events: SystemQualificationsEvent[]): WorkerRecord {
  return events.reduce((worker, event) => {
    const step = advance(systemQualificationsMachine, worker, event);
    return step.taken ? step.record : worker;
  }, record);
}
const set = (values: Omit<Extract<SystemQualificationsEvent, { type: 'set' }>, 'type' | 'now'>) =>
  moved(newWorker, { type: 'set', now, ...values });

describe('approval rate', () => {
  it.each<[string, number, number, number, number]>([
    ['[Q96] 99 submitted, none approved', 99, 0, 99, 100],
    ['[Q96] 100 submitted, none approved', 100, 0, 100, 0],
    ['[Q96] [D8] undecided work counts as submitted', 200, 100, 0, 50],
    ['[Q98] integer part', 300, 299, 1, 99],
    ['[Q98] integer part', 1000, 666, 334, 66],
    ['[Q96] all approved', 100, 100, 0, 100],
  ])('%s: %i submitted, %i approved, %i rejected → %i %%', (_, all, good, bad, rate) => {
    const worker = set({ submitted: all, approved: good, rejected: bad });
    expect(worker.approvalRate).toBe(rate);
    expect(worker.state.approvalRate).toBe(all < 100 ? 'provisional' : 'measured');
  });

  it('[Q96] is measured from the hundredth submission on, which itself is undecided', () => {
    const before = set({ submitted: 99, approved: 90, rejected: 9 });
    expect(before.approvalRate).toBe(100);
    expect(moved(before, submitted)).toMatchObject({ approvalRate: 90, submitted: 100, workedMs: 30_000 });
  });

  it('[Q89] [Q98] approvals move rate and number together', () => {
    const worker = moved(set({ submitted: 100, approved: 50 }), approved, approved, rejected);
    expect(worker).toMatchObject({ approved: 52, rejected: 1, approvalRate: 52, earnedMills: 100 });
  });

  it('[Q98] overriding a rejection corrects both numbers', () => {
    const worker = moved(set({ submitted: 100, approved: 50, rejected: 50 }), overridden);
    expect(worker).toMatchObject({ approved: 51, rejected: 49, approvalRate: 51, submitted: 100 });
    expect(moved(newWorker, submitted, rejected, overridden)).toMatchObject({ approved: 1, rejected: 0 });
  });

  it('[Q96] goes back to 100 when the market takes submissions away', () => {
    const measured = set({ submitted: 100, approved: 10 });
    expect(moved(measured, { type: 'set', now, submitted: 50 })).toMatchObject({
      approvalRate: 100,
      state: { approvalRate: 'provisional' },
    });
  });

  it('a session counts as its single steps would', () => {
    const counts = { submitted: 60, approved: 50, rejected: 4, earnedMills: 2500, workedMs: 9 };
    const worker = moved(set({ submitted: 50, approved: 50 }), { type: 'session', now, counts });
    expect(worker).toMatchObject({ submitted: 110, approved: 100, rejected: 4, approvalRate: 90 });
  });
});

describe('the other system values', () => {
  it('[Q95] Masters is given and withdrawn by the market, and may be given again', () => {
    const given = set({ masters: true });
    expect(given.state.masters).toBe('held');
    const withdrawn = moved(given, { type: 'set', now, masters: false });
    expect(withdrawn.state.masters).toBe('withdrawn');
    expect(moved(withdrawn, { type: 'set', now, masters: true }).state.masters).toBe('held');
    expect(set({ masters: false }).state.masters).toBe('none');
  });

  it('[Q90] [Q91] adult and locale change with the profile', () => {
    expect(newWorker.state.adult).toBe('no');
    const changed = set({ adult: true, locale: { country: 'US', subdivision: 'PA' } });
    expect(changed).toMatchObject({ state: { adult: 'yes' }, locale: { country: 'US', subdivision: 'PA' } });
    expect(moved(changed, { type: 'set', now, adult: false }).state.adult).toBe('no');
  });
});
