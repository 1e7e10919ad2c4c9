import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { idempotencyToken, integer, text } from './input/fields.ts';
import { layoutParameters, reviewPolicy } from './input/hit-members.ts';
import { operation } from './operation.ts';
import { ownHitType } from './rules/existing.ts';
import { mustBeActive, typesRequired } from './rules/hit-type.ts';
import { checkNewHit, makeHit, questionOf, refuseRepeatedHit } from './rules/new-hit.ts';

/** Makes a HIT of a HIT type, whose requirements must still be usable (Q40). Source: mturk-api 1.3. */
export const createHITWithHITType = operation({
  name: 'CreateHITWithHITType',
  input: z.object({
    HITTypeId: entityId,
    MaxAssignments: integer.optional(),
    LifetimeInSeconds: integer,
    Question: text.optional(),
    RequesterAnnotation: text.optional(),
    UniqueRequestToken: idempotencyToken.optional(),
    AssignmentReviewPolicy: reviewPolicy.optional(),
    HITReviewPolicy: reviewPolicy.optional(),
    HITLayoutId: entityId.optional(),
    HITLayoutParameters: layoutParameters.optional(),
  }),
  fidelity: 'close',
  differences: ['Layouts are made through the control API: there is no editor for them.'],
  async run(input, call) {
    await checkNewHit(input);
    const hitType = await ownHitType(call, input.HITTypeId);
    const types = await typesRequired(call, hitType.requirements);
    const question = await questionOf(call, input);
    await refuseRepeatedHit(call, input);
    mustBeActive(types);
    return makeHit(call, input, hitType, question);
  },
});
