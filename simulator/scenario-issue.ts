import { z } from 'zod';

/** A flaw in words: the path to it, and what is allowed there. */
export function explainIssue(schema: z.ZodType, issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.') || 'the whole file';
  if (issue.code === 'unrecognized_keys') {
    const allowed = allowedKeys(at(schema, issue.path));
    return `${path}: unknown ${issue.keys.length > 1 ? 'keys' : 'key'} ${quoted(issue.keys)}; allowed are ${allowed.join(', ')}`;
  }
  const there = at(schema, issue.path);
  const about = there?.description ?? (there && bare(there).description);
  return `${path}: ${issue.message}${about ? ` (${about})` : ''}`;
}

const quoted = (keys: readonly string[]): string => keys.map((key) => `"${key}"`).join(', ');

/** The schema of the value at a path, as far as it can be followed. */
function at(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  let found: z.ZodType | undefined = schema;
  for (const step of path) found = found && member(bare(found), step);
  return found;
}

function member(schema: z.ZodType, step: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[String(step)] as z.ZodType | undefined;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  return undefined;
}

/** Without the wrappings that say "may be left out". */
function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return bare(schema.unwrap() as z.ZodType);
  return schema;
}

function allowedKeys(schema: z.ZodType | undefined): string[] {
  const found = schema && bare(schema);
  if (found instanceof z.ZodObject) return Object.keys(found.shape);
  if (found instanceof z.ZodRecord && found.keyType instanceof z.ZodEnum)
    return found.keyType.options.map(String);
  return ['others'];
}
