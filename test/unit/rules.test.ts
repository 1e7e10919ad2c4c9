import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rulesIn, rulesNamed, sections } from '../support/rules.ts';
import { projectPaths } from '../support/source-files.ts';

const rules = rulesIn(readFileSync('SPEC.md', 'utf8'));
const named = new Set(
  projectPaths()
    // The simulator's tests name facts about populations by letters and numbers too.
    .filter((path) => /^test\/(?!unit\/simulator\/|simulation\/).*\.ts$/.test(path))
    .flatMap((path) => rulesNamed(readFileSync(path, 'utf8'))),
);

describe('[rules] SPEC.md and the tests', () => {
  it('SPEC.md has every rule once: 132 about Qualifications, 55 where the documents disagree', () => {
    const numbered = (letter: string, count: number) =>
      Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);
    expect([...rules].sort()).toEqual([...numbered('Q', 132), ...numbered('D', 55)].sort());
  });

  it('a test names each rule and each section', () => {
    expect([...rules, ...sections].filter((rule) => !named.has(rule))).toEqual([]);
  });

  it('no test names a rule that there is not', () => {
    const known = new Set([...rules, ...sections]);
    const ofSection4 = /^4\.[1-9]$/;
    expect([...named].filter((rule) => !known.has(rule) && !ofSection4.test(rule))).toEqual([]);
  });

  it('titles name rules by id, list or span, alone or in the rows of a table; other brackets do not', () => {
    const test = [
      "it('[Q1, D3] [1.20-1.22] what', () => {});",
      "it.each([['Q115', 1.5], ['Q116', 2.5]])('[%s] what', () => {});",
      'it("[Q7–Q9] what", () => expect(amounts[0.05]).toBe([8.6]));',
    ];
    expect(rulesNamed(test.join('\n')).sort()).toEqual(
      ['1.20', '1.21', '1.22', 'D3', 'Q1', 'Q115', 'Q116', 'Q7', 'Q8', 'Q9'].sort(),
    );
  });
});
