import type { AgentRecord } from '../../server/contract/records.ts';
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
import { findOperation } from '../../server/operations/index.ts';
import { loadXml } from '../../server/questions/xml.ts';
import type { Random } from '../engine/random.ts';
import type { Moment } from './agent.ts';
import { actAndPlan } from './agent.ts';
import { pace } from './pace.ts';
import type { RequesterProfile, RequirementHabit } from './requester-profiles.ts';
import { requesterProfiles } from './requester-profiles.ts';
import type { TaskKind } from './tasks.ts';
import { qualificationTest, taskKinds, taskQuestion } from './tasks.ts';

const second = 1000;

/** One round of a requester: decide what waits, now and then take a Qualification back, keep work on offer. */
export async function requesterStep(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  const profile = requesterProfiles[agent.number] as RequesterProfile;
  await loadXml();
  const type = await ownQualification(moment, profile);
  await reviewWork(moment, profile);
  await decideRequests(moment, type);
  if (moment.random.chance(pace.revokeChance)) await revokeFromSomebody(moment, type);
  await keepWorkOnOffer(moment, profile, type);
  const nextAt = moment.at + second + Math.round(moment.random.exponential(pace.tendSeconds * second));
  return actAndPlan(moment, agent, async () => ({ step: 'tend', nextAt }));
}

/** Calls an operation of the Requester API as this requester. */
async function call(
  tx: Transaction,
  requester: string,
  name: string,
  input: object,
): Promise<Record<string, unknown>> {
  const operation = findOperation(name);
  if (!operation) throw new Error(`no operation ${name}`);
  const checked = operation.input.parse(input);
  const answer = await operation.run(checked, { tx, requester, requestId: `simulated-${tx.now}` });
  return answer as Record<string, unknown>;
}

/** The id of the requester's own Qualification type, made in its first round. */
function ownQualification(moment: Moment, { id, name, qualification }: RequesterProfile): Promise<string> {
  return moment.runAt(moment.at, async (tx) => {
    await openAccount(tx, { id, name });
    const known = await tx.get('qualificationTypeName', typeNameId(id, qualification.name));
    if (known) return known.type;
    const made = await call(tx, id, 'CreateQualificationType', {
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

/** Approves and rejects what was submitted for the requester's open HITs. */
async function reviewWork(moment: Moment, { id }: RequesterProfile): Promise<void> {
  const waiting = await moment.runAt(moment.at, async (tx) => {
    const hits = await tx.list(indexNames.hitsOfRequester(id), { limit: 200, reverse: true });
    const lists = await Promise.all(
      hits.map((hit) => tx.list(indexNames.assignmentsOfHit(hit.id), { limit: 20 })),
    );
    const records = await tx.peekAll(
      'assignment',
      lists.flat().map((entry) => entry.id),
    );
    return records
      .flatMap((record) => (record?.state === 'Submitted' ? [record.id] : []))
      .slice(0, pace.decisionsPerRound);
  });
  for (const assignment of waiting) {
    const rejected = moment.random.chance(pace.rejectChance);
    const bonus = !rejected && moment.random.chance(pace.bonusChance);
    await moment.runAt(moment.at, async (tx) => {
      if (rejected)
        return rejectAssignment(tx, { assignment, feedback: 'The answer does not fit the task.' });
      const approved = await approveAssignment(tx, { assignment, feedback: 'Thank you.' });
      if (bonus)
        await sendBonus(tx, {
          requester: id,
          worker: approved.worker,
          assignment,
          amountMills: 50,
          reason: 'Very careful work',
        });
      return approved;
    });
  }
}

async function decideRequests(moment: Moment, type: string): Promise<void> {
  const pending = await moment.runAt(moment.at, (tx) =>
    tx.list(indexNames.pendingRequestsOfType(type), { limit: pace.decisionsPerRound }),
  );
  for (const { id: request } of pending) {
    const granted = moment.random.chance(pace.grantChance);
    await moment.runAt(moment.at, (tx) =>
      granted
        ? acceptQualificationRequest(tx, { request, value: 1 })
        : rejectQualificationRequest(tx, { request, reason: 'We have enough people at the moment.' }),
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
  if (open >= pace.openHitsWanted) return;
  const { random } = moment;
  const task = taskKinds[pick(profile.tasks, random)] as TaskKind;
  const requirements = pick(profile.requirementSets, random).map((habit) => requirement(habit, type, moment));
  const [low, high] = task.rewardMills;
  const rewardMills = Math.round(random.between(low, high) / 10) * 10;
  const size = Math.min(pace.batchMaxHits, 1 + Math.floor(random.exponential(pace.batchMeanHits)));
  for (let item = 1; item <= size; item++) {
    await moment.runAt(moment.at, (tx) =>
      call(tx, profile.id, 'CreateHIT', {
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

function requirement({ type, ...habit }: RequirementHabit, own: string, { index }: Moment): object {
  const id = type === 'own' ? own : type === 'masters' ? systemTypeId('masters', index.environment) : type.id;
  return { QualificationTypeId: id, ...habit };
}

const pick = <T>(list: readonly T[], random: Random): T => list[random.int(list.length)] as T;
