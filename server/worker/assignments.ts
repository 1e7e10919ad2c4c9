import { Refused } from '../contract/errors.ts';
import type { Assignment, GivenAnswer } from '../contract/schemas/assignment.ts';
import { acceptAssignment, returnAssignment, submitAssignment } from '../lifecycle/assignment.ts';
import type { Market } from '../market/market.ts';
import { answersFromFields, readAnswers } from '../questions/answers.ts';
import { readQuestion } from '../questions/question.ts';
import { loadXml } from '../questions/xml.ts';
import { unknownHit } from './preview-hit.ts';
import { settledWith, unknownWorker } from './reading.ts';
import { assignmentView } from './views.ts';

/** What workers do with HITs: accept, submit, return. Each change is decided from the records alone. */

export interface AcceptAsk {
  readonly worker: string;
  readonly hit: string;
}

export async function acceptHit(market: Market, { worker, hit }: AcceptAsk): Promise<Assignment> {
  await settledWith(market, worker);
  if (market.index.hitNumber(hit) < 0) throw unknownHit(hit);
  return assignmentView(
    await market.run([`hit/${hit}`, `worker/${worker}`], (tx) => acceptAssignment(tx, { worker, hit })),
  );
}

/** How often another HIT of the group is tried when the chosen one was taken by somebody else meanwhile. */
const groupAttemptsMax = 20;
/** Refusals after which another HIT of the group may do. */
const lostPlaces: readonly string[] = ['NoMoreWorkableHITsInGroup', 'HITExpired', 'AssignmentAlreadyExists'];

/** Accepts the oldest HIT of a group that the worker may accept. */
export async function acceptFromGroup(
  market: Market,
  { worker, group }: { readonly worker: string; readonly group: string },
): Promise<Assignment> {
  await settledWith(market, worker);
  for (let attempt = 1; ; attempt++) {
    const hit = market.index.nextWorkableHit(worker, group);
    if (hit === undefined) throw nothingIn(market, worker, group);
    try {
      return await acceptHit(market, { worker, hit });
    } catch (error) {
      const another = error instanceof Refused && lostPlaces.includes(error.code);
      if (!another || attempt === groupAttemptsMax) throw error;
    }
  }
}

/** Why none of a group's HITs can be accepted: what the worker lacks, or that there is none left. */
function nothingIn(market: Market, worker: string, group: string): Refused {
  const { access, unmet, reasons } = market.index.explainGroup(worker, group);
  if (unmet.length > 0) {
    const why = unmet.map(({ text }) => text).join('; ');
    return new Refused(
      'DoesNotMeetRequirements',
      `This worker can't accept HITs of group ${group}: ${why}.`,
      {
        access,
        unmet,
        reasons,
      },
    );
  }
  if (reasons.includes('blocked'))
    return new Refused('WorkerBlocked', 'The requester of this group has blocked this worker.', { reasons });
  if (reasons.includes('own-hit'))
    return new Refused('OwnHIT', "The HITs of this group are this worker's own.", { reasons });
  return new Refused(
    'NoMoreWorkableHITsInGroup',
    `Group ${group} has no HIT left that this worker could accept.`,
    { reasons },
  );
}

/** Queues behind other commands on the same HIT, which it changes as well. */
async function queuesOf(market: Market, worker: string, assignment: string): Promise<string[]> {
  const record = await market.look('assignment', assignment);
  if (!record || record.worker !== worker) throw unknownAssignment(assignment);
  return [`hit/${record.hit}`, `worker/${worker}`];
}

export async function submitWork(
  market: Market,
  ask: { readonly worker: string; readonly assignment: string; readonly answer: GivenAnswer },
): Promise<Assignment> {
  const queues = await queuesOf(market, ask.worker, ask.assignment);
  await loadXml();
  return assignmentView(
    await market.run(queues, async (tx) => {
      const record = await tx.get('assignment', ask.assignment);
      const content = record && (await tx.get('hitContent', record.hit));
      if (!content) throw unknownAssignment(ask.assignment);
      const { document } = readAnswers(readQuestion(content.question), ask.answer);
      return submitAssignment(tx, { worker: ask.worker, assignment: ask.assignment, answer: document });
    }),
  );
}

/** The form post of a page: it names the assignment alone, and each field is an answer. */
export async function submitForm(
  market: Market,
  ask: { readonly assignment: string; readonly fields: Iterable<readonly [string, string]> },
): Promise<Assignment> {
  const record = await market.look('assignment', ask.assignment);
  if (!record) throw unknownAssignment(ask.assignment);
  const { document } = answersFromFields(ask.fields);
  const { worker, hit } = record;
  return assignmentView(
    await market.run([`hit/${hit}`, `worker/${worker}`], (tx) =>
      submitAssignment(tx, { worker, assignment: ask.assignment, answer: document }),
    ),
  );
}

export async function returnWork(
  market: Market,
  ask: { readonly worker: string; readonly assignment: string },
): Promise<Assignment> {
  if (!market.index.hasWorker(ask.worker)) throw unknownWorker(ask.worker);
  const queues = await queuesOf(market, ask.worker, ask.assignment);
  return assignmentView(await market.run(queues, (tx) => returnAssignment(tx, ask)));
}

function unknownAssignment(assignment: string): Refused {
  return new Refused('NotFound', `This worker has no assignment ${assignment}.`, { assignment });
}
