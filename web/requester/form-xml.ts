import type { FormDraft, QuestionDraft } from './form-draft.ts';

/** Writes the documents of the Requester API. */

const base = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas';

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const element = (name: string, text: string | number): string =>
  `<${name}>${escaped(String(text))}</${name}>`;
const textContent = (text: string): string => element('Text', text);

export function formXml({ overview, questions }: FormDraft): string {
  const parts = [
    ...(overview.trim() === '' ? [] : [`<Overview>${textContent(overview)}</Overview>`]),
    ...questions.map(questionXml),
  ];
  return [`<QuestionForm xmlns="${base}/2017-11-06/QuestionForm.xsd">`, ...parts, '</QuestionForm>'].join(
    '\n',
  );
}

function questionXml(question: QuestionDraft): string {
  return [
    '<Question>',
    `  ${element('QuestionIdentifier', question.identifier.trim())}`,
    `  ${element('IsRequired', String(question.required))}`,
    `  <QuestionContent>${textContent(question.text)}</QuestionContent>`,
    `  <AnswerSpecification>${answerXml(question)}</AnswerSpecification>`,
    '</Question>',
  ].join('\n');
}

function answerXml({ kind, options, min, max }: QuestionDraft): string {
  if (kind === 'text')
    return '<FreeTextAnswer><NumberOfLinesSuggestion>3</NumberOfLinesSuggestion></FreeTextAnswer>';
  const selections = options.map(
    ({ identifier, text }) =>
      `\n      <Selection>${element('SelectionIdentifier', identifier)}${textContent(text)}</Selection>`,
  );
  const counts =
    kind === 'one'
      ? element('StyleSuggestion', 'radiobutton')
      : `${element('MinSelectionCount', min)}${element('MaxSelectionCount', Math.min(max, options.length))}${element('StyleSuggestion', 'checkbox')}`;
  return `<SelectionAnswer>${counts}<Selections>${selections.join('')}\n    </Selections></SelectionAnswer>`;
}

export function answerKeyXml(draft: FormDraft): string {
  const questions = draft.questions.filter(({ scores }) => scores.length > 0).map(keyQuestionXml);
  return [
    `<AnswerKey xmlns="${base}/2005-10-01/AnswerKey.xsd">`,
    ...questions,
    ...mappingXml(draft),
    '</AnswerKey>',
  ].join('\n');
}

function keyQuestionXml({ identifier, scores, defaultScore }: QuestionDraft): string {
  const options = scores.map(({ selections, score }) => {
    const chosen = selections.map((selection) => element('SelectionIdentifier', selection)).join('');
    return `  <AnswerOption>${chosen}${element('AnswerScore', score)}</AnswerOption>`;
  });
  const otherwise = defaultScore === 0 ? [] : [`  ${element('DefaultScore', defaultScore)}`];
  return [
    '<Question>',
    `  ${element('QuestionIdentifier', identifier.trim())}`,
    ...options,
    ...otherwise,
    '</Question>',
  ].join('\n');
}

function mappingXml({ mapping }: FormDraft): string[] {
  switch (mapping.kind) {
    case 'sum':
      return [];
    case 'percentage':
      return [
        `<QualificationValueMapping><PercentageMapping>${element('MaximumSummedScore', mapping.maximumScore)}</PercentageMapping></QualificationValueMapping>`,
      ];
    case 'scale':
      return [
        `<QualificationValueMapping><ScaleMapping>${element('SummedScoreMultiplier', mapping.multiplier)}</ScaleMapping></QualificationValueMapping>`,
      ];
  }
}

/** An HTMLQuestion; the end of a CDATA section inside the page is split over two. */
export function htmlQuestionXml(html: string, frameHeight: number): string {
  const safe = html.replaceAll(']]>', ']]]]><![CDATA[>');
  return `<HTMLQuestion xmlns="${base}/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[${safe}]]></HTMLContent>${element('FrameHeight', frameHeight)}</HTMLQuestion>`;
}

export function externalQuestionXml(url: string, frameHeight: number): string {
  return `<ExternalQuestion xmlns="${base}/2006-07-14/ExternalQuestion.xsd">${element('ExternalURL', url.trim())}${element('FrameHeight', frameHeight)}</ExternalQuestion>`;
}
