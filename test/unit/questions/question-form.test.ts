import { beforeAll, describe, expect, it } from 'vitest';
import { readQuestion } from '../../../server/questions/question.ts';
import { type QuestionForm, questionsOf } from '../../../server/questions/question-form.ts';
import { loadXml } from '../../../server/questions/xml.ts';
import {
  constrained,
  fileUpload,
  form2005,
  form2017,
  formQuestion,
  freeText,
  fullForm,
  overview,
  questionForm,
  selection,
} from './fixtures/documents.ts';
import { details } from './refusal.ts';

beforeAll(loadXml);

function readForm(text: string): QuestionForm {
  const question = readQuestion(text);
  if (question.kind !== 'QuestionForm') throw new Error(`read as ${question.kind}`);
  return question;
}

function answerOf(answer: string, namespace?: string) {
  return questionsOf(readForm(questionForm(formQuestion('q', answer), namespace)))[0]?.answer;
}

it('reads everything that a form of 2005 can hold', () => {
  const form = readForm(fullForm);
  expect(JSON.parse(JSON.stringify(form))).toEqual(form);
  expect(form.parts[0]).toEqual({
    kind: 'Overview',
    content: [
      { kind: 'Title', text: 'Birds & bees' },
      { kind: 'Text', text: 'Look at the picture.' },
      { kind: 'List', items: ['one', 'two'] },
      {
        kind: 'Binary',
        type: 'image',
        subType: 'gif',
        url: 'http://images.example/bird.gif',
        altText: 'a bird',
      },
      {
        kind: 'EmbeddedBinary',
        type: 'video',
        subType: 'mp4',
        url: 'https://images.example/bird.mp4',
        altText: 'a bird that flies',
        width: '400',
        height: '50%',
        parameters: [{ name: 'loop', value: '1' }],
      },
      {
        kind: 'Application',
        type: 'JavaApplet',
        url: 'http://applets.example/',
        fileName: 'Bird.class',
        width: '1',
        height: '2',
        parameters: [],
      },
      {
        kind: 'Application',
        type: 'Flash',
        url: 'http://films.example/b.swf',
        width: '1',
        height: '2',
        parameters: [],
      },
      {
        kind: 'FormattedContent',
        nodes: ['Bare ', { name: 'b', attributes: {}, children: ['text'] }, ' \u00a0'],
      },
    ],
  });
  const [kind, count, photo] = questionsOf(form);
  expect(kind).toMatchObject({
    identifier: 'kind',
    displayName: 'Kind',
    required: true,
    answer: {
      kind: 'SelectionAnswer',
      minSelections: 1,
      maxSelections: 2,
      style: 'checkbox',
      selections: [
        { identifier: 'owl', content: { kind: 'Text', text: 'Owl' } },
        { identifier: 'wren', content: { kind: 'FormattedContent' } },
        { identifier: 'duck', content: { kind: 'Binary', type: 'audio' } },
      ],
      other: { constraints: { formats: [] }, defaultText: '?', lines: 1 },
    },
  });
  expect(count).toMatchObject({
    required: false,
    answer: {
      kind: 'FreeTextAnswer',
      constraints: {
        numeric: { min: 1, max: 99 },
        length: { min: 1, max: 2 },
        formats: [
          { regex: '^\\d+$', errorText: 'digits only', ignoreCase: false },
          { regex: '[1-9]', errorText: 'Invalid input supplied.', ignoreCase: true },
        ],
      },
      defaultText: '7',
      lines: 3,
    },
  });
  expect(photo?.answer).toEqual({ kind: 'FileUploadAnswer', minBytes: 10, maxBytes: 3000 });
});

describe('[7.1, 7.2] namespaces', () => {
  it.each([form2005, form2017])('%s is read', (namespace) => {
    expect(readForm(questionForm(formQuestion('q', freeText), namespace)).parts).toHaveLength(1);
  });

  it('takes a prefix as well', () => {
    const text = `<f:QuestionForm xmlns:f="${form2017}"><f:Overview><f:Text>x</f:Text></f:Overview></f:QuestionForm>`;
    expect(readForm(text).parts).toEqual([{ kind: 'Overview', content: [{ kind: 'Text', text: 'x' }] }]);
  });

  it.each([
    [
      'Application',
      overview('<Application/>'),
      /in Overview Title or .* was expected, but Application found/,
    ],
    [
      'FileUploadAnswer',
      formQuestion('q', fileUpload),
      /in AnswerSpecification FreeTextAnswer or SelectionAnswer/,
    ],
  ])('that of 2017 has no %s', (_, part, message) => {
    expect(details(() => readQuestion(questionForm(part, form2017)))).toMatch(message);
  });
});

describe('defaults and what is lenient', () => {
  it.each([
    ['an empty Constraints', constrained(''), { constraints: { formats: [] }, lines: 1 }],
    ['an empty IsNumeric', constrained('<IsNumeric/>'), { constraints: { numeric: {}, formats: [] } }],
    ['no counts', selection(['a']), { minSelections: 1, maxSelections: 1 }],
    [
      'MinSelectionCount 0',
      selection(['a'], '<MinSelectionCount>0</MinSelectionCount>'),
      { minSelections: 0 },
    ],
    [
      'OtherSelection behind Selections',
      selection(['a']).replace('</Selections>', '</Selections><OtherSelection/>'),
      { other: { constraints: { formats: [] }, lines: 1 } },
    ],
    [
      'a radiobutton for a single choice',
      selection(['a'], '<StyleSuggestion>radiobutton</StyleSuggestion>'),
      { style: 'radiobutton' },
    ],
  ])('%s', (_, answer, expected) => {
    expect(answerOf(answer)).toMatchObject(expected);
  });

  it('drops a single-choice style where several selections are allowed', () => {
    const inner = '<MaxSelectionCount>2</MaxSelectionCount><StyleSuggestion>dropdown</StyleSuggestion>';
    expect(answerOf(selection(['a', 'b'], inner))).not.toHaveProperty('style');
  });

  it.each([
    ['true', true],
    [' 1 ', true],
    ['false', false],
    ['0', false],
  ])('IsRequired %s', (text, required) => {
    const part = formQuestion('q', freeText).replace(
      '<QuestionContent>',
      `<IsRequired>${text}</IsRequired>$&`,
    );
    expect(readForm(questionForm(part)).parts[0]).toMatchObject({ required });
  });
});
