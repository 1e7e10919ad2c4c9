import { z } from 'zod';
import { indexNames } from '../market/indexes.ts';
import { showHits } from './answer/hit.ts';
import { paging } from './input/fields.ts';
import { operation } from './operation.ts';
import { pageMembers, pageOf, placeOf } from './rules/page.ts';

const name = 'ListHITs';

/** All the caller's HITs but deleted ones, newest first (D38). Source: mturk-api 1.5. */
export const listHITs = operation({
  name,
  input: z.object(paging),
  fidelity: 'exact',
  differences: [],
  async run(input, call) {
    const place = placeOf(name, input, call);
    const index = indexNames.hitsOfRequester(call.requester);
    const page = await pageOf(call, index, place, (ids) => showHits(call, ids), true);
    return { ...pageMembers(name, input, call, page), HITs: page.items };
  },
});
