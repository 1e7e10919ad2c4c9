import { z } from 'zod';
import { currencyAmount, type entityId, qualificationRequirementSchema } from '../../contract/entities.ts';
import { integer, text } from './fields.ts';

/** Members of the three operations that make HITs and HIT types. */

const policyParameter = z.object({
  Key: text.optional(),
  Values: z.array(text).optional(),
  MapEntries: z.array(z.object({ Key: text.optional(), Values: z.array(text).optional() })).optional(),
});
export const reviewPolicy = z.object({ PolicyName: text, Parameters: z.array(policyParameter).optional() });
export type ReviewPolicyInput = z.infer<typeof reviewPolicy>;

export const layoutParameters = z.array(z.object({ Name: text, Value: text }));
export const requirements = z.array(qualificationRequirementSchema);

export const hitTypeInput = z.object({
  AutoApprovalDelayInSeconds: integer.optional(),
  AssignmentDurationInSeconds: integer,
  Reward: currencyAmount,
  Title: text,
  Keywords: text.optional(),
  Description: text,
  QualificationRequirements: requirements.optional(),
});
export type HitTypeInput = z.infer<typeof hitTypeInput>;

/** What both forms of CreateHIT take besides the properties of the HIT type. */
export interface NewHitInput {
  readonly MaxAssignments?: number | undefined;
  readonly LifetimeInSeconds: number;
  readonly Question?: string | undefined;
  readonly RequesterAnnotation?: string | undefined;
  readonly UniqueRequestToken?: string | undefined;
  readonly AssignmentReviewPolicy?: ReviewPolicyInput | undefined;
  readonly HITReviewPolicy?: ReviewPolicyInput | undefined;
  readonly HITLayoutId?: z.infer<typeof entityId> | undefined;
  readonly HITLayoutParameters?: z.infer<typeof layoutParameters> | undefined;
}
