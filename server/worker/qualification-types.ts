import { Refused } from '../contract/errors.ts';
import type { QualificationTypeRecord } from '../contract/records.ts';
import type { QualificationTypeView } from '../contract/schemas/qualification.ts';
import { indexNames } from '../market/indexes.ts';
import type { Market } from '../market/market.ts';
import type { Page } from './reading.ts';
import { readPage, readRecord, readRecords } from './reading.ts';
import { instant } from './views.ts';

/** The Active types, newest first, that hold all words of `search` in name, description or keywords (Q81-Q84). */
export async function listTypes(market: Market, ask: Page & { readonly search?: string | undefined }) {
  const words = wordsOf(ask.search);
  const found: QualificationTypeRecord[] = [];
  let nextToken = ask.nextToken;
  do {
    const page = await readPage(market, indexNames.qualificationTypes, 'qualificationType', {
      limit: ask.limit - found.length,
      nextToken,
    });
    found.push(...page.records.filter((type) => type.state === 'Active' && matches(type, words)));
    nextToken = page.nextToken;
  } while (found.length < ask.limit && nextToken !== undefined);
  return {
    qualificationTypes: await withOwners(market, found),
    ...(nextToken === undefined ? {} : { nextToken }),
  };
}

export async function showType(market: Market, id: string): Promise<QualificationTypeView> {
  const type = await readRecord(market, 'qualificationType', id);
  const [view] = type?.state === 'Active' ? await withOwners(market, [type]) : [];
  if (!view)
    throw new Refused('QualificationTypeDoesNotExist', `There is no Active Qualification type ${id}.`, {
      type: id,
    });
  return view;
}

function wordsOf(search: string | undefined): string[] {
  return search?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
}

function matches(type: QualificationTypeRecord, words: readonly string[]): boolean {
  const text = `${type.name} ${type.description} ${type.keywords ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

async function withOwners(
  market: Market,
  types: readonly QualificationTypeRecord[],
): Promise<QualificationTypeView[]> {
  const owners = [...new Set(types.map(({ owner }) => owner))];
  const accounts = await readRecords(market, 'requester', owners);
  const names = new Map(owners.map((owner, at) => [owner, accounts[at]?.name ?? owner]));
  return types.map((type) => typeView(type, names.get(type.owner) ?? type.owner));
}

function typeView(type: QualificationTypeRecord, ownerName: string): QualificationTypeView {
  const { retryDelaySeconds, testDurationSeconds } = type;
  return {
    id: type.id,
    name: type.name,
    description: type.description,
    keywords: type.keywords ?? '',
    hasTest: type.testRevision !== undefined,
    ...(testDurationSeconds === undefined ? {} : { testDurationInSeconds: testDurationSeconds }),
    autoGranted: type.autoGranted,
    ...(retryDelaySeconds === undefined ? {} : { retryDelayInSeconds: retryDelaySeconds }),
    created: instant(type.createdAt),
    requester: { id: type.owner, name: ownerName },
  };
}
