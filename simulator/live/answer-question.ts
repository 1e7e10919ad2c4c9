import type { Submission } from '../../server/questions/answers.ts';
import { answersFromFields, readAnswers } from '../../server/questions/answers.ts';
import type { Question } from '../../server/questions/question.ts';
import type { FormQuestion } from '../../server/questions/question-form.ts';
import { questionsOf } from '../../server/questions/question-form.ts';
import type { Random } from '../engine/random.ts';

const words = [
  'the',
  'shop',
  'near',
  'a',
  'green',
  'door',
  'was',
  'open',
  'all',
  'day',
  'and',
  'we',
  'went',
  'in',
  'early',
  'again',
];

/** Fills in a question as somebody would who has read it. An ExternalQuestion's page can't be read from here. */
export function answerQuestion(question: Question, random: Random): Submission | undefined {
  if (question.kind === 'ExternalQuestion') return undefined;
  if (question.kind === 'HTMLQuestion')
    return answersFromFields(fieldsOf(question.html).map((field) => [field.name, valueFor(field, random)]));
  return readAnswers(
    question,
    Object.fromEntries(questionsOf(question).map((asked) => [asked.identifier, answerOf(asked, random)])),
  );
}

/** A plausible answer to one question of a form. */
export function answerOf({ answer }: FormQuestion, random: Random): string | string[] {
  if (answer.kind === 'SelectionAnswer') {
    const offered = random.shuffle(answer.selections.map((selection) => selection.identifier));
    return offered.slice(0, Math.max(1, answer.minSelections));
  }
  if (answer.kind !== 'FreeTextAnswer') return '';
  const { numeric, length } = answer.constraints;
  if (numeric)
    return String(Math.round(random.between(numeric.min ?? 0, numeric.max ?? (numeric.min ?? 0) + 100)));
  return sentence(random, length?.min ?? 0).slice(0, length?.max ?? 65_535);
}

interface Field {
  readonly name: string;
  readonly options: readonly string[];
}

/** The named inputs of a page, with the values that radio buttons, checkboxes and lists offer. */
function fieldsOf(html: string): Field[] {
  const fields = new Map<string, string[]>();
  for (const [tag] of html.matchAll(/<(?:input|textarea|select|option)\b[^>]*>/gi)) {
    const name = attribute(tag, 'name') ?? (/^<option/i.test(tag) ? [...fields.keys()].at(-1) : undefined);
    if (name === undefined || attribute(tag, 'type') === 'submit') continue;
    const options = fields.get(name) ?? [];
    const value = attribute(tag, 'value');
    if (
      value !== undefined &&
      (/^<option/i.test(tag) || /^(radio|checkbox)$/i.test(attribute(tag, 'type') ?? ''))
    )
      options.push(value);
    fields.set(name, options);
  }
  if (fields.size <= 1) fields.set('answer', fields.get('answer') ?? []);
  return [...fields].map(([name, options]) => ({ name, options }));
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

function valueFor({ options }: Field, random: Random): string {
  return options.length > 0 ? (options[random.int(options.length)] as string) : sentence(random, 0);
}

function sentence(random: Random, charactersMin: number): string {
  let text = words[random.int(words.length)] as string;
  const length = Math.max(charactersMin, 20 + random.int(60));
  while (text.length < length) text += ` ${words[random.int(words.length)]}`;
  return text;
}
