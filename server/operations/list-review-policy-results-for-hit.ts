import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import type { HitContentRecord, ReviewReportRecord } from '../contract/records.ts';
import { seconds } from './answer/time.ts';
import { flag, paging } from './input/fields.ts';
import { operation } from './operation.ts';
import { ownUndeletedHit } from './rules/existing.ts';
import { pageMembers, placeOf } from './rules/page.ts';

const name = 'ListReviewPolicyResultsForHIT';
const input = z.object({
  HITId: entityId,
  PolicyLevels: z.array(z.enum(['Assignment', 'HIT'])).optional(),
  RetrieveActions: flag.optional(),
  RetrieveResults: flag.optional(),
  ...paging,
});
type Input = z.infer<typeof input>;
type Level = 'Assignment' | 'HIT';
type List = 'ReviewResults' | 'ReviewActions';

interface Entry {
  readonly level: Level;
  readonly list: List;
  readonly entry: object;
}

/** What the review policies of an own HIT found and did; a page counts single results and actions. Source: mturk-api 1.38, 8.2. */
export const listReviewPolicyResultsForHIT = operation({
  name,
  input,
  fidelity: 'close',
  differences: ['QuestionId is the QuestionIdentifier as it is, though the model calls it an EntityId.'],
  async run(input, call) {
    const { after, limit } = placeOf(name, input, call);
    await ownUndeletedHit(call, input.HITId);
    const content = await call.tx.get('hitContent', input.HITId);
    const report = await call.tx.get('reviewReport', input.HITId);
    const from = after === undefined ? 0 : Number(after);
    const items = entriesOf(input, report).slice(from, from + limit);
    const { NextToken } = pageMembers(name, input, call, { items, last: String(from + items.length) });
    return {
      HITId: input.HITId,
      ...policyNames(content),
      ...(items.length > 0 && reportsOf(input, items)),
      ...(NextToken !== undefined && { NextToken }),
    };
  },
});

function levelsOf({ PolicyLevels }: Input): Level[] {
  const all: Level[] = ['Assignment', 'HIT'];
  return PolicyLevels?.length ? all.filter((level) => PolicyLevels.includes(level)) : all;
}

function listsOf({ RetrieveResults = true, RetrieveActions = true }: Input): List[] {
  return [
    ...(RetrieveResults ? ['ReviewResults' as const] : []),
    ...(RetrieveActions ? ['ReviewActions' as const] : []),
  ];
}

/** All that was asked for, in the order in which pages count it. */
function entriesOf(input: Input, report: ReviewReportRecord | undefined): Entry[] {
  if (!report) return [];
  const levels = { Assignment: report.assignment, HIT: report.hit };
  return levelsOf(input).flatMap((level) =>
    listsOf(input).flatMap((list) => {
      const { results, actions } = levels[level];
      const entries = list === 'ReviewResults' ? results : actions.map(wireAction);
      return entries.map((entry) => ({ level, list, entry }));
    }),
  );
}

function wireAction(action: ReviewReportRecord['hit']['actions'][number]): object {
  const { CompleteTime } = action;
  return typeof CompleteTime === 'number' ? { ...action, CompleteTime: seconds(CompleteTime) } : action;
}

function reportsOf(input: Input, items: readonly Entry[]): object {
  const reports = levelsOf(input).map((level) => {
    const lists = listsOf(input).map((list) => [
      list,
      items.filter((item) => item.level === level && item.list === list).map(({ entry }) => entry),
    ]);
    return [`${level}ReviewReport`, Object.fromEntries(lists)];
  });
  return Object.fromEntries(reports);
}

function policyNames(content: HitContentRecord | undefined): object {
  const { assignmentReviewPolicy, hitReviewPolicy } = content ?? {};
  return {
    ...(assignmentReviewPolicy && {
      AssignmentReviewPolicy: { PolicyName: assignmentReviewPolicy.PolicyName },
    }),
    ...(hitReviewPolicy && { HITReviewPolicy: { PolicyName: hitReviewPolicy.PolicyName } }),
  };
}
