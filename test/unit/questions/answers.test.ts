import { describe, expect, it } from 'vitest';
import { answerBytesMax, answersFromFields, readAnswers } from '../../../server/questions/answers.ts';
import { readAnswersDocument, readQuestion } from '../../../server/questions/question.ts';
import { type Answer, valuesOf, writeAnswers } from '../../../server/questions/question-form-answers.ts';
import { loadXml } from '../../../server/questions/xml.ts';
import {
  answersDocument,
  answersNamespace,
  constrained,
  externalQuestion,
  fileUpload,
  formQuestion,
  freeText,
  htmlQuestion,
  questionForm,
  selection,
} from './fixtures/documents.ts';
import { refusal } from './refusal.ts';

await loadXml();

const question = (parts: string) => readQuestion(questionForm(parts));

function given(identifier: string, inner: string): string {
  return `<Answer><QuestionIdentifier>${identifier}</QuestionIdentifier>${inner}</Answer>`;
}

const chosen = (identifier: string) => `<SelectionIdentifier>${identifier}</SelectionIdentifier>`;

describe('[7.3, D49] QuestionFormAnswers', () => {
  const answers: Answer[] = [
    { kind: 'text', question: 'a', text: 'x "y" \'z\' <&>]]> \r\n é 🐦 [{"k":1}]' },
    { kind: 'text', question: 'b & c', text: '' },
    { kind: 'selection', question: 'd', selections: ['1', '2'], other: 'more' },
    { kind: 'selection', question: 'e', selections: [] },
    { kind: 'file', question: 'f', sizeInBytes: 12, key: 'K' },
  ];

  it('is written in the newer form, each element in its line', () => {
    expect(writeAnswers(answers)).toBe(`<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<QuestionFormAnswers xmlns="${answersNamespace}">
<Answer>
<QuestionIdentifier>a</QuestionIdentifier>
<FreeText>x "y" 'z' &lt;&amp;&gt;]]&gt; &#13;
 é 🐦 [{"k":1}]</FreeText>
</Answer>
<Answer>
<QuestionIdentifier>b &amp; c</QuestionIdentifier>
<FreeText/>
</Answer>
<Answer>
<QuestionIdentifier>d</QuestionIdentifier>
<SelectionIdentifier>1</SelectionIdentifier>
<SelectionIdentifier>2</SelectionIdentifier>
<OtherSelectionText>more</OtherSelectionText>
</Answer>
<Answer>
<QuestionIdentifier>e</QuestionIdentifier>
</Answer>
<Answer>
<QuestionIdentifier>f</QuestionIdentifier>
<UploadedFileSizeInBytes>12</UploadedFileSizeInBytes>
<UploadedFileKey>K</UploadedFileKey>
</Answer>
</QuestionFormAnswers>`);
  });

  it('is read back as it was', () => {
    expect(readAnswersDocument(writeAnswers(answers))).toEqual(answers);
  });

  it('is read in the older form too', () => {
    const text = answersDocument(given('a', '<FreeText>x</FreeText>') + given('b', chosen('1')));
    expect(readAnswersDocument(text)).toEqual([
      { kind: 'text', question: 'a', text: 'x' },
      { kind: 'selection', question: 'b', selections: ['1'] },
    ]);
  });

  it('[D30] may have no Answer', () => {
    expect(readAnswersDocument(writeAnswers([]))).toEqual([]);
  });

  it('writes what XML cannot hold as the replacement character', () => {
    const [answer] = readAnswersDocument(
      writeAnswers([{ kind: 'text', question: 'a', text: '\0x\u001f\ud800y\uffff' }]),
    );
    expect(answer).toMatchObject({ text: '\ufffdx\ufffd\ufffdy\ufffd' });
  });

  it('[8.2] gives the values that review policies compare', () => {
    expect(answers.map(valuesOf)).toEqual([
      [expect.stringContaining('x')],
      [],
      ['1', '2', 'more'],
      [],
      ['K'],
    ]);
  });

  it.each([
    ['no XML', 'x', /^The answer cannot be read: line 1: /],
    [
      'another document',
      questionForm(formQuestion('q', freeText)),
      /QuestionFormAnswers document was expected, not a QuestionForm$/,
    ],
    [
      'two values of one Answer',
      answersDocument(given('a', '<FreeText/><FreeText/>')),
      /in Answer its end was expected, but FreeText found/,
    ],
    ['an Answer of nobody', answersDocument('<Answer/>'), /in Answer QuestionIdentifier was expected/],
    ['a DOCTYPE', `<!DOCTYPE a>${answersDocument('')}`, /DOCTYPE is not allowed/],
  ])('refuses %s with BadRequest', (_, text, message) => {
    const refused = refusal(() => readAnswersDocument(text));
    expect(refused.code).toBe('BadRequest');
    expect(refused.message).toMatch(message);
  });
});

