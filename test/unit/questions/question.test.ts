import { beforeAll, describe, expect, it } from 'vitest';
import { documentBytesMax, readQuestion, readTest } from '../../../server/questions/question.ts';
import { loadXml } from '../../../server/questions/xml.ts';
import {
  answerKey,
  answersDocument,
  constrained,
  externalQuestion,
  fileUpload,
  formQuestion,
  freeText,
  fullForm,
  htmlQuestion,
  keyNamespace,
  keyQuestion,
  mapping,
  overview,
  questionForm,
  selection,
} from './fixtures/documents.ts';
import { details, refusal } from './refusal.ts';

beforeAll(loadXml);

const multipleChoice = questionForm(formQuestion('q', selection(['a', 'b'])));
const key = answerKey(keyQuestion('q', [['a', 10]]));

describe('the kind of a question is that of its root element', () => {
  it.each([
    ['QuestionForm', multipleChoice],
    ['ExternalQuestion', externalQuestion('https://a.example/')],
    ['HTMLQuestion', htmlQuestion('<!DOCTYPE html><p>x</p>')],
  ])('%s', (kind, text) => {
    expect(readQuestion(text).kind).toBe(kind);
    expect(readQuestion(`\n\n ${text}\n`).kind).toBe(kind);
  });

  it.each([
    ['an unknown root', '<Question/>', /root element must be one of QuestionForm, .* not Question$/],
    [
      'no namespace',
      '<QuestionForm/>',
      /QuestionForm must be in the namespace http.*2005-10-01.* or http.*2017-11-06.*, not ""$/,
    ],
    ['a wrong namespace', multipleChoice.replace('2005', '2006'), /must be in the namespace/],
    [
      'the namespace of another document',
      `<ExternalQuestion xmlns="${keyNamespace}"/>`,
      /ExternalQuestion must be in the namespace http.*2006-07-14/,
    ],
    ['text', 'What is this?', /Start tag expected/],
  ])('[D50] %s is XMLParseError', (_, text, message) => {
    expect(details(() => readQuestion(text))).toMatch(message);
    expect(refusal(() => readQuestion(text)).message).toMatch(
      /^There was an error parsing the XML question or answer data in your request\. {2}Please make sure the data is well-formed and validates against the appropriate schema\. Details: line 1: /,
    );
    expect(refusal(() => readQuestion(text)).details).toEqual({ Parameter: 'Question' });
  });

  it.each([
    ['an AnswerKey', key],
    ['QuestionFormAnswers', answersDocument('')],
  ])('%s is valid, but no question', (_, text) => {
    const refused = refusal(() => readQuestion(text));
    expect(refused.message).toBe(`The value "${text}" is not valid for the parameter Question.`);
    expect(refused.code).toBe('InvalidParameterValue');
  });

  it('[3.4] an empty Question has a text of its own', () => {
    const refused = refusal(() => readQuestion(''));
    expect(refused.code).toBe('InvalidParameterValue');
    expect(refused.message).toBe('Your request parameter Question  has a minimum length of 1.');
    expect(refused.details).toEqual({ Parameter: 'Question' });
  });
});

describe('[Q9] 65,535 bytes of UTF-8, blanks included', () => {
  const padded = (text: string, bytes: number, by: string) =>
    text + by.repeat(Math.floor((bytes - Buffer.byteLength(text)) / Buffer.byteLength(by)));

  it('of Question', () => {
    expect(readQuestion(padded(multipleChoice, documentBytesMax, ' ')).kind).toBe('QuestionForm');
    const text = padded(multipleChoice, documentBytesMax + 1, ' ');
    expect(refusal(() => readQuestion(text))).toMatchObject({
      code: 'InvalidParameterValue',
      message: `The value "${text}" is not valid for the parameter Question.`,
    });
  });

  it('of Test, where characters of three bytes count three', () => {
    const withText = (text: string) => questionForm(overview(`<Text>${text}</Text>`));
    const room = documentBytesMax - Buffer.byteLength(withText(''));
    expect(readTest(withText('…'.repeat(Math.floor(room / 3)))).form.parts).toHaveLength(1);
    const refused = refusal(() => readTest(withText('…'.repeat(Math.floor(room / 3) + 1))));
    expect(refused.details).toMatchObject({ Parameter: 'Test' });
  });

  it('of AnswerKey', () => {
    expect(readTest(multipleChoice, padded(key, documentBytesMax, '\n')).key?.questions).toHaveLength(1);
    const refused = refusal(() => readTest(multipleChoice, padded(key, documentBytesMax + 1, '\n')));
    expect(refused.details).toMatchObject({ Parameter: 'AnswerKey' });
  });
});

