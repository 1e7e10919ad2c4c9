import { describe, expect, it } from 'vitest';
import type { QualificationRecord } from '../../../server/contract/records.ts';
import { advance } from '../../../server/machines/advance.ts';
import type { QualificationEvent } from '../../../server/machines/qualification.ts';
import { qualificationMachine } from '../../../server/machines/qualification.ts';
import { newQualification, start } from '../../support/machine-samples.ts';

const day = 86_400;
const later = start + 1000;
type Holding = QualificationRecord['state']['holding'];

const holding = (state: Holding): QualificationRecord => ({
  ...newQualification,
  state: { holding: state, asking: 'never' },
  ...(state === 'none' ? {} : { value: 10, grantedAt: start }),
});

/** State, value and time of the grant after an event, and what the worker hears; or the refusal. */
function outcome(record: QualificationRecord, event: QualificationEvent) {
  const step = advance(qualificationMachine, record, event);
  if (!step.taken) return step.code;
  const { state, value, grantedAt } = step.record;
  const told = step.effects.map((effect) => (effect.type === 'tell' ? effect.params.push : effect.type));
  return [state.holding, value, grantedAt, ...told];
}

const grant: QualificationEvent = { type: 'grant', now: later, value: -3 };
const assign: QualificationEvent = { type: 'assign', now: later, value: 0 };
const revoke: QualificationEvent = { type: 'revoke', now: later };

describe('[6.2] a Qualification, row by row', () => {
  it.each<[string, Holding, QualificationEvent, unknown]>([
    ['[Q54] granted', 'none', grant, ['held', -3, later, 'qualification:granted']],
    ['[Q68] [Q79] assigned, with 0', 'none', assign, ['held', 0, later, 'qualification:granted']],
    ['[Q69] [Q73] assigned again: value only', 'held', assign, ['held', 0, start, 'qualification:updated']],
    ['[Q55] [Q63] granted again: overwritten', 'held', grant, ['held', -3, later, 'qualification:updated']],
    ['[Q74] revoked', 'held', revoke, ['revoked', 10, start, 'qualification:revoked']],
    ['[Q70] assigned after revocation', 'revoked', assign, ['held', 0, later, 'qualification:granted']],
    ['[Q73] granted after revocation', 'revoked', grant, ['held', -3, later, 'qualification:granted']],
    ['[Q77] revoked, never granted', 'none', revoke, 'QualificationDoesNotExist'],
    ['[Q77] revoked again', 'revoked', revoke, 'InvalidQualificationState'],
  ])('%s (%s)', (_, state, event, expected) => {
    expect(outcome(holding(state), event)).toEqual(expected);
  });
});

describe('the retry gate', () => {
  const asked: QualificationRecord = {
    ...newQualification,
    state: { holding: 'none', asking: 'asked' },
    askedAt: start,
  };
  const ask = (record: QualificationRecord, seconds: number, retryDelaySeconds?: number) => {
    const now = start + seconds * 1000;
    const event = { type: 'ask', now, request: '3R' } as const;
    return advance(
      qualificationMachine,
      record,
      retryDelaySeconds === undefined ? event : { ...event, retryDelaySeconds },
    );
  };
  const code = (...asking: Parameters<typeof ask>) => {
    const step = ask(...asking);
    return step.taken ? 'allowed' : step.code;
  };
  const elapsing = 'QualificationTypeRetryDelayNotElapsed';
  const once = 'QualificationTypeDoesNotAllowRetake';

  it.each<[string, QualificationRecord, number, number | undefined, string]>([
    ['[Q59] the first time', newQualification, 0, undefined, 'allowed'],
    ['[Q131] a grant is no asking', holding('held'), 0, undefined, 'allowed'],
    ['[Q76] [Q131] nor is a revocation', holding('revoked'), 0, undefined, 'allowed'],
    ['[Q17] [Q59] without a delay once, ever', asked, 1e9, undefined, once],
    ['[Q60] a second before the delay is over', asked, day - 1, day, elapsing],
    ['[Q60] when it is over', asked, day, day, 'allowed'],
    ['[D47] a delay of 0: at once', asked, 0, 0, 'allowed'],
    ['[Q62] a delay added later opens it', asked, 60, 60, 'allowed'],
    ['[Q62] a longer one closes it again', asked, 60, 120, elapsing],
  ])('%s', (_, record, seconds, delay, expected) => {
    expect(code(record, seconds, delay)).toBe(expected);
  });

  it('[Q61] the delay restarts with every request', () => {
    const again = ask(asked, day, day);
    if (!again.taken) throw new Error('refused');
    expect(again.record).toMatchObject({ askedAt: start + day * 1000, openRequest: '3R' });
    expect(code(again.record, 2 * day - 1, day)).toBe(elapsing);
    expect(code(again.record, 2 * day, day)).toBe('allowed');
  });

  it('[Q64] [Q76] a grant or a revocation opens nothing', () => {
    const granted = advance(qualificationMachine, asked, grant);
    if (!granted.taken) throw new Error('refused');
    expect(code(granted.record, 1e9)).toBe(once);
    const revoked = advance(qualificationMachine, granted.record, revoke);
    if (!revoked.taken) throw new Error('refused');
    expect(code(revoked.record, 1e9)).toBe(once);
  });

  it('[Q58] a grant or a close forgets the open request', () => {
    const open = { ...asked, openRequest: '3R' };
    for (const event of [grant, { type: 'close', now: later } as const]) {
      const step = advance(qualificationMachine, open, event);
      expect(step.taken && 'openRequest' in step.record).toBe(false);
    }
  });
});
