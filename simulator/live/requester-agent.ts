import type { AgentRecord, AssignmentRecord } from '../../server/contract/records.ts';
import { systemTypeId } from '../../server/contract/system-types.ts';
import { approveAssignment, rejectAssignment } from '../../server/lifecycle/assignment.ts';
import { sendBonus } from '../../server/lifecycle/bonus.ts';
import { revokeQualification } from '../../server/lifecycle/qualification.ts';
import {
  acceptQualificationRequest,
  rejectQualificationRequest,
} from '../../server/lifecycle/qualification-request.ts';
import { typeNameId } from '../../server/lifecycle/qualification-type.ts';
import { openAccount } from '../../server/lifecycle/requester.ts';
import { indexNames } from '../../server/market/indexes.ts';
import type { Transaction } from '../../server/market/transaction.ts';
import { loadXml } from '../../server/questions/xml.ts';
import { justPlan, soon } from '../agents/agent.ts';
import { callOperation } from '../agents/call-operation.ts';
import type { Moment as AnyMoment } from '../agents/world.ts';
import { bonusMills } from '../behaviours/bonus.ts';
import { grant } from '../behaviours/grant.ts';
import { drawByShare } from '../behaviours/requester.ts';
import { review } from '../behaviours/review.ts';
import type { Random } from '../engine/random.ts';
import type { LivingScenario } from '../scenario.ts';
import type { RequesterProfile, RequirementHabit } from './requester-profiles.ts';
import { requesterProfiles } from './requester-profiles.ts';
import type { TaskKind } from './tasks.ts';
import { qualificationTest, taskKinds, taskQuestion } from './tasks.ts';

const second = 1000;
/** The newest HITs whose work a round looks at. */
const hitsLookedAt = 200;
/** Share of wrong answers that a rejection policy is meant for; the living market's tasks have no right ones. */
const usualWrongShare = 0.1;
/** What a requester that knows nothing of a worker takes for granted. */
const assumedAccuracy = 0.8;

type Moment = AnyMoment & { readonly scenario: LivingScenario };

/** One round of a requester: decide what waits, now and then take a Qualification back, keep work on offer. */
export async function requesterStep(
  scenario: LivingScenario,
  agent: AgentRecord,
  at: AnyMoment,
): Promise<AgentRecord> {
  const moment: Moment = { ...at, scenario };
  const profile = requesterProfiles[agent.number] as RequesterProfile;
  await loadXml();
  const type = await ownQualification(moment, profile);
  await reviewWork(moment, profile);
  await decideRequests(moment, type);
  if (moment.random.chance(moment.scenario.pace.revokeShare)) await revokeFromSomebody(moment, type);
  await keepWorkOnOffer(moment, profile, type);
  const nextAt = soon(moment, moment.scenario.pace.tendMeanSeconds, second);
  return justPlan(moment, agent, { step: 'tend', nextAt });
}

/** The id of the requester's own Qualification type, made in its first round. */
function ownQualification(moment: Moment, { id, name, qualification }: RequesterProfile): Promise<string> {
  return moment.runAt(moment.at, async (tx) => {
    await openAccount(tx, { id, name });
    const known = await tx.get('qualificationTypeName', typeNameId(id, qualification.name));
    if (known) return known.type;
    const made = await callOperation(tx, id, 'CreateQualificationType', {
      Name: qualification.name,
      Description: qualification.description,
      QualificationTypeStatus: 'Active',
      RetryDelayInSeconds: 600,
      ...(qualification.granted === 'automatically' ? { AutoGranted: true } : {}),
      ...(qualification.granted === 'by test'
        ? { Test: qualificationTest.test, AnswerKey: qualificationTest.answerKey, TestDurationInSeconds: 600 }
        : {}),
    });
    return (made.QualificationType as { QualificationTypeId: string }).QualificationTypeId;
  });
}

/** Decides what was submitted for the requester's open HITs, as soon as it would. */
async function reviewWork(moment: Moment, { id }: RequesterProfile): Promise<void> {
  const { at, scenario } = moment;
  const waiting = await moment.runAt(at, (tx) => submittedWork(tx, id));
  const due = waiting.flatMap((assignment) => {
    const random = moment.lasting.fork(assignment.id);
    const policy = drawByShare(scenario.requesterBehaviour.rejectionPolicies, random);
    const usual = { workerFactor: 1 };
    const decision = review(
      policy.rejectedShare,
      usual,
      usualWrongShare,
      scenario.requesterBehaviour,
      random,
    );
    const isDue = at >= (assignment.submittedAt ?? at) + decision.delayMs;
    return isDue ? [{ assignment, rejects: decision.rejects, random }] : [];
  });
  for (const { assignment, rejects, random } of due.slice(0, scenario.pace.decisionsPerRound)) {
    const amountMills = rejects ? 0 : bonusMills(assignment.rewardMills, scenario.requesterBehaviour, random);
    await moment.runAt(at, (tx) => decide(tx, assignment, rejects, amountMills));
  }
}

