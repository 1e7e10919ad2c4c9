import type { z } from 'zod';
import { Refused } from '../contract/errors.ts';

type Issue = z.core.$ZodIssue;

/** How much of a refused value an answer repeats. */
const valueLengthMax = 200;

/** The input in its own type; else a refusal that names path, value and what is allowed. `where` is what the path starts with. */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  where: string,
): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw refusedInput(parsed.error.issues, input, where);
}

function refusedInput(issues: readonly Issue[], input: unknown, where: string): Refused {
  const [issue] = issues.map((each) => deepest(each, input));
  if (issue === undefined) return new Refused('BadRequest', `${where} is not allowed.`);
  const path = pathText(where, issue.path);
  const value = shown(valueAt(input, issue.path));
  const allowed = allowedBy(issue);
  const said = value === undefined ? 'is missing' : `${JSON.stringify(value)} is not allowed`;
  return new Refused('BadRequest', `${path}: ${said}; allowed: ${allowed}.`, {
    path,
    value: value ?? null,
    allowed,
  });
}

/** In a choice of shapes, the complaint of the shape that the input comes nearest to: the one that fails deepest, or with fewest complaints. */
function deepest(issue: Issue, input: unknown): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const choices = issue.errors.map((errors) =>
    errors.map((each) => deepest(each, valueAt(input, issue.path))),
  );
  const best = choices.reduce((a, b) => (nearness(b) > nearness(a) ? b : a));
  const [first] = best;
  if (!first) return issue;
  return { ...first, ...otherTypes(first, choices), path: [...issue.path, ...first.path] } as Issue;
}

/** Where every shape wants another type in the same place, all of them are allowed. */
function otherTypes(first: Issue, choices: readonly (readonly Issue[])[]): { expected?: string } {
  if (first.code !== 'invalid_type') return {};
  const place = JSON.stringify(first.path);
  const wanted = choices.map(([each]) =>
    each?.code === 'invalid_type' && JSON.stringify(each.path) === place ? typeName(each) : undefined,
  );
  return wanted.includes(undefined) ? {} : { expected: [...new Set(wanted)].join(' or ') };
}

function nearness(issues: readonly Issue[]): number {
  const depth = Math.max(...issues.map(({ path }) => path.length));
  const foreign = issues.some(({ code }) => code === 'unrecognized_keys') ? 1 : 0;
  const missing = issues.filter((issue) => issue.code === 'invalid_type' && issue.input === undefined).length;
  return depth * 10 - foreign * 5 - missing * 3 - issues.length;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) value = (value as Record<PropertyKey, unknown> | undefined | null)?.[step];
  return value;
}

/** A value as an answer may repeat it: short. */
function shown(value: unknown): unknown {
  if (value === undefined) return undefined;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > valueLengthMax ? `${text.slice(0, valueLengthMax)}…` : value;
}

function pathText(where: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${String(step)}`),
    where,
  );
}

function allowedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeName(issue);
    case 'too_small':
      return `${sized(issue.origin)} ${issue.inclusive === false ? 'above' : 'of at least'} ${issue.minimum}`;
    case 'too_big':
      return `${sized(issue.origin)} ${issue.inclusive === false ? 'below' : 'of at most'} ${issue.maximum}`;
    case 'invalid_format':
      return (
        formats[issue.format] ??
        `text that matches ${(issue as { pattern?: string }).pattern ?? issue.format}`
      );
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(', ');
    case 'unrecognized_keys':
      return `no member ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'one of the documented shapes';
    default:
      return issue.message;
  }
}

const typeName = ({ expected }: { readonly expected: string }): string => typeNames[expected] ?? expected;

const typeNames: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const formats: Readonly<Record<string, string>> = {
  datetime: 'an instant as in 2026-01-31T12:00:00.000Z',
};

function sized(origin: string): string {
  if (origin === 'string') return 'a length';
  return origin === 'array' || origin === 'set' ? 'a number of entries' : 'a number';
}
