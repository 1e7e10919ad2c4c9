import type { AssignmentRecord } from '../contract/records.ts';
import type { ReviewReportRecord, ReviewStepRecord } from '../contract/review-records.ts';
import type { GivenAnswers } from '../domain/known-answers.ts';
import type { Plurality } from '../domain/plurality.ts';
import { findPlurality } from '../domain/plurality.ts';
import type { SimplePlurality } from '../domain/review-policy.ts';
import { simplePlurality } from '../domain/review-policy.ts';
import { indexNames } from '../market/indexes.ts';
import type { Transaction } from '../market/transaction.ts';
import { decideByPolicy, extendByPolicy } from './review-action.ts';
import { Findings, putReport, reportOf } from './review-report.ts';
import { answersOf } from './review-submission.ts';

/**
 * SimplePlurality (8.2): runs when a HIT has become Reviewable. Comparing is one step, and then a few decisions
 * at a time, because a commit is bounded; each step is a deadline of the HIT's report.
 */

/** Assignments that are compared, the earliest submitted: more workers change no plurality that matters. */
const comparedMax = 1_000;
const pageSize = 200;
/** Each decision writes some six records. */
const stepsPerCommit = 8;

export async function continueReview(
  tx: Transaction,
  hit: string,
  report: ReviewReportRecord,
): Promise<void> {
  const content = await tx.get('hitContent', hit);
  if (report.run === undefined || content?.hitReviewPolicy === undefined) return;
  const policy = simplePlurality(content.hitReviewPolicy);
  const { todo } = report.run;
  if (todo === undefined) await compare(tx, hit, report, policy);
  else await carryOut(tx, hit, todo, policy);
}

async function compare(
  tx: Transaction,
  id: string,
  report: ReviewReportRecord,
  policy: SimplePlurality,
): Promise<void> {
  const hit = await tx.get('hit', id);
  const { run, ...rest } = report;
  if (hit?.state !== 'Reviewable') return putReport(tx, id, rest);
  const given = await answersGiven(tx, id, report, policy);
  const found = findPlurality(policy, given);
  const findings = new Findings(tx);
  note(findings, id, found);
  const todo = stepsAfter(found, policy);
  const after = findings.addTo(rest, 'hit');
  putReport(tx, id, todo.length === 0 || !run ? after : { ...after, run: { at: run.at, todo } });
}

async function answersGiven(
  tx: Transaction,
  hit: string,
  report: ReviewReportRecord,
  policy: SimplePlurality,
): Promise<{ assignment: string; answers: GivenAnswers }[]> {
  const given: { assignment: string; answers: GivenAnswers }[] = [];
  for (const assignment of await submittedWork(tx, hit)) {
    if (policy.disregardRejected && assignment.state === 'Rejected') continue;
    const known = knownAnswerScore(report, assignment.id);
    if (known !== undefined && known < policy.disregardIfKnownAnswerScoreIsLessThan) continue;
    given.push({ assignment: assignment.id, answers: await answersOf(assignment.answer ?? '') });
  }
  return given;
}

async function submittedWork(tx: Transaction, hit: string): Promise<AssignmentRecord[]> {
  const work: AssignmentRecord[] = [];
  let after: string | undefined;
  while (work.length < comparedMax) {
    const range = { limit: pageSize, ...(after !== undefined && { after }) };
    const entries = await tx.list(indexNames.assignmentsOfHit(hit), range);
    const found = await tx.peekAll(
      'assignment',
      entries.map(({ id }) => id),
    );
    work.push(...found.filter((assignment) => assignment !== undefined));
    if (entries.length < pageSize) break;
    after = entries.at(-1)?.sort;
  }
  return work;
}

/** What the assignment's own policy made of it, if it has one. */
function knownAnswerScore(report: ReviewReportRecord, assignment: string): number | undefined {
  const result = report.assignment.results.find(
    ({ Key, SubjectId }) => Key === 'KnownAnswerScore' && SubjectId === assignment,
  );
  return result === undefined ? undefined : Number(result.Value);
}

function note(findings: Findings, hit: string, found: Plurality): void {
  const subject = { type: 'HIT', id: hit } as const;
  findings.review(subject);
  for (const { question, agreed, score } of found.questions) {
    findings.find(subject, 'AgreedAnswerFound', agreed !== undefined, question);
    if (agreed === undefined || score === undefined) continue;
    findings.find(subject, 'AgreedAnswer', agreed.join(','), question);
    findings.find(subject, 'AnswerAgreementScore', score, question);
  }
  for (const { assignment, correct, incorrect, score } of found.workers) {
    const work = { type: 'Assignment', id: assignment } as const;
    if (score === undefined) continue;
    findings.find(work, 'WorkerAgreementScore', score);
    findings.find(work, 'PluralityAnswersCorrect', correct);
    findings.find(work, 'PluralityAnswersIncorrect', incorrect);
  }
  findings.find(subject, 'HitAgreementScore', found.score);
}

/** Decisions on all the work, then the extension. */
function stepsAfter(found: Plurality, policy: SimplePlurality): ReviewStepRecord[] {
  const decisions = found.workers.flatMap(({ assignment, score }): ReviewStepRecord[] => {
    if (score === undefined) return [];
    return [
      ...(score >= policy.approveIfAtLeast ? [{ action: 'approve', assignment } as const] : []),
      ...(score < policy.rejectIfLessThan ? [{ action: 'reject', assignment } as const] : []),
    ];
  });
  const extend = found.score < policy.extension.ifScoreIsLessThan;
  return [...decisions, ...(extend ? [{ action: 'extend' } as const] : [])];
}

async function carryOut(
  tx: Transaction,
  hit: string,
  todo: readonly ReviewStepRecord[],
  policy: SimplePlurality,
): Promise<void> {
  const findings = new Findings(tx);
  for (const step of todo.slice(0, stepsPerCommit)) {
    findings.act(
      step.action === 'extend'
        ? await extendByPolicy(tx, hit, policy.extension)
        : await decideByPolicy(tx, step.action, step.assignment, reasonOf(step.action, policy)),
    );
  }
  const left = todo.slice(stepsPerCommit);
  const { run, ...rest } = findings.addTo(await reportOf(tx, hit), 'hit');
  // The extension may have made the HIT Reviewable anew, which begins another run.
  const begun = run !== undefined && run.todo === undefined;
  if (begun) putReport(tx, hit, { ...rest, run });
  else putReport(tx, hit, left.length === 0 || !run ? rest : { ...rest, run: { at: run.at, todo: left } });
}

function reasonOf(action: 'approve' | 'reject', policy: SimplePlurality): string | undefined {
  return action === 'reject' ? policy.rejectReason : undefined;
}
