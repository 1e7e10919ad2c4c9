import type { HitRecord, ReviewReportRecord } from '../contract/records.ts';
import { newEntityId } from '../market/ids.ts';
import type { Transaction } from '../market/transaction.ts';

/** What review policies found and did (8.2), gathered in a HIT's report. */

export type Level = 'assignment' | 'hit';

/** Results and actions that each level keeps, so that a report stays a small record: the newest. */
const entriesMax = 2_000;

const emptyLevel = { results: [], actions: [] } as const;

export async function reportOf(tx: Transaction, hit: string): Promise<ReviewReportRecord> {
  return (await tx.get('reviewReport', hit)) ?? { assignment: emptyLevel, hit: emptyLevel };
}

export function putReport(tx: Transaction, hit: string, report: ReviewReportRecord): void {
  tx.put('reviewReport', hit, report);
  tx.emit('review:recorded', { hit });
}

/** The HIT has become Reviewable: its own policy, if it has one, runs at once. */
export async function scheduleReview(tx: Transaction, hit: HitRecord): Promise<void> {
  if (!hit.hasReviewPolicies) return;
  const content = await tx.get('hitContent', hit.id);
  if (content?.hitReviewPolicy === undefined) return;
  putReport(tx, hit.id, { ...(await reportOf(tx, hit.id)), run: { at: tx.now } });
}

export interface ActionTarget {
  readonly type: 'HIT' | 'Assignment';
  readonly id: string;
}

export interface ActionOutcome {
  readonly name: 'review' | 'approve' | 'reject' | 'extend';
  readonly target: ActionTarget;
  /** For people. */
  readonly result?: string;
  /** What kept it from succeeding. */
  readonly errorCode?: string | undefined;
}

/** One policy at work: gathers what it finds and does, to be added to the report in one go. */
export class Findings {
  readonly #results: Readonly<Record<string, string>>[] = [];
  readonly #actions: Readonly<Record<string, string | number>>[] = [];
  readonly #tx: Transaction;
  #review = '';

  constructor(tx: Transaction) {
    this.#tx = tx;
  }

  /** What the policy has looked at; results that follow belong to it. */
  review(target: ActionTarget): void {
    this.#review = this.act({ name: 'review', target });
  }

  act({ name, target, result, errorCode }: ActionOutcome): string {
    const ActionId = newEntityId(this.#tx.ids);
    this.#actions.push({
      ActionId,
      ActionName: name,
      TargetId: target.id,
      TargetType: target.type,
      Status: errorCode === undefined ? 'Succeeded' : 'Failed',
      CompleteTime: this.#tx.now,
      ...(result !== undefined && { Result: result }),
      ...(errorCode !== undefined && { ErrorCode: errorCode }),
    });
    return ActionId;
  }

  find(subject: ActionTarget, Key: string, value: string | number | boolean, question?: string): void {
    this.#results.push({
      ActionId: this.#review,
      SubjectId: subject.id,
      SubjectType: subject.type,
      ...(question !== undefined && { QuestionId: question }),
      Key,
      Value: String(value),
    });
  }

  addTo(report: ReviewReportRecord, level: Level): ReviewReportRecord {
    const { results, actions } = report[level];
    const added = {
      results: [...results, ...this.#results].slice(-entriesMax),
      actions: [...actions, ...this.#actions].slice(-entriesMax),
    };
    return { ...report, [level]: added };
  }
}
