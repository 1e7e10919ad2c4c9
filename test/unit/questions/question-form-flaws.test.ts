import { beforeAll, describe, expect, it } from 'vitest';
import { readQuestion } from '../../../server/questions/question.ts';
import { loadXml } from '../../../server/questions/xml.ts';
import {
  constrained,
  fileUpload,
  form2005,
  formQuestion,
  freeText,
  overview,
  questionForm,
  selection,
} from './fixtures/documents.ts';
import { details, refusal } from './refusal.ts';

beforeAll(loadXml);

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
    expect(readQuestion(questionForm(parts))).toMatchObject({ parts: [{}, {}] });
  });
});
