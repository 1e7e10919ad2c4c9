import { Refused } from '../contract/errors.ts';
import type { QualificationRequestRecord } from '../contract/records.ts';
import type { GivenAnswer } from '../contract/schemas/assignment.ts';
import type { Answered, Asked } from '../contract/schemas/qualification.ts';
import { grade } from '../domain/grading.ts';
import { askForQualification, submitTest } from '../lifecycle/qualification-request.ts';
import type { Market } from '../market/market.ts';
import type { Transaction } from '../market/transaction.ts';
import { readAnswers } from '../questions/answers.ts';
import { readTest } from '../questions/question.ts';
import { loadXml } from '../questions/xml.ts';
import { workerIn } from './reading.ts';
import { instant, shownState } from './views.ts';

/** Asks for a Qualification: granted at once, pending, or with a test to be answered by `dueAt` (4.5). */
export function askFor(
  market: Market,
  ask: { readonly worker: string; readonly type: string },
): Promise<Asked> {
  return market.run([`worker/${ask.worker}`], async (tx) => {
    await workerIn(tx, ask.worker);
    const { request, granted } = await askForQualification(tx, ask);
    const test = request.state === 'answering' ? await shownTest(tx, request) : undefined;
    return {
      id: request.id,
      type: request.type,
      state: askedState(request.state),
      ...(test === undefined ? {} : { test: test.test }),
      ...(request.state === 'answering' && request.dueAt !== undefined
        ? { dueAt: instant(request.dueAt) }
        : {}),
      ...(granted === undefined ? {} : { value: granted }),
    };
  });
}

function askedState(state: QualificationRequestRecord['state']): Asked['state'] {
  return state === 'answering' || state === 'granted' ? state : 'pending';
}

function shownTest(tx: Transaction, request: QualificationRequestRecord) {
  return tx.get('test', `${request.type}:${request.testRevision ?? 0}`);
}

/** Hands in a test; with a key it is graded by the one that belongs to the questions shown (Q37, Q51). */
export async function handInTest(
  market: Market,
  ask: { readonly worker: string; readonly request: string; readonly answer: GivenAnswer },
): Promise<Answered> {
  await loadXml();
  return market.run([`worker/${ask.worker}`], async (tx) => {
    await workerIn(tx, ask.worker);
    const request = await tx.get('qualificationRequest', ask.request);
    if (!request || request.worker !== ask.worker) throw unknownRequest(ask.request);
    const graded = await gradeAnswers(tx, request, ask.answer);
    const handedIn = await submitTest(tx, { worker: ask.worker, request: ask.request, ...graded });
    return {
      id: handedIn.id,
      type: handedIn.type,
      state: shownState(handedIn.state),
      ...(handedIn.value === undefined ? {} : { value: handedIn.value }),
    };
  });
}

async function gradeAnswers(tx: Transaction, request: QualificationRequestRecord, given: GivenAnswer) {
  const shown = await shownTest(tx, request);
  if (!shown) {
    throw new Refused(
      'InvalidQualificationRequestState',
      `Qualification request ${request.id} has no test to be answered.`,
      { state: shownState(request.state) },
    );
  }
  const { form, key } = readTest(shown.test, shown.answerKey);
  const { answers, document } = readAnswers(form, given);
  return key === undefined ? { answer: document } : { answer: document, value: grade(key, answers) };
}

function unknownRequest(request: string): Refused {
  return new Refused('NotFound', `This worker has no Qualification request ${request}.`, { request });
}
