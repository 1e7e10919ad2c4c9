import { type AnswerSpecification, readAnswerSpecification } from './answer-specification.ts';
import { type Content, readContents } from './content.ts';
import { booleanOf, ElementReader, textOf } from './element-reader.ts';
import { refuseRepeated } from './identifiers.ts';
import type { XmlElement } from './xml.ts';

/** A form that the worker's page shows by itself, as plain JSON (mturk-api 7.2). */
export interface QuestionForm {
  readonly kind: 'QuestionForm';
  /** Overviews and questions in the order in which they are shown. */
  readonly parts: readonly (Overview | FormQuestion)[];
}

/** Instructions between the questions. */
export interface Overview {
  readonly kind: 'Overview';
  readonly content: readonly Content[];
}

export interface FormQuestion {
  readonly kind: 'Question';
  /** Unique in its form. */
  readonly identifier: string;
  /** Shown as a heading. */
  readonly displayName?: string;
  readonly required: boolean;
  readonly content: readonly Content[];
  readonly answer: AnswerSpecification;
}

export function readQuestionForm(root: XmlElement): QuestionForm {
  const reader = new ElementReader(root);
  const parts = reader.atLeastOneOf(['Overview', 'Question']).map(readPart);
  reader.end();
  const form: QuestionForm = { kind: 'QuestionForm', parts };
  refuseRepeated('QuestionIdentifier', questionsOf(form));
  return form;
}

/** The questions of a form, without the overviews. */
export function questionsOf(form: QuestionForm): FormQuestion[] {
  return form.parts.filter((part) => part.kind === 'Question');
}

function readPart(element: XmlElement): Overview | FormQuestion {
  return element.name === 'Overview'
    ? { kind: 'Overview', content: readContents(element) }
    : readFormQuestion(element);
}

function readFormQuestion(element: XmlElement): FormQuestion {
  const reader = new ElementReader(element);
  const identifier = textOf(reader.one('QuestionIdentifier'));
  const displayName = reader.optional('DisplayName');
  const required = reader.optional('IsRequired');
  const content = readContents(reader.one('QuestionContent'));
  const answer = readAnswerSpecification(reader.one('AnswerSpecification'));
  reader.end();
  return {
    kind: 'Question',
    identifier,
    ...(displayName && { displayName: textOf(displayName) }),
    required: required !== undefined && booleanOf(required),
    content,
    answer,
  };
}
