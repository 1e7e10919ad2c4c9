import { createHash } from 'node:crypto';
import { invalidValue } from '../../contract/errors.ts';
import type { IndexEntry } from '../../store/store.ts';
import type { Call } from '../operation.ts';

/** MaxResults where none is given. */
const resultsDefault = 10;
/** Entries that each further look at an index takes in while results are sought among them. */
const stepEntries = 100;
/** Characters of a token that bind it to its listing. */
const bindingLength = 22;

interface Paging {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/** Where a listing stands: `after` is opaque to all but the listing. */
export interface Place {
  readonly after: string | undefined;
  readonly limit: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; of a page without items it means nothing. */
  readonly last: string | undefined;
}

/** Reads NextToken: it belongs to one operation, its other parameters and one caller (1.0). */
export function placeOf(operation: string, input: Paging, { requester }: Call): Place {
  const limit = input.MaxResults ?? resultsDefault;
  if (input.NextToken === undefined) return { after: undefined, limit };
  const binding = input.NextToken.slice(0, bindingLength);
  const after = Buffer.from(input.NextToken.slice(bindingLength), 'base64url').toString();
  if (tokenOf(operation, input, requester, after) !== input.NextToken || binding.length < bindingLength) {
    throw invalidValue('NextToken', input.NextToken);
  }
  return { after, limit };
}

function tokenOf(operation: string, input: Paging, requester: string, after: string): string {
  const { NextToken: _, MaxResults = resultsDefault, ...others } = input;
  const bound = JSON.stringify([operation, requester, MaxResults, Object.entries(others).sort(), after]);
  const binding = createHash('sha256').update(bound).digest('base64url').slice(0, bindingLength);
  return binding + Buffer.from(after).toString('base64url');
}

/** The members that all listings share: NumResults always, NextToken with every page that holds something (D1). */
export function pageMembers<Item>(
  operation: string,
  input: Paging,
  { requester }: Call,
  page: Page<Item>,
): { NumResults: number; NextToken?: string } {
  const NumResults = page.items.length;
  if (NumResults === 0 || page.last === undefined) return { NumResults };
  return { NumResults, NextToken: tokenOf(operation, input, requester, page.last) };
}

/** Results of an ordered index: walks it in steps, keeping what `load` answers for each entry, until the page is full. */
export async function pageOf<Item>(
  call: Call,
  index: string,
  place: Place,
  load: (ids: readonly string[]) => Promise<readonly (Item | undefined)[]>,
  reverse = false,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let { after } = place;
  for (let limit = place.limit; ; limit = stepEntries) {
    const entries = await call.tx.list(index, { limit, reverse, ...(after !== undefined && { after }) });
    const found = await load(entries.map(({ id }) => id));
    for (const [at, item] of found.entries()) {
      if (item === undefined) continue;
      items.push(item);
      after = (entries[at] as IndexEntry).sort;
      if (items.length === place.limit) return { items, last: after };
    }
    if (entries.length < limit) return { items, last: items.length > 0 ? after : undefined };
    after = (entries.at(-1) as IndexEntry).sort;
  }
}
