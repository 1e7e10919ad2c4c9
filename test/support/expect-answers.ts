import { expect } from 'vitest';
import { type DataStructureName, dataStructures } from '../../server/contract/data-structures.ts';
import { requestLogOf } from '../../server/http/request-log.ts';
import type { Market } from '../../server/market/market.ts';
import { flawsOfAnswer, operationNames } from './mturk-model.ts';

/** Which of our own data structures a member of an answer holds, alone or in a list. */
const structureOf: Readonly<Record<string, DataStructureName>> = {
  HIT: 'HIT',
  HITs: 'HIT',
  Assignment: 'Assignment',
  Assignments: 'Assignment',
  QualificationType: 'QualificationType',
  QualificationTypes: 'QualificationType',
  Qualification: 'Qualification',
  Qualifications: 'Qualification',
  QualificationRequests: 'QualificationRequest',
  BonusPayments: 'BonusPayment',
  WorkerBlocks: 'WorkerBlock',
  NotifyWorkersFailureStatuses: 'NotifyWorkersFailureStatus',
  AssignmentReviewReport: 'ReviewReport',
  HITReviewReport: 'ReviewReport',
};

/** Every answer that a test caused has the model's shape and ours, and every error one of the documented ones. */
export function expectModelAnswers(market: Market): void {
  for (const { operation, status, output } of requestLogOf(market).newest(1000)) {
    const answer = JSON.parse(output);
    expect(status).toBeLessThan(500);
    if (status !== 200) expect(answer).toEqual(expect.objectContaining({ __type: expect.any(String) }));
    else if (operationNames.includes(operation)) expectShape(operation, answer);
  }
}

function expectShape(operation: string, answer: Record<string, unknown>): void {
  expect(flawsOfAnswer(operation, answer)).toEqual([]);
  // Of each HIT it holds the id alone (D9).
  if (operation === 'ListReviewableHITs') return;
  for (const [member, value] of Object.entries(answer)) {
    const name = structureOf[member];
    if (name === undefined) continue;
    for (const structure of Array.isArray(value) ? value : [value]) dataStructures[name].parse(structure);
  }
}
