import * as sdk from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { Refused } from '../../../server/contract/errors.ts';
import { parseBody, validate } from '../../../server/http/validation.ts';
import { findOperation, operations } from '../../../server/operations/index.ts';
import type { Operation } from '../../../server/operations/operation.ts';
import { validInput, violationsOf } from '../../support/model-inputs.ts';
import { inputOf, operationNames } from '../../support/mturk-model.ts';

const named = (name: string): Operation => findOperation(name) as Operation;

function refusalOf(name: string, body: unknown): Refused {
  try {
    validate(named(name).input, parseBody(JSON.stringify(body)));
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('[1] the table of operations', () => {
  it("is the service model's", () => {
    expect(operations.map(({ name }) => name).sort()).toEqual([...operationNames].sort());
  });

  it("is the official client's", () => {
    const commands = Object.keys(sdk).flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? []);
    expect(operations.map(({ name }) => name).sort()).toEqual(commands.sort());
  });

  it('says of each operation how near it comes, and where it differs unless exactly', () => {
    for (const { name, fidelity, differences } of operations) {
      expect([name, differences.length > 0]).toEqual([name, fidelity !== 'exact']);
    }
  });
});

describe.each(operationNames)('[1.0] %s holds to the model', (name) => {
  it('takes the members of the model, and no others', () => {
    const { shape } = named(name).input as unknown as { shape: object };
    expect(Object.keys(shape)).toEqual(Object.keys(inputOf(name).members));
  });

  it('accepts what is required and nothing more', () => {
    const input = validInput(name);
    expect(validate(named(name).input, parseBody(JSON.stringify(input)))).toEqual(input);
  });

  it('ignores unknown members, and takes null for absent', () => {
    const input = { ...validInput(name), Unknown: { deep: [1] }, MaxResults: null, Keywords: null };
    expect(validate(named(name).input, parseBody(JSON.stringify(input)))).toEqual(validInput(name));
  });

  it.each(violationsOf(name))('$title', ({ body, complaint }) => {
    const { code, message } = refusalOf(name, body);
    if (complaint === undefined) {
      expect(code).toBe('SerializationException');
      return;
    }
    const count = complaint.split('; ').length;
    expect(code).toBe('ValidationException');
    expect(message).toBe(
      `${count === 1 ? '1 validation error' : `${count} validation errors`} detected: ${complaint}`,
    );
  });
});
