import { invalidValue, Refused } from '../contract/errors.ts';
import type { AnswerKey } from '../domain/grading.ts';
import { readAnswerKeyElement, refuseUnknownQuestions } from './answer-key.ts';
import { type ExternalQuestion, readExternalQuestion } from './external-question.ts';
import { badXml, type DocumentParameter, Flaw, quoted, refusing } from './flaw.ts';
import { type HTMLQuestion, readHTMLQuestion } from './html-question.ts';
import {
  answerKeyNamespace,
  externalQuestionNamespace,
  htmlQuestionNamespace,
  questionForm2005,
  questionForm2017,
  questionFormAnswersNamespace,
} from './namespaces.ts';
import { type FormQuestion, type QuestionForm, questionsOf, readQuestionForm } from './question-form.ts';
import { type Answer, readAnswersElement } from './question-form-answers.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** What a HIT asks. */
export type Question = QuestionForm | ExternalQuestion | HTMLQuestion;

/** A Qualification's test, with its key where it is graded by itself. */
export interface Test {
  readonly form: QuestionForm;
  readonly key?: AnswerKey;
}

/** Of Question, Test and AnswerKey each: bytes of UTF-8, white space included (Q9). */
export const documentBytesMax = 65_535;

type Document =
  | Question
  | { readonly kind: 'AnswerKey'; readonly key: AnswerKey }
  | { readonly kind: 'QuestionFormAnswers'; readonly answers: readonly Answer[] };

interface Schema {
  readonly namespaces: readonly string[];
  readonly read: (root: XmlElement) => Document;
}

/** By the name of the root element. */
const schemas: ReadonlyMap<string, Schema> = new Map<string, Schema>([
  ['QuestionForm', { namespaces: [questionForm2005, questionForm2017], read: readQuestionForm }],
  ['ExternalQuestion', { namespaces: [externalQuestionNamespace], read: readExternalQuestion }],
  ['HTMLQuestion', { namespaces: [htmlQuestionNamespace], read: readHTMLQuestion }],
  ['AnswerKey', { namespaces: [answerKeyNamespace], read: readKey }],
  ['QuestionFormAnswers', { namespaces: [questionFormAnswersNamespace], read: readGivenAnswers }],
]);

function readKey(root: XmlElement): Document {
  return { kind: 'AnswerKey', key: readAnswerKeyElement(root) };
}

function readGivenAnswers(root: XmlElement): Document {
  return { kind: 'QuestionFormAnswers', answers: readAnswersElement(root) };
}

/** The Question of a HIT. Throws `Refused`; wants `loadXml()` to be awaited before, as all below. */
export function readQuestion(text: string): Question {
  if (text === '') {
    const message = 'Your request parameter Question  has a minimum length of 1.';
    throw new Refused('InvalidParameterValue', message, { Parameter: 'Question' });
  }
  return reading('Question', text, (document) => {
    if (document.kind === 'AnswerKey' || document.kind === 'QuestionFormAnswers') {
      throw new Flaw('rule', `an ${document.kind} is no question`);
    }
    return document;
  });
}

/** The Test of a Qualification type and its AnswerKey (Q9–Q13). That Q7 holds is the caller's to see to. */
export function readTest(test: string, answerKey?: string): Test {
  const form = readTestForm(test, answerKey !== undefined);
  return answerKey === undefined ? { form } : { form, key: readAnswerKey(answerKey, form) };
}

function readTestForm(test: string, graded: boolean): QuestionForm {
  return reading('Test', test, (document) => {
    if (document.kind !== 'QuestionForm')
      throw new Flaw('rule', `a Test is a QuestionForm, no ${document.kind}`);
    for (const question of questionsOf(document)) refuseInTest(question, graded);
    return document;
  });
}

/** Q11 and Q12. */
function refuseInTest({ identifier, answer }: FormQuestion, graded: boolean): void {
  const where = `question "${quoted(identifier)}"`;
  if (answer.kind === 'FileUploadAnswer') throw new Flaw('rule', `${where}: a Test has no FileUploadAnswer`);
  if (!graded) return;
  if (answer.kind === 'FreeTextAnswer')
    throw new Flaw('rule', `${where}: an AnswerKey cannot grade a FreeTextAnswer`);
  if (answer.other) throw new Flaw('rule', `${where}: an AnswerKey cannot grade an OtherSelection`);
}

function readAnswerKey(text: string, form: QuestionForm): AnswerKey {
  return reading('AnswerKey', text, (document) => {
    if (document.kind !== 'AnswerKey') throw new Flaw('rule', `a ${document.kind} is no AnswerKey`);
    refuseUnknownQuestions(document.key, form);
    return document.key;
  });
}

/** A QuestionFormAnswers document, a worker's or one of our own. */
export function readAnswersDocument(text: string): readonly Answer[] {
  return refusing('answer', text, () => {
    const document = readDocument(text);
    if (document.kind === 'QuestionFormAnswers') return document.answers;
    throw new Flaw('rule', `a QuestionFormAnswers document was expected, not a ${document.kind}`);
  });
}

function reading<T>(parameter: DocumentParameter, text: string, check: (document: Document) => T): T {
  if (Buffer.byteLength(text) > documentBytesMax) throw invalidValue(parameter, text);
  return refusing(parameter, text, () => check(readDocument(text)));
}

function readDocument(text: string): Document {
  const root = parseXml(text);
  const schema = schemas.get(root.name);
  if (schema === undefined) {
    const known = [...schemas.keys()].join(', ');
    throw badXml(root.line, `the root element must be one of ${known}, not ${quoted(root.name)}`);
  }
  if (schema.namespaces.includes(root.namespace)) return schema.read(root);
  const expected = schema.namespaces.join(' or ');
  throw badXml(
    root.line,
    `${root.name} must be in the namespace ${expected}, not "${quoted(root.namespace)}"`,
  );
}
