import { describe, expect, it } from 'vitest';
import { readAnswers } from '../../../server/questions/answers.ts';
import { readQuestion } from '../../../server/questions/question.ts';
import { loadXml } from '../../../server/questions/xml.ts';
import {
  answersDocument,
  constrained,
  fileUpload,
  formQuestion,
  freeText,
  givenAnswer as given,
  questionForm,
  selection,
} from './fixtures/documents.ts';
import { refusal } from './refusal.ts';

await loadXml();

const question = (parts: string) => readQuestion(questionForm(parts));

describe('[7.2] constraints', () => {
  const missing = 'needs an answer';
  const optionalPair = selection(
    ['a', 'b', 'c'],
    '<MinSelectionCount>2</MinSelectionCount><MaxSelectionCount>2</MaxSelectionCount>',
  );
  it.each<[string, string, boolean, unknown, string | undefined]>([
    ['a required text', freeText, true, '', missing],
    ['an optional text', freeText, false, '', undefined],
    ['a required selection', selection(['a']), true, null, missing],
    [
      'a required selection with minimum 0',
      selection(['a'], '<MinSelectionCount>0</MinSelectionCount>'),
      true,
      [],
      missing,
    ],
    ['an optional selection', selection(['a']), false, null, undefined],
    ['an optional pair left open', optionalPair, false, [], undefined],
    ['half an optional pair', optionalPair, false, 'a', 'needs 2 selections at least'],
    ['a pair', optionalPair, false, ['a', 'c'], undefined],
    ['three for a pair', optionalPair, false, ['a', 'b', 'c'], 'takes 2 selections at most'],
    ['a minimum length makes it required', constrained('<Length minLength="2"/>'), false, '', missing],
    ['a minimum length of 0 does not', constrained('<Length minLength="0"/>'), false, '', undefined],
    ['too short', constrained('<Length minLength="2"/>'), false, 'x', 'needs 2 characters at least'],
    ['long enough with blanks', constrained('<Length minLength="2"/>'), false, '  ', undefined],
    ['as long as allowed', constrained('<Length maxLength="3"/>'), false, 'xyz', undefined],
    ['too long', constrained('<Length maxLength="3"/>'), false, 'wxyz', 'takes 3 characters at most'],
    ['an integer', constrained('<IsNumeric/>'), false, '-12', undefined],
    ['a decimal', constrained('<IsNumeric/>'), false, ' +.5 ', undefined],
    ['a JSON number', constrained('<IsNumeric/>'), false, 12, undefined],
    ['no number', constrained('<IsNumeric/>'), false, '12a', 'takes a number'],
    ['an exponent', constrained('<IsNumeric/>'), false, '1e3', 'takes a number'],
    ['a number left open', constrained('<IsNumeric minValue="1"/>'), false, '', undefined],
    ['at the lower bound', constrained('<IsNumeric minValue="1" maxValue="9"/>'), false, '1', undefined],
    [
      'below it',
      constrained('<IsNumeric minValue="1" maxValue="9"/>'),
      false,
      '0.9',
      'takes a number from 1',
    ],
    ['at the upper bound', constrained('<IsNumeric minValue="1" maxValue="9"/>'), false, '9.0', undefined],
    [
      'above it',
      constrained('<IsNumeric minValue="1" maxValue="9"/>'),
      false,
      '9.1',
      'takes a number up to 9',
    ],
    [
      'all formats match',
      constrained('<AnswerFormatRegex regex="^a"/><AnswerFormatRegex regex="B$" flags="i"/>'),
      false,
      'ab',
      undefined,
    ],
    [
      'one does not',
      constrained('<AnswerFormatRegex regex="^a"/><AnswerFormatRegex regex="B$" errorText="end with B"/>'),
      false,
      'ab',
      'is not in the right format: end with B',
    ],
    [
      'a format with the default text',
      constrained('<AnswerFormatRegex regex="x"/>'),
      false,
      'ab',
      'is not in the right format: Invalid input supplied.',
    ],
    ['a format left open', constrained('<AnswerFormatRegex regex="x"/>'), false, '', undefined],
    ['a file that is required', fileUpload, true, null, missing],
    ['a file left open', fileUpload, false, null, undefined],
    ['a text for a file', fileUpload, false, 'x', 'takes a file'],
  ])('%s', (_, answer, required, value, problem) => {
    const asked = question(formQuestion('q', answer, required));
    if (problem === undefined) expect(readAnswers(asked, { q: value }).answers.length).toBeLessThan(2);
    else expect(refusal(() => readAnswers(asked, { q: value })).message).toBe(`Question "q" ${problem}.`);
  });

  it('of OtherSelection hold for its text alone, which counts as a selection', () => {
    const other = '<OtherSelection><Constraints><Length minLength="3"/></Constraints></OtherSelection>';
    const asked = question(formQuestion('q', selection(['a'], '', other)));
    expect(readAnswers(asked, { q: 'a' }).answers).toMatchObject([{ selections: ['a'] }]);
    expect(readAnswers(asked, { q: 'mine' }).answers).toMatchObject([{ other: 'mine' }]);
    expect(refusal(() => readAnswers(asked, { q: 'my' })).message).toContain('needs 3 characters at least');
    expect(refusal(() => readAnswers(asked, { q: ['a', 'mine'] })).message).toContain(
      'takes 1 selections at most',
    );
  });

  it('a number of many digits is looked at once', () => {
    const asked = question(formQuestion('q', constrained('<IsNumeric/>')));
    const begun = performance.now();
    expect(refusal(() => readAnswers(asked, { q: `${'1'.repeat(400_000)}x` })).message).toContain(
      'takes a number',
    );
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it.each([
    [9, false],
    [10, true],
    [3000, true],
    [3001, false],
  ])('a file of %i bytes', (size, fits) => {
    const asked = question(formQuestion('q', fileUpload, true));
    const file = `<UploadedFileSizeInBytes>${size}</UploadedFileSizeInBytes><UploadedFileKey>K</UploadedFileKey>`;
    const read = () => readAnswers(asked, answersDocument(given('q', file)));
    if (fits) expect(read().answers).toEqual([{ kind: 'file', question: 'q', sizeInBytes: size, key: 'K' }]);
    else expect(refusal(read).message).toContain('takes a file of 10 to 3000 bytes');
  });
});
