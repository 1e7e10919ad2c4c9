import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchFormat as match, newStepBudget } from '../../../server/questions/answer-format.ts';

const matchFormat = (regex: string, ignoreCase: boolean, text: string) =>
  match(regex, ignoreCase, text, newStepBudget());

describe('finds what RegExp finds', () => {
  it.each([
    ['\\S', ' x ', ' '],
    ['(^$|\\S{2,})', 'xy', 'x'],
    ['^(1[- ]?)?(\\([2-9]\\d{2}\\)\\s*|[2-9]\\d{2}-?)[2-9]\\d{2}-?\\d{4}$', '1-555-555-1234', '155-555-1234'],
    ['^[12][0-9]{3}-[01]?\\d-[0-3]?\\d$', '2024-1-31', '3024-1-31'],
    ['^(?=.*\\d)(?!.*x).{3,}$', 'ab1', 'x12'],
    ['^[^]$', '\n', ''],
    ['^.$', 'a', '\n'],
    ['\\bcat\\b', 'a cat', 'concat'],
    ['\\Bcat', 'concat', 'cat'],
    ['^a{2}$', 'aa', 'aaa'],
    ['^a{2,}b{0,1}?$', 'aaab', 'ab'],
    ['a{', 'a{', 'a'],
    ['^{x}]$', '{x}]', '{x}'],
    ['^[\\]\\-a-c]+$', 'a]-c', 'd'],
    ['^\\u0041\\x42\\t\\0\\cA$', 'AB\t\0\u0001', 'AB'],
    ['^(?<year>\\d+)$', '12', 'x'],
    ['^(?:a|b|)c$', 'c', 'd'],
    ['^(a*)*$', 'aaa', 'aab'],
    ['^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$', 'a@b.example', 'a@b'],
    ['^u\\u{3}$', 'uuuu', 'uuu'],
    ['', '', undefined],
  ])('%s', (regex, good, bad) => {
    expect(matchFormat(regex, false, good)).toBe('matches');
    expect(new RegExp(regex).test(good)).toBe(true);
    if (bad === undefined) return;
    expect(matchFormat(regex, false, bad)).toBe('differs');
    expect(new RegExp(regex).test(bad)).toBe(false);
  });

  it('without regard to case where it should', () => {
    expect(matchFormat('^rEg[e-f]x$', true, 'REGEX')).toBe('matches');
    expect(matchFormat('^rEg[e-f]x$', false, 'REGEX')).toBe('differs');
  });

  const atom = fc.constantFrom(
    'a',
    'b',
    '.',
    '\\d',
    '\\w',
    '\\s',
    '[ab]',
    '[^a]',
    '\\b',
    '^',
    '$',
    '\\B',
    '1',
    'é',
  );
  const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
    pattern: fc.oneof(
      { depthSize: 'small' },
      fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
      fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `${left}|${right}`),
    ),
    part: fc.oneof(
      { depthSize: 'small' },
      fc.tuple(atom, fc.constant('')).map(([text]) => text),
      fc
        .tuple(
          fc.constantFrom('a', 'b', '.', '[ab]', '\\d'),
          fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}', '+?'),
        )
        .map(([text, times]) => text + times),
      tie('pattern').map((inner) => `(${inner})`),
      fc
        .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{1,3}', '*?'))
        .map(([inner, times]) => `(?:${inner})${times}`),
      tie('pattern').map((inner) => `(?=${inner})`),
      tie('pattern').map((inner) => `(?!${inner})`),
    ),
  }));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', '\n', 'é', 'A'), maxLength: 8 });

  it('in random patterns and texts', () => {
    fc.assert(
      fc.property(pattern, text, fc.boolean(), (regex, sought, ignoreCase) => {
        const expected = new RegExp(regex, ignoreCase ? 'i' : '').test(sought) ? 'matches' : 'differs';
        expect(matchFormat(regex, ignoreCase, sought)).toBe(expected);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('never takes long', () => {
  const long = 'a'.repeat(50_000);
  it.each([
    ['^(a+)+$', `${'a'.repeat(40)}!`, 'differs'],
    ['^(a|aa)+$', `${'a'.repeat(200)}!`, 'differs'],
    ['^(a|a?)+$', `${'a'.repeat(200)}!`, 'differs'],
    ['^(.*a){20}$', `${'a'.repeat(60)}!`, 'differs'],
    ['(x+x+)+y', 'x'.repeat(100), 'differs'],
    ['^a*$', long, 'matches'],
    ['(?=.*b)a', long, 'unchecked'],
    ['((a{1,1000}){1,1000}){1,1000}$', `${'a'.repeat(2_000)}!`, 'differs'],
    ['^(?:a?){1000000000}$', 'a', 'unchecked'],
  ])('%s', (regex, sought, expected) => {
    const begun = performance.now();
    expect(matchFormat(regex, false, sought)).toBe(expected);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

it('a budget is shared: what is left decides', () => {
  const budget = newStepBudget();
  expect(match('(?=.*b)a', false, 'a'.repeat(50_000), budget)).toBe('unchecked');
  const begun = performance.now();
  for (let n = 0; n < 10_000; n += 1)
    expect(match('^b', false, 'a'.repeat(50_000), budget)).toBe('unchecked');
  expect(performance.now() - begun).toBeLessThan(1_000);
});

it.each([
  '(a)\\1',
  '(?<=a)b',
  '(?<!a)b',
  '(?<n>a)\\k<n>',
  '(',
  '[a',
  'a**',
  '(?i)a',
  `${'('.repeat(200)}a${')'.repeat(200)}`,
  '\\c1',
])('leaves %s unchecked', (regex) => {
  expect(matchFormat(regex, false, 'b')).toBe('unchecked');
});
