import { invalidValue } from '../../contract/errors.ts';
import { readTest } from '../../questions/question.ts';
import { loadXml } from '../../questions/xml.ts';
import { within, withinInt32 } from './range.ts';
import { lengthWithin } from './text.ts';

interface TypeInput {
  readonly Description?: string | undefined;
  readonly Test?: string | undefined;
  readonly AnswerKey?: string | undefined;
  readonly TestDurationInSeconds?: number | undefined;
  readonly RetryDelayInSeconds?: number | undefined;
  readonly AutoGrantedValue?: number | undefined;
}

/** Parameter rules that creating and updating a type share (Q1, Q9–Q14, Q17, Q79). */
export async function checkTypeMembers(input: TypeInput): Promise<void> {
  lengthWithin('Description', input.Description, 1, 2000);
  within('RetryDelayInSeconds', input.RetryDelayInSeconds, 0);
  within('TestDurationInSeconds', input.TestDurationInSeconds, 1);
  withinInt32('AutoGrantedValue', input.AutoGrantedValue);
  if (input.Test === undefined) return;
  await loadXml();
  readTest(input.Test, input.AnswerKey);
}

/** Refuses a call for a member that is missing (value template with nothing as the value). */
export function missing(parameter: string) {
  return invalidValue(parameter, undefined);
}
