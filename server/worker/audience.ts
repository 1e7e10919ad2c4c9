import type { z } from 'zod';
import type { Requirement } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import type { audienceBody, audienceSchema } from '../contract/schemas/eligibility.ts';
import { systemValueOf } from '../contract/system-types.ts';
import { normaliseRequirements } from '../domain/requirement.ts';
import type { Market } from '../market/market.ts';
import { readRecords, sortOf, tokenOf } from './reading.ts';

/** How many workers a set of requirements admits, checked as CreateHIT checks it; with `list` also who they are. */
export async function countAudience(
  market: Market,
  ask: z.output<typeof audienceBody>,
): Promise<z.output<typeof audienceSchema>> {
  const { environment } = market.record;
  const requirements = asBadRequest(() => normaliseRequirements(ask.QualificationRequirements, environment));
  await refuseUnusableTypes(market, requirements);
  await market.settle(market.now());
  const counted = market.index.audience(requirements) as z.output<typeof audienceSchema>;
  if (ask.list === undefined) return counted;
  const { workers, next } = market.index.audienceWorkers(requirements, ask.list, {
    limit: ask.limit,
    ...(ask.nextToken === undefined ? {} : { after: sortOf(ask.nextToken) }),
  });
  return { ...counted, workers: [...workers], ...(next === undefined ? {} : { nextToken: tokenOf(next) }) };
}

/** On this route every fault of the requirements is a bad request, whatever CreateHIT calls it. */
function asBadRequest<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused('BadRequest', error.message, {
      ...error.details,
      path: 'body.QualificationRequirements',
    });
  }
}

/** Q109. */
async function refuseUnusableTypes(market: Market, requirements: readonly Requirement[]): Promise<void> {
  const own = requirements
    .map(({ QualificationTypeId }) => QualificationTypeId)
    .filter((type) => systemValueOf(type, market.record.environment) === undefined);
  const types = await readRecords(market, 'qualificationType', own);
  const unusable = own.find((_, at) => types[at]?.state !== 'Active');
  if (unusable === undefined) return;
  throw new Refused('BadRequest', `There is no Active Qualification type ${unusable}.`, {
    path: 'body.QualificationRequirements',
    value: unusable,
    allowed: 'Active Qualification types',
  });
}
