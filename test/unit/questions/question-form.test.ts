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
import { details, refusal } from './refusal.ts';

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

describe('[3.3 Bad XML] names the line, the element and what was expected', () => {
  const inForm = (part: string) => questionForm(`\n${part}\n`);
  it.each([
    [
      'an empty form',
      questionForm(''),
      'line 1: in QuestionForm Overview or Question was expected, but its end found',
    ],
    [
      'an unknown part',
      inForm('<Questions/>'),
      'line 2: in QuestionForm Overview or Question was expected, but Questions found',
    ],
    [
      'a part in no namespace',
      inForm('<Question xmlns=""/>'),
      `line 2: Question must be in the namespace ${form2005}`,
    ],
    [
      'text between elements',
      inForm('hello'),
      'line 1: in QuestionForm elements were expected, but the text "hello" found',
    ],
    [
      'an attribute',
      questionForm('', `${form2005}" class="x`),
      'line 1: QuestionForm has no attribute class',
    ],
    [
      'an empty Overview',
      inForm('<Overview/>'),
      /^line 2: in Overview Title or Text or .* was expected, but its end found$/,
    ],
    [
      'a wrong order',
      inForm('<Question><DisplayName>x</DisplayName><QuestionIdentifier>q</QuestionIdentifier></Question>'),
      'line 2: in Question QuestionIdentifier was expected, but DisplayName found',
    ],
    [
      'something behind the end',
      inForm(formQuestion('q', freeText).replace('</Question>', '<More/></Question>')),
      'line 2: in Question its end was expected, but More found',
    ],
    [
      'an element in a text',
      inForm(overview('<Text>a<b/></Text>')),
      'line 2: in Text text was expected, but the element b found',
    ],
    [
      'markup in FormattedContent',
      inForm(overview('<FormattedContent><p/></FormattedContent>')),
      'line 2: in FormattedContent text was expected, but the element p found',
    ],
    [
      'an empty List',
      inForm(overview('<List/>')),
      'line 2: in List ListItem was expected, but its end found',
    ],
    [
      'a wrong boolean',
      inForm(formQuestion('q', freeText).replace('<QuestionContent>', '<IsRequired>yes</IsRequired>$&')),
      'line 2: IsRequired must be true or false, not "yes"',
    ],
    [
      'no answer',
      inForm(formQuestion('q', '')),
      /in AnswerSpecification FreeTextAnswer or SelectionAnswer or FileUploadAnswer was expected, but its end/,
    ],
    [
      'two answers',
      inForm(formQuestion('q', freeText + freeText)),
      /in AnswerSpecification its end was expected/,
    ],
    [
      'no Selection',
      inForm(formQuestion('q', selection([]))),
      /in Selections Selection was expected, but its end/,
    ],
    [
      'MaxSelectionCount 0',
      inForm(formQuestion('q', selection(['a'], '<MaxSelectionCount>0</MaxSelectionCount>'))),
      /MaxSelectionCount must be an integer from 1 to/,
    ],
    [
      'an unknown style',
      inForm(formQuestion('q', selection(['a'], '<StyleSuggestion>wheel</StyleSuggestion>'))),
      /StyleSuggestion must be one of radiobutton, .*, not "wheel"/,
    ],
    [
      'a wrong bound',
      inForm(formQuestion('q', constrained('<IsNumeric minValue="1.5"/>'))),
      /minValue of IsNumeric must be an integer/,
    ],
    [
      'minLength below 0',
      inForm(formQuestion('q', constrained('<Length minLength="-1"/>'))),
      /minLength of Length must be an integer from 0/,
    ],
    [
      'maxLength 0',
      inForm(formQuestion('q', constrained('<Length maxLength="0"/>'))),
      /maxLength of Length must be an integer from 1/,
    ],
    [
      'no regex',
      inForm(formQuestion('q', constrained('<AnswerFormatRegex/>'))),
      /AnswerFormatRegex needs the attribute regex/,
    ],
    [
      'constraints in another order',
      inForm(formQuestion('q', constrained('<Length/><IsNumeric/>'))),
      /in Constraints its end was expected, but IsNumeric found/,
    ],
    [
      'a file above two billion bytes',
      inForm(formQuestion('q', fileUpload.replace('3000', '2000000001'))),
      /MaxFileSizeInBytes must be an integer from 1 to 2000000000/,
    ],
    [
      'an address of another scheme',
      inForm(
        overview(
          '<Binary><MimeType><Type>image</Type></MimeType><DataURL>javascript:alert(1)</DataURL><AltText/></Binary>',
        ),
      ),
      /DataURL must be an http or https address/,
    ],
    [
      'a kind of Binary that there is not',
      inForm(overview('<Binary><MimeType><Type>text</Type></MimeType></Binary>')),
      /Type must be one of image, audio, video, not "text"/,
    ],
  ])('%s', (_, text, message) => {
    const found = details(() => readQuestion(text));
    if (typeof message === 'string') expect(found).toBe(message);
    else expect(found).toMatch(message);
  });
});

describe('[3.3] rules beyond the schema use the value template', () => {
  it.each([
    [
      'QuestionIdentifiers repeat',
      formQuestion('q', freeText) + formQuestion('q', freeText),
      /QuestionIdentifier "q" is used twice/,
    ],
    [
      'SelectionIdentifiers repeat',
      formQuestion('q', selection(['a', 'b', 'a'])),
      /SelectionIdentifier "a" is used twice/,
    ],
    [
      'more must be selected than there is',
      formQuestion(
        'q',
        selection(['a'], '<MinSelectionCount>2</MinSelectionCount><MaxSelectionCount>3</MaxSelectionCount>'),
      ),
      /MinSelectionCount 2/,
    ],
    [
      'more must be selected than may be',
      formQuestion('q', selection(['a', 'b'], '<MinSelectionCount>2</MinSelectionCount>')),
      /MinSelectionCount 2/,
    ],
    [
      'bounds are crossed',
      formQuestion('q', constrained('<Length minLength="3" maxLength="2"/>')),
      /minLength of Length/,
    ],
    [
      'flags are others than i',
      formQuestion('q', constrained('<AnswerFormatRegex regex="a" flags="g"/>')),
      /flags of AnswerFormatRegex/,
    ],
  ])('where %s', (_, part, reason) => {
    const text = questionForm(part);
    const refused = refusal(() => readQuestion(text));
    expect(refused.code).toBe('InvalidParameterValue');
    expect(refused.message).toBe(`The value "${text}" is not valid for the parameter Question.`);
    expect(refused.details).toEqual({ Parameter: 'Question', Reason: expect.stringMatching(reason) });
  });

  it('one identifier may stand in two questions as a selection', () => {
    const parts = formQuestion('q', selection(['a'])) + formQuestion('r', selection(['a']));
    expect(readForm(questionForm(parts)).parts).toHaveLength(2);
  });
});
