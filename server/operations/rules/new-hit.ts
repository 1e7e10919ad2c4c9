import { invalidValue, Refused } from '../../contract/errors.ts';
import type { HitTypeRecord } from '../../contract/records.ts';
import { reviewPolicyRecord } from '../../domain/review-policy.ts';
import { createHit } from '../../lifecycle/hit.ts';
import { questionFromLayout } from '../../questions/hit-layout.ts';
import { readQuestion } from '../../questions/question.ts';
import { loadXml } from '../../questions/xml.ts';
import { showHit } from '../answer/hit.ts';
import type { NewHitInput } from '../input/hit-members.ts';
import type { Call } from '../operation.ts';
import { yearSeconds } from './hit-type.ts';
import { madeWith, useToken } from './idempotency.ts';
import { within } from './range.ts';
import { lengthWithin } from './text.ts';

const assignmentsMax = 1_000_000_000;

/** Parameter rules of what both forms of CreateHIT take besides the HIT type (limits of 1.0, *Bad XML* of 3.3). */
export async function checkNewHit(input: NewHitInput): Promise<void> {
  within('MaxAssignments', input.MaxAssignments, 1, assignmentsMax);
  within('LifetimeInSeconds', input.LifetimeInSeconds, 30, yearSeconds);
  lengthWithin('RequesterAnnotation', input.RequesterAnnotation, 0, 255);
  await checkQuestion(input);
  reviewPolicyRecord('Assignment', input.AssignmentReviewPolicy);
  reviewPolicyRecord('HIT', input.HITReviewPolicy);
}

async function checkQuestion({ Question, HITLayoutId, HITLayoutParameters }: NewHitInput): Promise<void> {
  await loadXml();
  if (HITLayoutId === undefined) {
    if (HITLayoutParameters?.length) throw invalidValue('HITLayoutParameters', HITLayoutParameters);
    readQuestion(Question ?? '');
  } else if (Question !== undefined) {
    throw invalidValue('HITLayoutId', HITLayoutId);
  }
}

/** Check 6, where a layout is named: it is there, and its placeholders are filled one by one (7.6). */
export async function questionOf(call: Call, input: NewHitInput): Promise<string> {
  const { HITLayoutId, HITLayoutParameters = [] } = input;
  if (HITLayoutId === undefined) return input.Question ?? '';
  const layout = await call.tx.get('hitLayout', HITLayoutId);
  if (layout?.requester !== call.requester) {
    throw new Refused('HITLayoutDoesNotExist', `HITLayout [${HITLayoutId}] does not exist.`);
  }
  const question = questionFromLayout(layout, HITLayoutParameters);
  readQuestion(question);
  return question;
}

/** Check 8: a token makes one HIT. */
export async function refuseRepeatedHit(
  call: Call,
  { UniqueRequestToken: token }: NewHitInput,
): Promise<void> {
  if (token === undefined) return;
  const hit = await madeWith(call, 'CreateHIT', token);
  if (hit === undefined) return;
  throw new Refused(
    'HITAlreadyExists',
    `The HIT ${hit} has already been created with the UniqueRequestToken "${token}".`,
  );
}

/** Makes the HIT and shows it, once all has been checked. */
export async function makeHit(call: Call, input: NewHitInput, hitType: HitTypeRecord, question: string) {
  const hit = await createHit(call.tx, {
    requester: call.requester,
    hitType,
    question,
    maxAssignments: input.MaxAssignments ?? 1,
    lifetimeSeconds: input.LifetimeInSeconds,
    annotation: input.RequesterAnnotation,
    layoutId: input.HITLayoutId,
    assignmentReviewPolicy: reviewPolicyRecord('Assignment', input.AssignmentReviewPolicy),
    hitReviewPolicy: reviewPolicyRecord('HIT', input.HITReviewPolicy),
  });
  if (input.UniqueRequestToken !== undefined) useToken(call, 'CreateHIT', input.UniqueRequestToken, hit.id);
  return { HIT: await showHit(call.tx, hit) };
}
