import { z } from 'zod';
import { currencyAmount, entityId } from '../contract/entities.ts';
import { findOrCreateHitType } from '../lifecycle/hit-type.ts';
import { idempotencyToken, integer, text } from './input/fields.ts';
import { layoutParameters, requirements, reviewPolicy } from './input/hit-members.ts';
import { operation } from './operation.ts';
import { hitTypePropertiesOf, mustBeActive, typesRequired } from './rules/hit-type.ts';
import { checkNewHit, makeHit, questionOf, refuseRepeatedHit } from './rules/new-hit.ts';

/** Makes a HIT, and its HIT type unless an equal one is there (D4). Source: mturk-api 1.1. */
export const createHIT = operation({
  name: 'CreateHIT',
  input: z.object({
    MaxAssignments: integer.optional(),
    AutoApprovalDelayInSeconds: integer.optional(),
    LifetimeInSeconds: integer,
    AssignmentDurationInSeconds: integer,
    Reward: currencyAmount,
    Title: text,
    Keywords: text.optional(),
    Description: text,
    Question: text.optional(),
    RequesterAnnotation: text.optional(),
    QualificationRequirements: requirements.optional(),
    UniqueRequestToken: idempotencyToken.optional(),
    AssignmentReviewPolicy: reviewPolicy.optional(),
    HITReviewPolicy: reviewPolicy.optional(),
    HITLayoutId: entityId.optional(),
    HITLayoutParameters: layoutParameters.optional(),
  }),
  fidelity: 'close',
  differences: [
    'Layouts are made through the control API: there is no editor for them.',
    'A new HIT can be changed at once; the real service guaranteed only its immediate expiry in the first seconds.',
  ],
  async run(input, call) {
    const properties = hitTypePropertiesOf(input);
    await checkNewHit(input);
    const types = await typesRequired(call, properties.requirements);
    const question = await questionOf(call, input);
    await refuseRepeatedHit(call, input);
    mustBeActive(types);
    const hitType = await findOrCreateHitType(call.tx, { requester: call.requester, properties });
    return makeHit(call, input, hitType, question);
  },
});
