import { Refused } from '../contract/errors.ts';

export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new Refused('BadRequest', `The body is not valid JSON: ${(error as Error).message}.`);
  }
}
