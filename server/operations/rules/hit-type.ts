import type { Requirement } from '../../contract/entities.ts';
import { invalidValue, Refused } from '../../contract/errors.ts';
import type { QualificationTypeRecord } from '../../contract/records.ts';
import { millsOf } from '../../domain/money.ts';
import { checkedRequirements } from '../../domain/requirement.ts';
import type { HitTypeProperties } from '../../lifecycle/hit-type.ts';
import type { HitTypeInput } from '../input/hit-members.ts';
import type { Call } from '../operation.ts';
import { existingType } from './existing.ts';
import { within, withinInt32 } from './range.ts';
import { lengthWithin } from './text.ts';

/** Seconds of a year: the longest lifetime and assignment duration. */
export const yearSeconds = 31_536_000;
const monthSeconds = 2_592_000;

/** Parameter rules of what makes a HIT type (limits of 1.0), and the properties with defaults filled in. */
export function hitTypePropertiesOf(input: HitTypeInput): HitTypeProperties {
  within('AutoApprovalDelayInSeconds', input.AutoApprovalDelayInSeconds, 0, monthSeconds);
  within('AssignmentDurationInSeconds', input.AssignmentDurationInSeconds, 30, yearSeconds);
  lengthWithin('Title', input.Title, 1, 128);
  lengthWithin('Keywords', input.Keywords, 0, 1000);
  lengthWithin('Description', input.Description, 1, 2000);
  const wanted = input.QualificationRequirements ?? [];
  const requirements = checkedRequirements(wanted);
  for (const { IntegerValues } of wanted)
    for (const value of IntegerValues ?? []) withinInt32('IntegerValues', value);
  return {
    title: input.Title,
    description: input.Description,
    keywords: input.Keywords,
    rewardMills: amountOf('Reward', input.Reward),
    assignmentDurationSeconds: input.AssignmentDurationInSeconds,
    autoApprovalDelaySeconds: input.AutoApprovalDelayInSeconds ?? monthSeconds,
    requirements,
  };
}

/** An amount in mills; one that can't be counted exactly is refused. */
export function amountOf(parameter: string, amount: string): number {
  const mills = millsOf(amount);
  if (!Number.isSafeInteger(mills)) throw invalidValue(parameter, amount);
  return mills;
}

/** Check 6: every type that a requirement names is there. Answers the own and foreign ones. */
export async function typesRequired(
  call: Call,
  requirements: readonly Requirement[],
): Promise<QualificationTypeRecord[]> {
  const types: QualificationTypeRecord[] = [];
  for (const { QualificationTypeId } of requirements) {
    const type = await existingType(call, QualificationTypeId);
    if (type !== 'system') types.push(type);
  }
  return types;
}

/** Check 9: no new HIT or HIT type may require an inactive type, or one that is being deleted (Q40, Q45, Q109). */
export function mustBeActive(types: readonly QualificationTypeRecord[]): void {
  if (types.every(({ state }) => state === 'Active')) return;
  throw new Refused('InvalidQualificationTypeState', 'This operation can be called with a status of: Active');
}
