import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../server/contract/limits.ts';
import { approvalRateTypeId } from '../../../server/contract/system-types.ts';
import { EligibilityIndex } from '../../../server/eligibility/eligibility-index.ts';
import { answerChecks, readChecks } from '../../../server/http/eligibility-batch.ts';
import { answerPlainBatch } from '../../../server/http/plain-batch.ts';
import { randomRuns, testSeed } from '../../support/runs.ts';
import { hitFact, hitTypeFact, workerFact } from '../eligibility/facts.ts';

const workers = ['ANNA', 'BORIS', 'A', ''];
const hits = ['3OPEN', '3GUARDED', '3', 'ANNA'];

function market(): EligibilityIndex {
  const index = new EligibilityIndex({ environment: 'sandbox' });
  const requirement = {
    QualificationTypeId: approvalRateTypeId,
    Comparator: 'GreaterThanOrEqualTo',
    IntegerValues: [95],
    ActionsGuarded: 'PreviewAndAccept',
  } as const;
  index.apply([
    workerFact('ANNA', 1, { approvalRate: 99 }),
    workerFact('BORIS', 2, { approvalRate: 80 }),
    hitTypeFact('OPEN', 3),
    hitTypeFact('GUARDED', 4, { requirements: [requirement] }),
    hitFact('3OPEN', 5, { hitType: 'OPEN' }),
    hitFact('3GUARDED', 6, { hitType: 'GUARDED' }),
  ]);
  return index;
}

const index = market();
const plain = (body: string) => answerPlainBatch(index, Buffer.from(body));
const parsed = (body: unknown) => answerChecks(index, readChecks(body));

describe('a batch answered from its bytes', () => {
  it('is answered as one that was parsed, ids unknown, short and empty among them', () => {
    const check = fc.record({
      worker: fc.oneof(fc.constantFrom(...workers), fc.string({ unit: 'grapheme-ascii' })),
      hit: fc.oneof(fc.constantFrom(...hits), fc.string({ unit: 'grapheme-ascii' })),
    });
    fc.assert(
      fc.property(fc.array(check, { minLength: 1, maxLength: 20 }), (checks) => {
        const body = JSON.stringify({ checks });
        const answered = plain(body);
        const isEscaped = body.includes('\\');
        expect(answered).toBe(isEscaped ? undefined : parsed({ checks }));
      }),
      { seed: testSeed(), numRuns: randomRuns(300, 20_000) },
    );
  });

  it.each([
    ['indented', (checks: object[]) => JSON.stringify({ checks }, null, 2)],
    ['with tabs', (checks: object[]) => JSON.stringify({ checks }, null, '\t')],
    [
      'with line ends of either kind',
      (checks: object[]) => `\r\n{"checks" : ${JSON.stringify(checks)} }\r\n`,
    ],
    [
      'as Python writes it',
      (checks: object[]) => JSON.stringify({ checks }).replaceAll('":', '": ').replaceAll(',"', ', "'),
    ],
    [
      'with the HIT first',
      (checks: object[]) =>
        `{"checks":[${checks.map((check) => `{${JSON.stringify(check).slice(1, -1).split(',').reverse()}}`)}]}`,
    ],
  ])('is read from its bytes %s', (_, write) => {
    const checks = ['ANNA', 'BORIS', 'NOBODY'].flatMap((worker) =>
      ['3OPEN', '3GUARDED', '3NONE'].map((hit) => ({ worker, hit })),
    );
    expect(JSON.parse(write(checks))).toEqual({ checks });
    expect(plain(write(checks))).toBe(parsed({ checks }));
  });

  it('tells the levels', () => {
    const checks = ['ANNA', 'BORIS'].flatMap((worker) => [
      { worker, hit: '3OPEN' },
      { worker, hit: '3GUARDED' },
    ]);
    const answered = JSON.parse(plain(JSON.stringify({ checks })) as string);
    expect(answered.results.map(({ access }: { access: string }) => access)).toEqual([
      'accept',
      'accept',
      'accept',
      'discover',
    ]);
  });

  it.each([
    ['one id twice', '{"checks":[{"worker":"ANNA","worker":"ANNA"}]}'],
    ['a control character for a blank', '{\v"checks":[{"worker":"ANNA","hit":"3OPEN"}]}'],
    ['a blank that JSON does not know', '{"checks":[{"worker":\u00a0"ANNA","hit":"3OPEN"}]}'],
    ['a comma before the first check', '{"checks":[,{"worker":"ANNA","hit":"3OPEN"}]}'],
    ['a missing colon', '{"checks":[{"worker""ANNA","hit":"3OPEN"}]}'],
    ['another name', '{"checks":[{"worker":"ANNA","hits":"3OPEN"}]}'],
    ['a further member', '{"checks":[{"worker":"ANNA","hit":"3OPEN"}],"explain":true}'],
    ['a further member of a check', '{"checks":[{"worker":"ANNA","hit":"3OPEN","more":1}]}'],
    ['an escape', '{"checks":[{"worker":"AN\\u004eA","hit":"3OPEN"}]}'],
    ['a letter beyond ASCII', '{"checks":[{"worker":"ÄNNA","hit":"3OPEN"}]}'],
    ['a number', '{"checks":[{"worker":1,"hit":"3OPEN"}]}'],
    ['no check', '{"checks":[]}'],
    ['an end too soon', '{"checks":[{"worker":"ANNA","hit":"3OPEN"}'],
    ['an end within an id', '{"checks":[{"worker":"ANNA","hit":"3OP'],
    ['a comma too many', '{"checks":[{"worker":"ANNA","hit":"3OPEN"},]}'],
    ['something behind', '{"checks":[{"worker":"ANNA","hit":"3OPEN"}]}}'],
    ['nothing', ''],
  ])('with %s is left to the schema', (_, body) => {
    expect(plain(body)).toBeUndefined();
  });

  it('is left to the schema beyond the limit, which is refused there', () => {
    const checks = Array.from({ length: limits.checksPerRequestMax }, () => ({
      worker: 'ANNA',
      hit: '3OPEN',
    }));
    expect(plain(JSON.stringify({ checks }))).toBeDefined();
    expect(plain(JSON.stringify({ checks: [...checks, checks[0]] }))).toBeUndefined();
  });
});
