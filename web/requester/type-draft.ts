import type { QualificationType } from '../api/requester-entities.ts';
import { readQuestion } from '../api/worker-api.ts';
import { draftOf, draftProblems, emptyForm, type FormDraft, newQuestion } from './form-draft.ts';
import { answerKeyXml, formXml } from './form-xml.ts';

/** How workers come to a Qualification. */
export type Way = 'request' | 'automatic' | 'test';

/** A Qualification type before it is made or changed. Numbers are as typed. */
export interface TypeDraft {
  readonly name: string;
  readonly description: string;
  readonly keywords: string;
  readonly isActive: boolean;
  readonly way: Way;
  readonly autoGrantedValue: string;
  readonly retryHours: string;
  readonly testMinutes: string;
  readonly isGraded: boolean;
  /** Where the test is written: in the editor, or as XML. */
  readonly editor: 'form' | 'xml';
  readonly form: FormDraft;
  readonly testXml: string;
  readonly keyXml: string;
}

export const freshType: TypeDraft = {
  name: '',
  description: '',
  keywords: '',
  isActive: true,
  way: 'request',
  autoGrantedValue: '1',
  retryHours: '',
  testMinutes: '10',
  isGraded: true,
  editor: 'form',
  form: { ...emptyForm, questions: [newQuestion(1)] },
  testXml: '',
  keyXml: '',
};

const hourSeconds = 3600;
const minuteSeconds = 60;

/** A type that is there, as the editor shows it. What the form editor can't say stands as XML. */
export async function typeDraftOf(market: string, type: QualificationType): Promise<TypeDraft> {
  const { Test: test, AnswerKey: key, RetryDelayInSeconds: retry } = type;
  const draft: TypeDraft = {
    ...freshType,
    name: type.Name,
    description: type.Description,
    keywords: type.Keywords ?? '',
    isActive: type.QualificationTypeStatus === 'Active',
    way: type.AutoGranted ? 'automatic' : test === undefined ? 'request' : 'test',
    autoGrantedValue: String(type.AutoGrantedValue ?? 1),
    retryHours: retry === undefined ? '' : String(retry / hourSeconds),
    testMinutes: String((type.TestDurationInSeconds ?? 600) / minuteSeconds),
    isGraded: key !== undefined,
    testXml: test ?? '',
    keyXml: key ?? '',
  };
  if (test === undefined) return draft;
  const read = await readQuestion(market, { test, ...(key === undefined ? {} : { answerKey: key }) });
  const form = read.question.kind === 'QuestionForm' ? draftOf(read.question, read.key) : undefined;
  return form === undefined ? { ...draft, editor: 'xml' } : { ...draft, form };
}

export function testOf(draft: TypeDraft): string {
  return draft.editor === 'form' ? formXml(draft.form) : draft.testXml;
}

export function keyOf(draft: TypeDraft): string | undefined {
  if (!draft.isGraded) return undefined;
  return draft.editor === 'form' ? answerKeyXml(draft.form) : draft.keyXml;
}

/** The members that creating and changing a type have in common. */
export function typeInput(draft: TypeDraft): Record<string, unknown> {
  const key = keyOf(draft);
  return {
    Description: draft.description.trim(),
    QualificationTypeStatus: draft.isActive ? 'Active' : 'Inactive',
    ...(draft.retryHours.trim() === ''
      ? {}
      : { RetryDelayInSeconds: Math.round(Number(draft.retryHours) * hourSeconds) }),
    ...(draft.way === 'automatic'
      ? { AutoGranted: true, AutoGrantedValue: Number(draft.autoGrantedValue) }
      : { AutoGranted: false }),
    ...(draft.way === 'test'
      ? {
          Test: testOf(draft),
          TestDurationInSeconds: Math.round(Number(draft.testMinutes) * minuteSeconds),
          ...(key === undefined ? {} : { AnswerKey: key }),
        }
      : {}),
  };
}

export type TypeProblems = Partial<Record<keyof TypeDraft, string>>;

const isNumber = (text: string): boolean => /^\d+(\.\d+)?$/.test(text.trim());

/** What is wrong with a draft, field by field. */
export function typeProblems(draft: TypeDraft): TypeProblems {
  const problems: TypeProblems = {};
  if (draft.name.trim() === '') problems.name = 'Workers know the Qualification by its name.';
  if (draft.description.trim() === '') problems.description = 'Say what it stands for.';
  if (draft.retryHours.trim() !== '' && !isNumber(draft.retryHours))
    problems.retryHours = 'Hours, or nothing.';
  if (draft.way === 'automatic' && !/^-?\d+$/.test(draft.autoGrantedValue.trim()))
    problems.autoGrantedValue = 'A whole number.';
  if (draft.way !== 'test') return problems;
  if (!isNumber(draft.testMinutes) || Number(draft.testMinutes) === 0)
    problems.testMinutes = 'Minutes, above 0.';
  if (draft.editor === 'form' && Object.keys(draftProblems(draft.form)).length > 0)
    problems.form = 'The test is not complete: see its questions.';
  if (
    draft.editor === 'form' &&
    draft.isGraded &&
    draft.form.questions.every(({ scores }) => scores.length === 0)
  )
    problems.form = 'A graded test needs an answer that scores.';
  if (draft.editor === 'xml' && draft.testXml.trim() === '')
    problems.testXml = 'The QuestionForm is missing.';
  if (draft.editor === 'xml' && draft.isGraded && draft.keyXml.trim() === '')
    problems.keyXml = 'The AnswerKey is missing.';
  return problems;
}
