import type { AssignmentRecord } from '../contract/records.ts';
import type { GivenAnswers } from '../domain/known-answers.ts';
import { scoreKnownAnswers } from '../domain/known-answers.ts';
import type { ScoreMyKnownAnswers } from '../domain/review-policy.ts';
import { scoreMyKnownAnswers } from '../domain/review-policy.ts';
import type { Transaction } from '../market/transaction.ts';
import { readAnswersDocument } from '../questions/question.ts';
import { valuesOf } from '../questions/question-form-answers.ts';
import { loadXml } from '../questions/xml.ts';
import type { SubmissionReview } from './assignment-step.ts';
import { decideByPolicy, extendByPolicy } from './review-action.ts';
import type { ActionOutcome } from './review-report.ts';
import { Findings, putReport, reportOf } from './review-report.ts';

/**
 * ScoreMyKnownAnswers (8.2): scores work that is being submitted. The HIT is extended before the submission
 * counts, so that it does not become Reviewable for an instant in between.
 */
export async function reviewSubmission(
  tx: Transaction,
  assignment: AssignmentRecord,
  answer: string,
): Promise<SubmissionReview | undefined> {
  const policy = await policyOf(tx, assignment.hit);
  if (policy === undefined) return undefined;
  const { correct, score } = scoreKnownAnswers(policy.answerKey, await answersOf(answer));
  const findings = new Findings(tx);
  const subject = { type: 'Assignment', id: assignment.id } as const;
  findings.review(subject);
  for (const each of correct)
    findings.find(subject, 'KnownAnswerCorrect', each.correct ? 1 : 0, each.question);
  findings.find(subject, 'KnownAnswerScore', score);
  const extended = await extension(tx, assignment.hit, policy, score);
  return {
    async conclude() {
      await decide(tx, assignment.id, policy, score, findings);
      if (extended) findings.act(extended);
      putReport(tx, assignment.hit, findings.addTo(await reportOf(tx, assignment.hit), 'assignment'));
    },
  };
}

async function policyOf(tx: Transaction, hitId: string): Promise<ScoreMyKnownAnswers | undefined> {
  const hit = await tx.get('hit', hitId);
  if (!hit?.hasReviewPolicies) return undefined;
  const content = await tx.get('hitContent', hitId);
  return content?.assignmentReviewPolicy && scoreMyKnownAnswers(content.assignmentReviewPolicy);
}

async function extension(
  tx: Transaction,
  hit: string,
  policy: ScoreMyKnownAnswers,
  score: number,
): Promise<ActionOutcome | undefined> {
  if (score >= policy.extension.ifScoreIsLessThan) return undefined;
  return extendByPolicy(tx, hit, policy.extension);
}

/** Approve, then reject: where both thresholds are met the second fails, and says so. */
async function decide(
  tx: Transaction,
  assignment: string,
  policy: ScoreMyKnownAnswers,
  score: number,
  findings: Findings,
): Promise<void> {
  if (score >= policy.approveIfAtLeast)
    findings.act(await decideByPolicy(tx, 'approve', assignment, policy.approveReason));
  if (score < policy.rejectIfLessThan)
    findings.act(await decideByPolicy(tx, 'reject', assignment, policy.rejectReason));
}

/** By question, the values of a QuestionFormAnswers document. */
export async function answersOf(document: string): Promise<GivenAnswers> {
  await loadXml();
  return new Map(readAnswersDocument(document).map((answer) => [answer.question, valuesOf(answer)]));
}
