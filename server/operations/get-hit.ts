import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { showHit } from './answer/hit.ts';
import { operation } from './operation.ts';
import { ownHit } from './rules/existing.ts';

/** Shows an own HIT, a deleted one as Disposed (D10). Source: mturk-api 1.4. */
export const getHIT = operation({
  name: 'GetHIT',
  input: z.object({ HITId: entityId }),
  fidelity: 'exact',
  differences: [],
  async run({ HITId }, call) {
    const hit = await ownHit(call, HITId);
    return { HIT: await showHit(call.tx, hit) };
  },
});
