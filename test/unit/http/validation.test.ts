import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Refused } from '../../../server/contract/errors.ts';
import { parseBody, validate } from '../../../server/http/validation.ts';

const schema = z.object({
  Status: z.enum(['Granted', 'Revoked']).optional(),
  HITId: z
    .string()
    .min(1)
    .max(4)
    .regex(/^[A-Z0-9]+$/),
  MaxResults: z.int().min(1).max(100).optional(),
  Requirements: z.array(z.object({ Comparator: z.enum(['In']) })).optional(),
});

function refusal(text: string): Refused {
  try {
    validate(schema, parseBody(text));
  } catch (error) {
    return error as Refused;
  }
  throw new Error('was accepted');
}

describe('[3.3] a ValidationException', () => {
  it.each([
    [
      '{}',
      "1 validation error detected: Value null at 'hITId' failed to satisfy constraint: Member must not be null",
    ],
    [
      '{"HITId":"A","MaxResults":101}',
      "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100",
    ],
    [
      '{"HITId":"A","Requirements":[{"Comparator":"In"},{"Comparator":"Near"}]}',
      "1 validation error detected: Value 'Near' at 'requirements.2.member.comparator' failed to satisfy constraint: Member must satisfy enum value set: [In]",
    ],
    [
      '{"MaxResults":0,"Status":"Lost"}',
      "3 validation errors detected: Value 'Lost' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Granted, Revoked]; " +
        "Value null at 'hITId' failed to satisfy constraint: Member must not be null; " +
        "Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      '{"HITId":"a-b-c"}',
      "2 validation errors detected: Value 'a-b-c' at 'hITId' failed to satisfy constraint: Member must have length less than or equal to 4; " +
        "Value 'a-b-c' at 'hITId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[A-Z0-9]+$",
    ],
    [
      '{"HITId":"A","Requirements":[null]}',
      "1 validation error detected: Value null at 'requirements.1.member' failed to satisfy constraint: Member must not be null",
    ],
  ])('%s', (text, message) => {
    const { code, message: found } = refusal(text);
    expect([code, found]).toEqual(['ValidationException', message]);
  });
});

describe('[2.3] a SerializationException', () => {
  it.each([
    ['', 'nothing'],
    ['{', 'broken JSON'],
    ['[]', 'a list'],
    ['"text"', 'a text'],
    ['null', 'null'],
    ['{"HITId":5}', 'a number for a text'],
    ['{"HITId":"A","MaxResults":"5"}', '[2.4] a text for a number'],
    ['{"HITId":"A","MaxResults":1.5}', 'a fraction for an integer'],
    ['{"HITId":"A","MaxResults":1e999}', 'more than a number holds'],
    ['{"HITId":"A","Requirements":{}}', 'an object for a list'],
    ['{"HITId":5,"MaxResults":1000}', 'before any constraint'],
  ])('%s: %s', (text) => {
    expect(refusal(text).code).toBe('SerializationException');
  });

  it('is none for 5.0 and 5e0', () => {
    expect(validate(schema, parseBody('{"HITId":"A","MaxResults":5.0}')).MaxResults).toBe(5);
    expect(validate(schema, parseBody('{"HITId":"A","MaxResults":5e0}')).MaxResults).toBe(5);
  });

  it('is none for what lies in unknown members, however deep', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(
      validate(schema, parseBody(`{"HITId":"A","Unknown":${deep},"__proto__":{"MaxResults":"x"}}`)),
    ).toEqual({
      HITId: 'A',
    });
  });
});
