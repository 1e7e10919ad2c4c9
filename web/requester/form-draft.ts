import type { AnswerKey, FormQuestion, QuestionForm } from '../../server/contract/schemas/question.ts';

/** A form as the editor has it: what most tests and HITs are made of. Others are written as XML. */
export interface FormDraft {
  /** Above the questions; empty for none. */
  readonly overview: string;
  readonly questions: readonly QuestionDraft[];
  readonly mapping: MappingDraft;
}

export interface QuestionDraft {
  readonly key: number;
  readonly identifier: string;
  readonly text: string;
  readonly kind: 'one' | 'several' | 'text';
  readonly required: boolean;
  readonly options: readonly OptionDraft[];
  /** For selections of several. */
  readonly min: number;
  readonly max: number;
  /** Sets of options that score; empty where the form has no key. */
  readonly scores: readonly ScoreDraft[];
  readonly defaultScore: number;
}

export interface OptionDraft {
  readonly identifier: string;
  readonly text: string;
}

export interface ScoreDraft {
  readonly selections: readonly string[];
  readonly score: number;
}

export type MappingDraft =
  | { readonly kind: 'sum' }
  | { readonly kind: 'percentage'; readonly maximumScore: number }
  | { readonly kind: 'scale'; readonly multiplier: number };

let last = 0;
export const newKey = (): number => ++last;

export function newQuestion(number: number): QuestionDraft {
  return {
    key: newKey(),
    identifier: `q${number}`,
    text: '',
    kind: 'one',
    required: true,
    options: [
      { identifier: 'a', text: '' },
      { identifier: 'b', text: '' },
    ],
    min: 1,
    max: 1,
    scores: [{ selections: ['a'], score: 1 }],
    defaultScore: 0,
  };
}

export const emptyForm: FormDraft = { overview: '', questions: [], mapping: { kind: 'sum' } };

/** The next letter that no option has. */
export function newOption(options: readonly OptionDraft[]): OptionDraft {
  const taken = new Set(options.map(({ identifier }) => identifier));
  const letter = [...'abcdefghijklmnopqrstuvwxyz'].find((each) => !taken.has(each));
  return { identifier: letter ?? `option${options.length + 1}`, text: '' };
}

/** The most that a test can score, which a percentage is measured by. */
export function bestScore({ questions }: FormDraft): number {
  return questions.reduce(
    (sum, { scores, defaultScore }) => sum + Math.max(defaultScore, ...scores.map(({ score }) => score)),
    0,
  );
}

/** What a form that was read looks like in the editor; undefined where the editor can't say all of it. */
export function draftOf(form: QuestionForm, key?: AnswerKey): FormDraft | undefined {
  const mapping = mappingDraft(key);
  const [first, ...rest] = form.parts;
  const overview = first?.kind === 'Overview' ? textOf(first.content) : '';
  const asked = first?.kind === 'Overview' ? rest : form.parts;
  if (mapping === undefined || overview === undefined) return undefined;
  const questions = asked.map((part) => (part.kind === 'Question' ? questionDraft(part, key) : undefined));
  const known = questions.filter((each) => each !== undefined);
  return known.length === questions.length ? { overview, questions: known, mapping } : undefined;
}

function mappingDraft(key: AnswerKey | undefined): MappingDraft | undefined {
  if (key?.mapping === undefined) return { kind: 'sum' };
  return key.mapping.kind === 'range' ? undefined : key.mapping;
}

/** The text of content that is one text and nothing else. */
function textOf(content: FormQuestion['content']): string | undefined {
  const [piece, ...more] = content;
  return piece?.kind === 'Text' && more.length === 0 ? piece.text : undefined;
}

function questionDraft(question: FormQuestion, key: AnswerKey | undefined): QuestionDraft | undefined {
  const { identifier, required, answer } = question;
  const text = textOf(question.content);
  const keyed = key?.questions.find((each) => each.identifier === identifier);
  const common = {
    ...newQuestion(0),
    identifier,
    required,
    scores: keyed?.options ?? [],
    defaultScore: keyed?.defaultScore ?? 0,
  };
  if (text === undefined || question.displayName !== undefined) return undefined;
  if (answer.kind === 'FreeTextAnswer')
    return isPlain(answer) ? { ...common, text, kind: 'text', options: [] } : undefined;
  if (answer.kind !== 'SelectionAnswer' || answer.other !== undefined) return undefined;
  const options = answer.selections.map(({ identifier: id, content }) =>
    content.kind === 'Text' ? { identifier: id, text: content.text } : undefined,
  );
  const known = options.filter((each) => each !== undefined);
  if (known.length < options.length) return undefined;
  const { minSelections: min, maxSelections: max } = answer;
  return { ...common, text, options: known, min, max, kind: max === 1 ? 'one' : 'several' };
}

function isPlain({
  constraints,
  defaultText,
}: Extract<FormQuestion['answer'], { kind: 'FreeTextAnswer' }>): boolean {
  const { numeric, length, formats } = constraints;
  return defaultText === undefined && numeric === undefined && length === undefined && formats.length === 0;
}

/** What is wrong with a draft, by question; `form` for what concerns it whole. */
export function draftProblems(draft: FormDraft): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  if (draft.questions.length === 0) problems.form = 'A form needs a question.';
  const seen = new Set<string>();
  for (const question of draft.questions) {
    const problem = seen.has(question.identifier)
      ? 'Another question has this identifier.'
      : wrongWith(question);
    seen.add(question.identifier);
    if (problem !== undefined) problems[question.key] = problem;
  }
  return problems;
}

function wrongWith({ identifier, text, kind, options }: QuestionDraft): string | undefined {
  if (identifier.trim() === '') return 'A question needs an identifier: results are named by it.';
  if (text.trim() === '') return 'What is asked?';
  if (kind === 'text') return undefined;
  if (options.length < 2) return 'Give two options at least.';
  return options.some((option) => option.text.trim() === '') ? 'Every option needs a text.' : undefined;
}
