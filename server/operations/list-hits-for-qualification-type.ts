import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { indexNames } from '../market/indexes.ts';
import { showHits } from './answer/hit.ts';
import { paging } from './input/fields.ts';
import type { Call } from './operation.ts';
import { operation } from './operation.ts';
import { existingType } from './rules/existing.ts';
import { type Page, type Place, pageMembers, pageOf, placeOf } from './rules/page.ts';

const name = 'ListHITsForQualificationType';

/** The caller's HITs that require a type, whosever it is: HIT type by HIT type, in each newest first. Source: mturk-api 1.7. */
export const listHITsForQualificationType = operation({
  name,
  input: z.object({ QualificationTypeId: entityId, ...paging }),
  fidelity: 'exact',
  differences: [],
  async run(input, call) {
    const place = placeOf(name, input, call);
    await existingType(call, input.QualificationTypeId);
    const page = await walk(call, input.QualificationTypeId, place);
    return { ...pageMembers(name, input, call, page), HITs: page.items };
  },
});

/** How many HIT types one look at their index takes in. */
const stepTypes = 50;

/** A place is `<HITTypeId> <place among its HITs>`. */
async function walk(call: Call, type: string, { after, limit }: Place): Promise<Page<object>> {
  const items: object[] = [];
  let last: string | undefined;
  let [typeAfter = ''] = after?.split(' ') ?? [];
  if (after !== undefined) {
    const rest = await hitsOf(call, typeAfter, after.slice(typeAfter.length + 1), limit);
    items.push(...rest.items);
    last = rest.last;
  }
  while (items.length < limit) {
    const range = { limit: stepTypes, ...(typeAfter !== '' && { after: typeAfter }) };
    const types = await call.tx.list(indexNames.hitTypesOfRequesterRequiring(call.requester, type), range);
    for (const { id } of types) {
      typeAfter = id;
      const page = await hitsOf(call, id, '', limit - items.length);
      items.push(...page.items);
      last = page.last ?? last;
      if (items.length === limit) return { items, last };
    }
    if (types.length < stepTypes) break;
  }
  return { items, last };
}

async function hitsOf(call: Call, hitType: string, after: string, limit: number): Promise<Page<object>> {
  const place = { after: after === '' ? undefined : after, limit };
  const page = await pageOf(call, indexNames.hitsOfType(hitType), place, (ids) => showHits(call, ids), true);
  return { items: page.items, last: page.last === undefined ? undefined : `${hitType} ${page.last}` };
}
