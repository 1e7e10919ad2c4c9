import { invalidValue } from '../../contract/errors.ts';

/** Refuses a text of a wrong length, in characters (3.1, value template). */
export function lengthWithin(parameter: string, value: string | undefined, min: number, max: number): void {
  if (value === undefined) return;
  if (value.length < min || value.length > max) throw invalidValue(parameter, value);
}

const feedbackLengthMax = 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that the rule names.
const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/;

/** RequesterFeedback (1.0): its length, and the control characters that are refused. */
export function checkFeedback(feedback: string | undefined): void {
  lengthWithin('RequesterFeedback', feedback, 0, feedbackLengthMax);
  if (feedback !== undefined && controlCharacters.test(feedback))
    throw invalidValue('RequesterFeedback', feedback);
}

/** Of bonuses, blocks, revocations and rejected requests (D32). */
const reasonLengthMax = 4096;

export function checkReason(reason: string | undefined): void {
  lengthWithin('Reason', reason, 0, reasonLengthMax);
}
