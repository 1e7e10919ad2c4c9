import { z } from 'zod';
import type { QualificationTypeRecord } from '../contract/records.ts';
import { indexNames } from '../market/indexes.ts';
import { showSystemType, showTypes, systemValues } from './answer/qualification-type.ts';
import { flag, paging, text } from './input/fields.ts';
import type { Call } from './operation.ts';
import { operation } from './operation.ts';
import { type Page, type Place, pageMembers, pageOf, placeOf } from './rules/page.ts';

const name = 'ListQualificationTypes';
const input = z.object({
  Query: text.optional(),
  MustBeRequestable: flag,
  MustBeOwnedByCaller: flag.optional(),
  ...paging,
});
type Input = z.infer<typeof input>;

/** Searches types, newest first, those of the system in front. Source: mturk-api 1.27, Q81–Q86. */
export const listQualificationTypes = operation({
  name,
  input,
  fidelity: 'close',
  differences: ['Sorted by time of creation; the real order was not documented.'],
  async run(input, call) {
    const place = placeOf(name, input, call);
    const page = await find(input, call, place);
    return { ...pageMembers(name, input, call, page), QualificationTypes: page.items };
  },
});

async function find(input: Input, call: Call, place: Place): Promise<Page<object>> {
  const system = systemPage(input, call, place);
  if (system.items.length === place.limit) return system;
  const left = place.limit - system.items.length;
  const after = place.after?.startsWith(systemPlace) ? undefined : place.after;
  const owned = await ownedPage(input, call, { after, limit: left });
  return { items: [...system.items, ...owned.items], last: owned.last ?? system.last };
}

/** Places among the types of the system, which stand in no index. */
const systemPlace = 'system/';

function systemPage(input: Input, { tx }: Call, { after, limit }: Place): Page<object> {
  if (input.MustBeRequestable || input.MustBeOwnedByCaller === true) return { items: [], last: undefined };
  if (after !== undefined && !after.startsWith(systemPlace)) return { items: [], last: undefined };
  const from = after === undefined ? 0 : Number(after.slice(systemPlace.length)) + 1;
  const items: object[] = [];
  let last: string | undefined;
  for (const [number, value] of systemValues.entries()) {
    const type = showSystemType(tx, value);
    if (
      number < from ||
      items.length === limit ||
      !matches(input.Query, type.Name, type.Description, type.Keywords)
    )
      continue;
    items.push(type);
    last = `${systemPlace}${number}`;
  }
  return { items, last };
}

async function ownedPage(input: Input, call: Call, place: Place): Promise<Page<object>> {
  const { tx, requester } = call;
  const index =
    input.MustBeOwnedByCaller === true
      ? indexNames.qualificationTypesOfOwner(requester)
      : indexNames.qualificationTypes;
  const load = async (ids: readonly string[]) => {
    const types = await tx.peekAll('qualificationType', ids);
    return types.map((type) => (type && isFound(type, input) ? type : undefined));
  };
  const page = await pageOf(call, index, place, load, true);
  return { items: await showTypes(tx, page.items, requester), last: page.last };
}

/** Q81, Q86: Inactive ones only for their owner, who asks for own types that need not be requestable; deleted ones never. */
function isFound(
  type: QualificationTypeRecord,
  { Query, MustBeRequestable, MustBeOwnedByCaller }: Input,
): boolean {
  if (type.state === 'Disposing') return false;
  const inactiveToo = MustBeOwnedByCaller === true && !MustBeRequestable;
  if (type.state === 'Inactive' && !inactiveToo) return false;
  return matches(Query, type.name, type.description, type.keywords);
}

/** Q83, Q84: every word of the query is part of some text, whatever the case. */
function matches(query: string | undefined, ...texts: readonly (string | undefined)[]): boolean {
  if (query === undefined) return true;
  const searched = texts.join('\n').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}
