import { findOrCreateHitType } from '../lifecycle/hit-type.ts';
import { hitTypeInput } from './input/hit-members.ts';
import { operation } from './operation.ts';
import { hitTypePropertiesOf, mustBeActive, typesRequired } from './rules/hit-type.ts';

/** Finds or makes the HIT type with these seven properties. Source: mturk-api 1.2. */
export const createHITType = operation({
  name: 'CreateHITType',
  input: hitTypeInput,
  fidelity: 'exact',
  differences: [],
  async run(input, call) {
    const properties = hitTypePropertiesOf(input);
    mustBeActive(await typesRequired(call, properties.requirements));
    const hitType = await findOrCreateHitType(call.tx, { requester: call.requester, properties });
    return { HITTypeId: hitType.id };
  },
});
