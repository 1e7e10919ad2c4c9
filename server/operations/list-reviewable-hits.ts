import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { indexNames } from '../market/indexes.ts';
import { paging } from './input/fields.ts';
import { operation } from './operation.ts';
import { pageMembers, pageOf, placeOf } from './rules/page.ts';

const name = 'ListReviewableHITs';

/** HITs of exactly one of the two statuses, latest Expiration first; of each only its id (D9). Source: mturk-api 1.6. */
export const listReviewableHITs = operation({
  name,
  input: z.object({
    HITTypeId: entityId.optional(),
    Status: z.enum(['Reviewable', 'Reviewing']).optional(),
    ...paging,
  }),
  fidelity: 'exact',
  differences: [],
  async run(input, call) {
    const place = placeOf(name, input, call);
    const { HITTypeId, Status = 'Reviewable' } = input;
    const load = async (ids: readonly string[]) => {
      const hits = await call.tx.peekAll('hit', ids);
      return hits.map((hit) =>
        hit && (HITTypeId === undefined || hit.hitTypeId === HITTypeId) ? { HITId: hit.id } : undefined,
      );
    };
    const page = await pageOf(call, indexNames.reviewableHits(call.requester, Status), place, load, true);
    return { ...pageMembers(name, input, call, page), HITs: page.items };
  },
});
