import { z } from 'zod';
import { indexNames } from '../market/indexes.ts';
import { paging } from './input/fields.ts';
import { operation } from './operation.ts';
import { pageMembers, pageOf, placeOf } from './rules/page.ts';

const name = 'ListWorkerBlocks';

/** The caller's blocks, in the order in which they were made (D38). Source: mturk-api 1.22. */
export const listWorkerBlocks = operation({
  name,
  input: z.object(paging),
  fidelity: 'exact',
  differences: [],
  async run(input, call) {
    const place = placeOf(name, input, call);
    const load = async (ids: readonly string[]) => {
      const blocks = await call.tx.peekAll('block', ids);
      return blocks.map((block) => block && { WorkerId: block.worker, Reason: block.reason });
    };
    const page = await pageOf(call, indexNames.blocksOfRequester(call.requester), place, load);
    return { ...pageMembers(name, input, call, page), WorkerBlocks: page.items };
  },
});
