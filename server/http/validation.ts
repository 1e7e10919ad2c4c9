import type { z } from 'zod';
import { Refused } from '../contract/errors.ts';

type Issue = z.core.$ZodIssue;
type Json = unknown;
type JsonObject = Record<string, Json>;

/** No shape of the model is deeper; what lies further down belongs to unknown members. */
const depthMax = 8;

/** A request's body as JSON: one object, members that are null taken as absent (2.1). */
export function parseBody(text: string): JsonObject {
  let body: Json;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Refused('SerializationException', 'The request is not valid JSON.');
  }
  if (!isObject(body)) throw new Refused('SerializationException', 'The request must be a JSON object.');
  dropNulls(body, depthMax);
  return body;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function dropNulls(value: object, depth: number): void {
  if (depth === 0) return;
  const members = value as JsonObject;
  for (const name of Object.keys(members)) {
    const member = members[name];
    if (member === null && !Array.isArray(value)) delete members[name];
    else if (typeof member === 'object' && member !== null) dropNulls(member, depth - 1);
  }
}

/** The input in its own type, or the ValidationException that names all constraints it breaks, in the model's order (3.3). */
export function validate<Schema extends z.ZodType>(schema: Schema, body: Json): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  for (const issue of issues) {
    const found = valueAt(body, issue.path);
    if (isWrongType(issue, found)) throw wrongType(issue, found);
  }
  const complaints = issues.map((issue) => complaintOf(issue, valueAt(body, issue.path)));
  const head = complaints.length === 1 ? '1 validation error' : `${complaints.length} validation errors`;
  throw new Refused('ValidationException', `${head} detected: ${complaints.join('; ')}`);
}

function valueAt(body: Json, path: readonly PropertyKey[]): Json {
  let value = body;
  for (const step of path) value = (value as Record<PropertyKey, Json> | undefined | null)?.[step];
  return value;
}

/** A value of another JSON type never reaches the constraints. */
function isWrongType(issue: Issue, found: Json): boolean {
  if (found === undefined || found === null) return false;
  if (issue.code === 'invalid_type') return true;
  return issue.code === 'invalid_value' && typeof found !== 'string';
}

function wrongType(issue: Issue, found: Json): Refused {
  const expected = issue.code === 'invalid_type' ? issue.expected : 'string';
  const where = wireMember(issue.path);
  return new Refused(
    'SerializationException',
    `Expected ${article(expected)} at '${where}', found ${nameOf(found)}.`,
  );
}

function nameOf(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return `the number ${value}`;
  return article(typeof value);
}

const names: Readonly<Record<string, string>> = {
  int: 'an integer',
  object: 'an object',
  array: 'a list',
};

function article(type: string): string {
  return names[type] ?? `a ${type}`;
}

/** `qualificationRequirements.1.member.comparator`: only the first letter of a name in lower case, positions from 1 (3.3). */
function wireMember(path: readonly PropertyKey[]): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `${step + 1}.member`;
      const name = String(step);
      return name.charAt(0).toLowerCase() + name.slice(1);
    })
    .join('.');
}

function complaintOf(issue: Issue, found: Json): string {
  const where = `at '${wireMember(issue.path)}' failed to satisfy constraint:`;
  if (found === undefined || found === null) return `Value null ${where} Member must not be null`;
  return `Value '${String(found)}' ${where} ${constraintOf(issue)}`;
}

function constraintOf(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return `Member must have ${measure(issue.origin)} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `Member must have ${measure(issue.origin)} less than or equal to ${issue.maximum}`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${patternOf(issue)}`;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.join(', ')}]`;
    default:
      throw new Error(`a constraint that the model doesn't have: ${issue.code}`);
  }
}

function measure(origin: string): string {
  return origin === 'string' ? 'length' : 'value';
}

function patternOf(issue: Issue & { pattern?: string }): string {
  return issue.pattern?.replace(/^\/|\/[a-z]*$/g, '') ?? '';
}