describe('answers to a form', () => {
  const form = question(
    formQuestion('text', freeText) +
      formQuestion('one', selection(['a', 'b'])) +
      formQuestion(
        'many',
        selection(['a', 'b', 'c'], '<MaxSelectionCount>3</MaxSelectionCount>', '<OtherSelection/>'),
      ),
  );

  it('as an object and as a document say the same', () => {
    const document = answersDocument(
      given('many', `${chosen('c')}${chosen('a')}<OtherSelectionText>mine</OtherSelectionText>`) +
        given('one', chosen('b')) +
        given('text', '<FreeText>hello</FreeText>'),
    );
    const expected = [
      { kind: 'text', question: 'text', text: 'hello' },
      { kind: 'selection', question: 'one', selections: ['b'] },
      { kind: 'selection', question: 'many', selections: ['c', 'a'], other: 'mine' },
    ];
    const fromDocument = readAnswers(form, document);
    const fromObject = readAnswers(form, { many: ['c', 'mine', 'a'], one: 'b', text: ['hello'] });
    expect(fromObject).toEqual(fromDocument);
    expect(fromObject.answers).toEqual(expected);
    expect(readAnswersDocument(fromObject.document)).toEqual(expected);
  });

  it('numbers and booleans are texts', () => {
    expect(readAnswers(form, { text: 1.5 }).answers[0]).toMatchObject({ text: '1.5' });
    expect(readAnswers(form, { text: false }).answers[0]).toMatchObject({ text: 'false' });
  });

  it('[7.3] questions left open are written without a value', () => {
    const expected = [
      { kind: 'text', question: 'text', text: '' },
      { kind: 'selection', question: 'one', selections: ['a'] },
      { kind: 'selection', question: 'many', selections: [] },
    ];
    expect(readAnswers(form, { one: 'a' }).answers).toEqual(expected);
    expect(readAnswers(form, { one: ['a', 'a'], text: null, many: [] }).answers).toEqual(expected);
    const open = given('many', '<OtherSelectionText/>') + given('text', '') + given('one', chosen('a'));
    expect(readAnswers(form, answersDocument(open)).answers).toEqual(expected);
  });

  it.each([
    ['an empty text', ''],
    ['blanks', ' \n'],
    ['an empty object', {}],
    ['empty values', { text: '', one: null }],
  ])('[D30] %s makes a document without Answer', (_, nothing) => {
    expect(readAnswers(form, nothing)).toEqual({ answers: [], document: writeAnswers([]) });
  });

  it.each([
    ['a number', 5],
    ['a list', ['a']],
    ['nothing', undefined],
    ['null', null],
  ])('%s is no answer', (_, value) => {
    expect(refusal(() => readAnswers(form, value)).code).toBe('BadRequest');
  });

  it.each<[string, unknown, string]>([
    ['an unknown question', { else: 'x' }, 'Question "else" is not in the form.'],
    ['an unknown selection', { one: 'z' }, 'Question "one" has no selection "z".'],
    [
      'two selections where one is allowed',
      { one: ['a', 'b'] },
      'Question "one" takes 1 selections at most.',
    ],
    ['two texts of the worker', { many: ['x', 'y'] }, 'Question "many" takes one text of your own.'],
    ['two values of a text', { text: ['x', 'y'] }, 'Question "text" takes one value.'],
    ['an object', { text: { a: 1 } }, 'Question "text" takes texts, numbers and booleans only.'],
    ['no number', { text: Number.NaN }, 'Question "text" takes texts, numbers and booleans only.'],
    [
      'a question twice',
      answersDocument(given('text', '<FreeText>x</FreeText>').repeat(2)),
      'Question "text" is answered twice.',
    ],
    [
      'a text for selections',
      answersDocument(given('one', '<FreeText>a</FreeText>')),
      'Question "one" takes selections.',
    ],
    ['selections for a text', answersDocument(given('text', chosen('a'))), 'Question "text" takes a text.'],
    [
      'a text that the question does not offer',
      answersDocument(given('one', '<OtherSelectionText>x</OtherSelectionText>')),
      'Question "one" takes no text of your own.',
    ],
    [
      'several at once',
      { one: 'z', else: 'x' },
      'Question "else" is not in the form. Question "one" has no selection "z".',
    ],
  ])('refuses %s', (_, answer, message) => {
    const refused = refusal(() => readAnswers(form, answer));
    expect(refused.code).toBe('BadRequest');
    expect(refused.message).toBe(message);
    expect(refused.details.problems).not.toHaveLength(0);
  });

  it('names twenty problems at most', () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`x${n}`, 'y']));
    expect(refusal(() => readAnswers(form, many)).details.problems).toHaveLength(20);
  });

  it('does not take the names of objects for questions', () => {
    expect(refusal(() => readAnswers(form, { constructor: 'x' })).message).toContain('is not in the form');
    expect(refusal(() => readAnswers(form, JSON.parse('{"__proto__": "x"}'))).message).toContain(
      'is not in the form',
    );
  });
});

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