async function submittedWork(tx: Transaction, requester: string): Promise<AssignmentRecord[]> {
  const hits = await tx.list(indexNames.hitsOfRequester(requester), { limit: hitsLookedAt, reverse: true });
  const lists = await Promise.all(
    hits.map(({ id }) => tx.list(indexNames.assignmentsOfHit(id), { limit: 20 })),
  );
  const records = await tx.peekAll(
    'assignment',
    lists.flat().map(({ id }) => id),
  );
  return records.filter((record) => record?.state === 'Submitted') as AssignmentRecord[];
}

async function decide(
  tx: Transaction,
  { id, worker, requester }: AssignmentRecord,
  rejects: boolean,
  amountMills: number,
): Promise<void> {
  if (rejects) {
    await rejectAssignment(tx, { assignment: id, feedback: 'The answer does not fit the task.' });
    return;
  }
  await approveAssignment(tx, { assignment: id, feedback: 'Thank you.' });
  if (amountMills > 0)
    await sendBonus(tx, { requester, worker, assignment: id, amountMills, reason: 'Very careful work' });
}

async function decideRequests(moment: Moment, type: string): Promise<void> {
  const { at, scenario } = moment;
  const limit = scenario.pace.decisionsPerRound;
  const pending = await moment.runAt(at, async (tx) => {
    const entries = await tx.list(indexNames.pendingRequestsOfType(type), { limit });
    return tx.peekAll(
      'qualificationRequest',
      entries.map(({ id }) => id),
    );
  });
  for (const request of pending) {
    if (!request) continue;
    const decision = grant(
      assumedAccuracy,
      undefined,
      scenario.requesterBehaviour,
      moment.lasting.fork(request.id),
    );
    if (at < request.askedAt + decision.delayMs) continue;
    await moment.runAt(at, (tx) =>
      decision.grants
        ? acceptQualificationRequest(tx, { request: request.id, value: decision.value })
        : rejectQualificationRequest(tx, {
            request: request.id,
            reason: 'We have enough people at the moment.',
          }),
    );
  }
}

async function revokeFromSomebody(moment: Moment, type: string): Promise<void> {
  const held = await moment.runAt(moment.at, (tx) =>
    tx.list(indexNames.qualificationsOfType(type, 'held'), { limit: 50 }),
  );
  const chosen = held[moment.random.int(Math.max(1, held.length))];
  if (!chosen) return;
  const worker = chosen.id.slice(0, chosen.id.lastIndexOf(':'));
  await moment.runAt(moment.at, (tx) =>
    revokeQualification(tx, { worker, type, reason: 'Our rules have changed.' }),
  );
}

/** Posts a batch when little of the requester's work is left to do. */
async function keepWorkOnOffer(moment: Moment, profile: RequesterProfile, type: string): Promise<void> {
  const open = await moment.runAt(moment.at, async (tx) => {
    const hits = await tx.list(indexNames.hitsOfRequester(profile.id), { limit: 200, reverse: true });
    const records = await tx.peekAll(
      'hit',
      hits.map((hit) => hit.id),
    );
    return records.filter((hit) => hit?.state === 'Assignable').length;
  });
  const { random, scenario } = moment;
  const { openHitsWanted, batchMaxHits, batchMeanHits } = scenario.pace;
  if (open >= openHitsWanted) return;
  const task = taskKinds[pick(profile.tasks, random)] as TaskKind;
  const requirements = pick(profile.requirementSets, random).map((habit) => requirement(habit, type, moment));
  const [low, high] = task.rewardMills;
  const rewardMills = Math.round(random.between(low, high) / 10) * 10;
  const size = Math.min(batchMaxHits, 1 + Math.floor(random.exponential(batchMeanHits)));
  for (let item = 1; item <= size; item++) {
    await moment.runAt(moment.at, (tx) =>
      callOperation(tx, profile.id, 'CreateHIT', {
        Title: task.title,
        Description: task.description,
        Keywords: task.keywords,
        Reward: (rewardMills / 1000).toFixed(2),
        AssignmentDurationInSeconds: 600,
        LifetimeInSeconds: 3600,
        AutoApprovalDelayInSeconds: 86_400,
        MaxAssignments: 1 + random.int(3),
        Question: taskQuestion(task, `Item ${item} of ${size}`),
        QualificationRequirements: requirements,
      }),
    );
  }
}

function requirement({ type, ...habit }: RequirementHabit, own: string, { world }: Moment): object {
  const id =
    type === 'own' ? own : type === 'masters' ? systemTypeId('masters', world.index.environment) : type.id;
  return { QualificationTypeId: id, ...habit };
}

const pick = <T>(list: readonly T[], random: Random): T => list[random.int(list.length)] as T;
