import { expect, it } from 'vitest';
import { z } from 'zod';
import { submitBody } from '../../../server/contract/schemas/assignment.ts';
import { readInput } from '../../../server/http/read-input.ts';

function refusal(schema: z.ZodType, input: unknown): string {
  try {
    readInput(schema, input, 'body');
  } catch (error) {
    return (error as Error).message;
  }
  return 'taken';
}

it('where a value may be of several types all of them are named', () => {
  expect(refusal(submitBody, { worker: 'A1', answer: 5 })).toBe(
    'body.answer: 5 is not allowed; allowed: text or an object.',
  );
});

it('a choice of shapes still complains of the one that the input comes nearest to', () => {
  const choice = z.union([
    z.strictObject({ hit: z.string() }),
    z.strictObject({ hits: z.array(z.string()), explain: z.boolean().optional() }),
  ]);
  expect(refusal(choice, { hit: 7 })).toBe('body.hit: 7 is not allowed; allowed: text.');
  expect(refusal(choice, { hits: [7] })).toBe('body.hits[0]: 7 is not allowed; allowed: text.');
  expect(refusal(choice, { hits: ['X'], explain: 'yes' })).toBe(
    'body.explain: "yes" is not allowed; allowed: true or false.',
  );
});