describe('answers to a page', () => {
  const pages = [
    ['ExternalQuestion', externalQuestion('https://a.example/')],
    ['HTMLQuestion', htmlQuestion('<p/>')],
  ] as const;
  it.each(pages)('an object for an %s gives its fields, unchecked', (_, text) => {
    const { answers } = readAnswers(readQuestion(text), { b: 'x', a: ['y', 'z'], none: [], workerId: 'AX' });
    expect(answers).toEqual([
      { kind: 'text', question: 'b', text: 'x' },
      { kind: 'text', question: 'a', text: 'z' },
      { kind: 'text', question: 'none', text: '' },
    ]);
  });

  it.each(pages)('a document for an %s too', (_, text) => {
    const document = answersDocument(
      given('b', '<FreeText>x</FreeText>') + given('a', '') + given('hitId', '<FreeText>3</FreeText>'),
    );
    expect(readAnswers(readQuestion(text), document).answers).toEqual([
      { kind: 'text', question: 'b', text: 'x' },
      { kind: 'text', question: 'a', text: '' },
    ]);
    const selected = answersDocument(given('b', chosen('x')));
    expect(refusal(() => readAnswers(readQuestion(text), selected)).message).toContain('takes a FreeText');
    expect(readAnswers(readQuestion(text), {}).answers).toEqual([]);
  });

  it('[D29] of several fields of one name the last survives, in the place of the first', () => {
    const { answers, document } = answersFromFields([
      ['assignmentId', '3A'],
      ['b', '1'],
      ['a', '2'],
      ['b', '3'],
      ['hitId', '3H'],
      ['workerId', 'AW'],
      ['turkSubmitTo', 'x'],
    ]);
    expect(answers).toEqual([
      { kind: 'text', question: 'b', text: '3' },
      { kind: 'text', question: 'a', text: '2' },
    ]);
    expect(readAnswersDocument(document)).toEqual(answers);
  });

  it('takes the fields of a posted form', () => {
    const json = '[{"annotated":{"labels":["a & b"]}}]';
    const posted = new URLSearchParams({ assignmentId: '3A', taskAnswers: json });
    const { document } = answersFromFields(posted);
    expect(document).toContain('<FreeText>[{"annotated":{"labels":["a &amp; b"]}}]</FreeText>');
  });

  it('[7.5] a form has one field of its own at least', () => {
    expect(refusal(() => answersFromFields([['assignmentId', '3A']])).code).toBe('BadRequest');
    expect(
      answersFromFields([
        ['assignmentId', '3A'],
        ['x', ''],
      ]).answers,
    ).toHaveLength(1);
  });

  it('is limited in bytes', () => {
    const field = (size: number): [string, string][] => [['x', '…'.repeat(size)]];
    expect(answersFromFields(field(174_000)).answers).toHaveLength(1);
    const refused = refusal(() => answersFromFields(field(175_000)));
    expect(refused.code).toBe('PayloadTooLarge');
    expect(refused.details).toEqual({ limit: answerBytesMax });
    const page = readQuestion(htmlQuestion('<p/>'));
    expect(refusal(() => readAnswers(page, ' '.repeat(answerBytesMax + 1))).code).toBe('PayloadTooLarge');
    expect(refusal(() => readAnswers(page, { x: 'y'.repeat(answerBytesMax) })).code).toBe('PayloadTooLarge');
  });

  it('reads back as many fields as fit', () => {
    const fields = Array.from({ length: 5_700 }, (_, n): [string, string] => [`${n}`, '']);
    const { answers, document } = answersFromFields(fields);
    expect(Buffer.byteLength(document)).toBeLessThan(answerBytesMax);
    expect(readAnswersDocument(document)).toEqual(answers);
  });
});
