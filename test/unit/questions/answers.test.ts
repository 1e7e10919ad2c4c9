import { describe, expect, it } from 'vitest';
import { readAnswers } from '../../../server/questions/answers.ts';
import { readAnswersDocument, readQuestion } from '../../../server/questions/question.ts';
import { type Answer, valuesOf, writeAnswers } from '../../../server/questions/question-form-answers.ts';
import { loadXml } from '../../../server/questions/xml.ts';
import {
  answersDocument,
  answersNamespace,
  formQuestion,
  freeText,
  givenAnswer as given,
  questionForm,
  selection,
} from './fixtures/documents.ts';
import { refusal } from './refusal.ts';

await loadXml();

const question = (parts: string) => readQuestion(questionForm(parts));

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
