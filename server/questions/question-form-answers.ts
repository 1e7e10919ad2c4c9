import { ElementReader, integerOf, positive, textOf } from './element-reader.ts';
import { questionFormAnswersNamespace } from './namespaces.ts';
import type { XmlElement } from './xml.ts';

/** The answer to one question of a form, or one field of a page (mturk-api 7.3). */
export type Answer = TextAnswer | ChosenAnswer | FileAnswer;

export interface TextAnswer {
  readonly kind: 'text';
  readonly question: string;
  readonly text: string;
}

export interface ChosenAnswer {
  readonly kind: 'selection';
  readonly question: string;
  /** SelectionIdentifiers; none where the question was left open. */
  readonly selections: readonly string[];
  /** What the worker wrote into OtherSelection. */
  readonly other?: string;
}

/** Of the withdrawn FileUploadAnswer. */
export interface FileAnswer {
  readonly kind: 'file';
  readonly question: string;
  readonly sizeInBytes: number;
  readonly key: string;
}

/** The values of an answer as review policies compare them (mturk-api 8.2). */
export function valuesOf(answer: Answer): string[] {
  switch (answer.kind) {
    case 'text':
      return answer.text === '' ? [] : [answer.text];
    case 'selection':
      return answer.other === undefined ? [...answer.selections] : [...answer.selections, answer.other];
    case 'file':
      return [answer.key];
  }
}

/** A document without any Answer is read too, because an empty submission is written so (D30). */
export function readAnswersElement(root: XmlElement): Answer[] {
  const reader = new ElementReader(root);
  const answers = reader.manyOf(['Answer']).map(readAnswer);
  reader.end();
  return answers;
}

function readAnswer(element: XmlElement): Answer {
  const reader = new ElementReader(element);
  const question = textOf(reader.one('QuestionIdentifier'));
  const answer = readText(question, reader) ?? readFile(question, reader) ?? readChosen(question, reader);
  reader.end();
  return answer;
}

function readText(question: string, reader: ElementReader): TextAnswer | undefined {
  const text = reader.optional('FreeText');
  return text && { kind: 'text', question, text: textOf(text) };
}

function readFile(question: string, reader: ElementReader): FileAnswer | undefined {
  const size = reader.optional('UploadedFileSizeInBytes');
  if (size === undefined) return undefined;
  const key = textOf(reader.one('UploadedFileKey'));
  return { kind: 'file', question, sizeInBytes: integerOf(size, positive), key };
}

function readChosen(question: string, reader: ElementReader): ChosenAnswer {
  const selections = reader.manyOf(['SelectionIdentifier']).map(textOf);
  const other = reader.optional('OtherSelectionText');
  return { kind: 'selection', question, selections, ...(other && { other: textOf(other) }) };
}

const opening = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<QuestionFormAnswers xmlns="${questionFormAnswersNamespace}">
`;

/**
 * The document in the newer of its two observed forms (D49): one element a line, each FreeText whole between its
 * tags, quotes as they are, because clients match the text.
 */
export function writeAnswers(answers: readonly Answer[]): string {
  return `${opening}${answers.map(writeAnswer).join('')}</QuestionFormAnswers>`;
}

function writeAnswer(answer: Answer): string {
  return `<Answer>\n${element('QuestionIdentifier', answer.question)}${writeValue(answer)}</Answer>\n`;
}

function writeValue(answer: Answer): string {
  switch (answer.kind) {
    case 'text':
      return element('FreeText', answer.text);
    case 'selection': {
      const selections = answer.selections.map((each) => element('SelectionIdentifier', each)).join('');
      return answer.other === undefined
        ? selections
        : selections + element('OtherSelectionText', answer.other);
    }
    case 'file':
      return (
        element('UploadedFileSizeInBytes', String(answer.sizeInBytes)) +
        element('UploadedFileKey', answer.key)
      );
  }
}

function element(name: string, text: string): string {
  return text === '' ? `<${name}/>\n` : `<${name}>${escaped(text)}</${name}>\n`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** Characters that no XML document can hold, by whatever reference, lone surrogates among them. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** A carriage return would be read back as a newline unless it is written as a reference. */
function escaped(text: string): string {
  return text
    .replace(unwritable, '\uFFFD')
    .replace(/[&<>\r]/g, (character) => escapes[character] ?? character);
}
