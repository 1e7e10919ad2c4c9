import { Refused } from '../contract/errors.ts';
import type { GroupsQuery } from '../contract/schemas/group.ts';
import { millsOf } from '../domain/money.ts';
import type { GroupPage, GroupQuery } from '../eligibility/eligibility-index.ts';
import type { Market } from '../market/market.ts';
import { servePushesNow } from '../push/serve-now.ts';
import type { Page } from './reading.ts';
import { readRecords, settledWith } from './reading.ts';
import { groupView, hitSummary } from './views.ts';

/** The groups that a worker can discover, and the position that the answer equals. */
export async function listGroups(market: Market, ask: GroupsQuery & { readonly worker: string }) {
  await settledWith(market, ask.worker);
  servePushesNow(market, ask.worker);
  const page = groupsOf(market, ask);
  return {
    groups: page.groups.map(groupView),
    feed: market.position,
    ...(page.next === undefined ? {} : { nextToken: page.next }),
  };
}

function groupsOf(market: Market, ask: GroupsQuery & { readonly worker: string }): GroupPage {
  const query: GroupQuery = {
    limit: ask.limit,
    ...(ask.sort === undefined ? {} : { sort: ask.sort }),
    ...(ask.minReward === undefined ? {} : { minRewardMills: millsOf(ask.minReward) }),
    ...(ask.access === undefined ? {} : { access: ask.access }),
    ...(ask.search === undefined || ask.search.trim() === '' ? {} : { search: ask.search }),
    ...(ask.nextToken === undefined ? {} : { after: ask.nextToken }),
  };
  return market.index.groups(ask.worker, query);
}

/** The HITs of a group that have a place, oldest first; with a worker also the group as that worker sees it. */
export async function showGroup(
  market: Market,
  ask: Page & { readonly group: string; readonly worker?: string | undefined },
) {
  if (ask.worker === undefined) await market.settle(market.now());
  else await settledWith(market, ask.worker);
  const group =
    ask.worker === undefined ? undefined : groupView(market.index.groupView(ask.worker, ask.group));
  if (group?.access === 'none') throw unknownGroup(ask.group);
  const ids = market.index.workableHits(ask.group);
  const start = ask.nextToken === undefined ? 0 : placeAfter(ids, ask.nextToken);
  const shown = ids.slice(start, start + ask.limit);
  const records = await readRecords(market, 'hit', shown);
  const last = shown.at(-1);
  return {
    ...(group === undefined ? {} : { group }),
    hits: records.flatMap((record) => (record ? [hitSummary(record)] : [])),
    ...(start + ask.limit < ids.length && last !== undefined ? { nextToken: last } : {}),
  };
}

/** HITs taken meanwhile are gone from the list: a page that ended with one of them goes on from the start. */
function placeAfter(ids: readonly string[], last: string): number {
  return ids.indexOf(last) + 1;
}

export function unknownGroup(group: string): Refused {
  return new Refused('NotFound', `There is no group ${group} that this worker can discover.`, { group });
}
