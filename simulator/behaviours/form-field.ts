import type { SelectionAnswer, TextField } from '../../server/questions/answer-specification.ts';
import type { FormQuestion } from '../../server/questions/question-form.ts';

/** A question of any form in the terms in which somebody fills it in. */
export type FormField = ChoiceField | WrittenField | FixedField;

export interface ChoiceField {
  readonly name: string;
  readonly kind: 'choice';
  readonly options: readonly string[];
  /** How many may be chosen. */
  readonly min: number;
  readonly max: number;
}

export interface WrittenField extends WrittenRules {
  readonly name: string;
  readonly kind: 'written';
}

/** What a typed answer must be like. */
export interface WrittenRules {
  /** As HTML names the types of inputs; `text` for a QuestionForm's. */
  readonly type: WrittenType;
  readonly lengthMin: number;
  readonly lengthMax: number;
  /** Of numbers. */
  readonly min?: number;
  readonly max?: number;
  /** All must match. */
  readonly patterns: readonly RegExp[];
  /** Several lines are suggested. */
  readonly isLong: boolean;
}

const writtenTypes = [
  'text',
  'number',
  'email',
  'url',
  'tel',
  'date',
  'time',
  'month',
  'week',
  'datetime-local',
  'color',
] as const;
export type WrittenType = (typeof writtenTypes)[number];

/** A hidden input: goes along as it is. */
export interface FixedField {
  readonly name: string;
  readonly kind: 'fixed';
  readonly value: string;
}

/** A control of an HTML form, as the page's source has it. */
export interface HtmlInput {
  readonly name: string;
  /** `type` of an input; `textarea`; `select`. */
  readonly type: string;
  readonly value?: string;
  /** Values of a select's options. */
  readonly options?: readonly string[];
  readonly multiple?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly lengthMin?: number;
  readonly lengthMax?: number;
  readonly pattern?: string;
}

/** What no longer fits into one answer: HTML sets no limit of its own. */
const lengthMaxDefault = 2000;
const pressed = ['submit', 'button', 'reset', 'image', 'file'];

/** The fields of an HTML form. Radio buttons and checkboxes of one name are one field; buttons and files are none. */
export function fieldsOfInputs(inputs: readonly HtmlInput[]): FormField[] {
  const byName = new Map<string, HtmlInput[]>();
  for (const input of inputs) {
    if (input.name === '' || pressed.includes(input.type)) continue;
    byName.set(input.name, [...(byName.get(input.name) ?? []), input]);
  }
  return [...byName.values()].map(fieldOfInputs);
}

function fieldOfInputs(inputs: readonly HtmlInput[]): FormField {
  const [input] = inputs as [HtmlInput];
  const { name } = input;
  if (input.type === 'hidden') return { name, kind: 'fixed', value: input.value ?? '' };
  if (input.type === 'radio') return { name, kind: 'choice', options: inputs.map(sentValue), min: 1, max: 1 };
  if (input.type === 'checkbox')
    return { name, kind: 'choice', options: inputs.map(sentValue), min: 1, max: inputs.length };
  if (input.type === 'select') {
    const options = (input.options ?? []).filter((option) => option !== '');
    return { name, kind: 'choice', options, min: 1, max: input.multiple ? options.length : 1 };
  }
  return { name, kind: 'written', ...rulesOf(input) };
}

/** A box without a value sends `on`. */
const sentValue = (input: HtmlInput): string => input.value ?? 'on';

function rulesOf(input: HtmlInput): WrittenRules {
  const type =
    input.type === 'range' ? 'number' : (writtenTypes.find((known) => known === input.type) ?? 'text');
  return {
    type,
    lengthMin: input.lengthMin ?? 0,
    lengthMax: input.lengthMax ?? lengthMaxDefault,
    ...(input.min !== undefined && { min: input.min }),
    ...(input.max !== undefined && { max: input.max }),
    patterns: input.pattern === undefined ? [] : compiled(`^(?:${input.pattern})$`, 'u'),
    isLong: input.type === 'textarea',
  };
}

/** The fields of a QuestionForm. Nobody uploads files. */
export function fieldsOfQuestions(questions: readonly FormQuestion[]): FormField[] {
  return questions.flatMap(({ identifier, answer }): FormField[] => {
    if (answer.kind === 'FileUploadAnswer') return [];
    if (answer.kind === 'SelectionAnswer') return [choiceOf(identifier, answer)];
    return [{ name: identifier, kind: 'written', ...rulesOfText(answer) }];
  });
}

function choiceOf(name: string, { selections, minSelections, maxSelections }: SelectionAnswer): ChoiceField {
  const options = selections.map(({ identifier }) => identifier);
  return { name, kind: 'choice', options, min: Math.max(1, minSelections), max: Math.max(1, maxSelections) };
}

function rulesOfText({ constraints, lines }: TextField): WrittenRules {
  const { numeric, length, formats } = constraints;
  return {
    type: numeric ? 'number' : 'text',
    lengthMin: length?.min ?? 0,
    lengthMax: length?.max ?? lengthMaxDefault,
    ...numeric,
    patterns: formats.flatMap(({ regex, ignoreCase }) => compiled(regex, ignoreCase ? 'i' : '')),
    isLong: lines > 1,
  };
}

/** A pattern that is no regular expression is no rule: browsers pass over it too. */
function compiled(pattern: string, flags: string): RegExp[] {
  try {
    return [new RegExp(pattern, flags)];
  } catch {
    return [];
  }
}