describe('tests', () => {
  it('without a key hold what a form holds', () => {
    const text = questionForm(
      formQuestion('q', freeText) + formQuestion('r', selection(['a'], '', '<OtherSelection/>')),
    );
    expect(readTest(text)).toEqual({ form: readQuestion(text) });
  });

  it('with a key give both', () => {
    expect(readTest(multipleChoice, key)).toEqual({
      form: readQuestion(multipleChoice),
      key: { questions: [{ identifier: 'q', options: [{ selections: ['a'], score: 10 }], defaultScore: 0 }] },
    });
  });

  const wrong: [string, 'Test' | 'AnswerKey', string, string | undefined, RegExp][] = [
    [
      '[Q10] an ExternalQuestion',
      'Test',
      externalQuestion('https://a.example/'),
      undefined,
      /QuestionForm, no ExternalQuestion/,
    ],
    ['[Q10] an HTMLQuestion', 'Test', htmlQuestion('<p/>'), undefined, /QuestionForm, no HTMLQuestion/],
    ['[Q10] an AnswerKey', 'Test', key, undefined, /QuestionForm, no AnswerKey/],
    [
      '[Q11] a FileUploadAnswer',
      'Test',
      questionForm(formQuestion('q', fileUpload)),
      undefined,
      /"q".* FileUploadAnswer/,
    ],
    ['[Q11] one in a full form', 'Test', fullForm, undefined, /"photo".* FileUploadAnswer/],
    [
      '[Q12] a FreeTextAnswer and a key',
      'Test',
      questionForm(formQuestion('q', selection(['a'])) + formQuestion('r', freeText)),
      key,
      /"r".* FreeTextAnswer/,
    ],
    [
      '[Q12] an OtherSelection and a key',
      'Test',
      questionForm(formQuestion('q', selection(['a'], '', '<OtherSelection/>'))),
      key,
      /"q".* OtherSelection/,
    ],
    [
      '[D25] a key of an unknown question',
      'AnswerKey',
      multipleChoice,
      answerKey(keyQuestion('z', [['a', 1]])),
      /no question "z"/,
    ],
    [
      '[Q13] a key with a question twice',
      'AnswerKey',
      multipleChoice,
      answerKey(keyQuestion('q', [['a', 1]]).repeat(2)),
      /"q" is used twice/,
    ],
    [
      'a form in place of the key',
      'AnswerKey',
      multipleChoice,
      multipleChoice,
      /a QuestionForm is no AnswerKey/,
    ],
    [
      'a percentage of nothing',
      'AnswerKey',
      multipleChoice,
      answerKey(
        keyQuestion('q', [['a', 1]]) +
          mapping('<PercentageMapping><MaximumSummedScore>0</MaximumSummedScore></PercentageMapping>'),
      ),
      /MaximumSummedScore must not be 0/,
    ],
  ];
  it.each(wrong)('%s is refused, naming %s', (_, parameter, test, answers, reason) => {
    const refused = refusal(() => readTest(test, answers));
    const value = parameter === 'Test' ? test : answers;
    expect(refused.code).toBe('InvalidParameterValue');
    expect(refused.message).toBe(`The value "${value}" is not valid for the parameter ${parameter}.`);
    expect(refused.details).toEqual({ Parameter: parameter, Reason: expect.stringMatching(reason) });
  });

  it.each([
    ['Test', '<QuestionForm>', undefined],
    ['Test', '', undefined],
    ['Test', questionForm(formQuestion('q', constrained('<x/>'))), undefined],
    ['AnswerKey', multipleChoice, ''],
    ['AnswerKey', multipleChoice, '<AnswerKey/>'],
    ['AnswerKey', multipleChoice, answerKey('')],
  ])('[Q13] a %s that is no XML or not schema-valid is XMLParseError', (parameter, test, answers) => {
    expect(details(() => readTest(test, answers))).toMatch(/^line 1: /);
    expect(refusal(() => readTest(test, answers)).details).toEqual({ Parameter: parameter });
  });
});
