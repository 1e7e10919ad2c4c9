import type { AgentRecord, QualificationRecord } from '../../server/contract/records.ts';
import { systemValueOf } from '../../server/contract/system-types.ts';
import { grade } from '../../server/domain/grading.ts';
import type { GroupView } from '../../server/eligibility/eligibility-index.ts';
import { acceptAssignment, returnAssignment, submitAssignment } from '../../server/lifecycle/assignment.ts';
import { askForQualification, submitTest } from '../../server/lifecycle/qualification-request.ts';
import type { Transaction } from '../../server/market/transaction.ts';
import { readQuestion, readTest } from '../../server/questions/question.ts';
import { loadXml } from '../../server/questions/xml.ts';
import type { Moment, Plan } from './agent.ts';
import { actAndPlan, planned } from './agent.ts';
import { answerQuestion } from './answer-question.ts';
import { pace } from './pace.ts';
import { nextSessionAt, sessionMs } from './session.ts';
import { takeTest } from './take-test.ts';
import { taskKinds } from './tasks.ts';

const second = 1000;

/** What a simulated worker does when its turn has come. */
export async function workerStep(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  switch (agent.step) {
    case 'work':
      return finishWork(agent, moment);
    case 'test':
      return handInTest(agent, moment);
    case 'away':
      return comeOnline(agent, moment);
    default:
      return lookAround(agent, moment);
  }
}

function comeOnline(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  const sessionEndsAt = moment.at + sessionMs(moment, agent.number);
  return actAndPlan(moment, agent, async () => ({ step: 'look', nextAt: soon(moment, 3), sessionEndsAt }));
}

/** Reads the list, and accepts, asks for a Qualification, looks again later or goes. */
async function lookAround(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  const { at, random, index } = moment;
  if (at >= (agent.sessionEndsAt ?? 0)) return goOffline(agent, moment);
  const sort =
    random.uniform() < (moment.population.columns.newestShare[agent.number] as number)
      ? '-created'
      : '-available';
  const listed = index.groups(agent.id, { sort, limit: pace.groupsPerLook });
  const groups = listed.groups.filter((group) => !moment.leaves(group.requester.id));
  const wanted = choose(
    groups.filter((group) => group.access === 'accept'),
    moment,
  );
  const tempting = choose(
    groups.filter((group) => group.access !== 'accept'),
    moment,
  );
  if (tempting && random.chance(pace.seekChance)) {
    const asked = await seek(agent, moment, tempting);
    if (asked) return asked;
  }
  const hit = wanted && index.nextWorkableHit(agent.id, wanted.hitTypeId);
  if (wanted && hit !== undefined) return accept(agent, moment, wanted, hit);
  return planned(agent, { ...inSession(agent), step: 'look', nextAt: soon(moment, pace.lookAgainSeconds) });
}

/** Better paid groups draw more, none draws all (D6). */
function choose(groups: readonly GroupView[], { random }: Moment): GroupView | undefined {
  const weights = groups.map((group) => Math.sqrt(1 + group.rewardMills) * (1 + Math.log1p(group.available)));
  let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  return groups.find((_, at) => {
    left -= weights[at] as number;
    return left <= 0;
  });
}

/** Asks for the first Qualification that the group wants and a worker can ask for; undefined if there is none. */
async function seek(agent: AgentRecord, moment: Moment, group: GroupView): Promise<AgentRecord | undefined> {
  const type = group.unmet
    .map(({ requirement }) => requirement.QualificationTypeId)
    .find((id) => systemValueOf(id, moment.index.environment) === undefined);
  if (type === undefined) return undefined;
  return actAndPlan(moment, agent, async (tx) => {
    const relation = await tx.get('qualification', `${agent.id}:${type}`);
    if (!worthAsking(relation, moment.at)) {
      return { ...inSession(agent), step: 'look', nextAt: soon(moment, pace.lookAgainSeconds) };
    }
    const { request } = await askForQualification(tx, { worker: agent.id, type });
    if (request.state !== 'answering') return { ...inSession(agent), step: 'look', nextAt: soon(moment, 2) };
    const testMs = moment.random.lognormal(pace.testSeconds * second, pace.timeSigma);
    return { ...inSession(agent), step: 'test', request: request.id, nextAt: moment.at + Math.round(testMs) };
  });
}

function worthAsking(relation: QualificationRecord | undefined, at: number): boolean {
  if (relation === undefined) return true;
  if (relation.openRequest !== undefined) return false;
  return relation.askedAt === undefined || at >= relation.askedAt + pace.askAgainSeconds * second;
}

function accept(agent: AgentRecord, moment: Moment, group: GroupView, hit: string): Promise<AgentRecord> {
  const task = taskKinds.find(({ title }) => group.title.startsWith(title));
  const speed = moment.population.columns.speed[agent.number] as number;
  const workMs = moment.random.lognormal(((task?.workSeconds ?? 30) * second) / speed, pace.timeSigma);
  return actAndPlan(moment, agent, async (tx) => {
    const assignment = await acceptAssignment(tx, { worker: agent.id, hit });
    const nextAt = Math.min(moment.at + Math.round(workMs), assignment.deadline - second);
    return { ...inSession(agent), step: 'work', assignments: [assignment.id], nextAt };
  });
}

async function finishWork(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  const [assignment] = agent.assignments;
  const next: Plan = { ...inSession(agent), step: 'look', nextAt: soon(moment, 3) };
  if (assignment === undefined || moment.random.chance(pace.forgetChance)) return planned(agent, next);
  await loadXml();
  return actAndPlan(moment, agent, async (tx) => {
    const record = await tx.get('assignment', assignment);
    if (record?.state !== 'Accepted') return next;
    const answer = moment.random.chance(pace.returnChance)
      ? undefined
      : await answerOf(tx, moment, record.hit);
    if (answer === undefined) await returnAssignment(tx, { worker: agent.id, assignment });
    else await submitAssignment(tx, { worker: agent.id, assignment, answer });
    return next;
  });
}

async function answerOf(tx: Transaction, { random }: Moment, hit: string): Promise<string | undefined> {
  const content = await tx.get('hitContent', hit);
  return content && answerQuestion(readQuestion(content.question), random)?.document;
}

async function handInTest(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  await loadXml();
  const next: Plan = { ...inSession(agent), step: 'look', nextAt: soon(moment, 3) };
  return actAndPlan(moment, agent, async (tx) => {
    const request =
      agent.request === undefined ? undefined : await tx.get('qualificationRequest', agent.request);
    if (request?.state !== 'answering') return next;
    const shown = await tx.get('test', `${request.type}:${request.testRevision}`);
    if (!shown) return next;
    const { form, key } = readTest(shown.test, shown.answerKey);
    const accuracy = moment.population.columns.accuracy[agent.number] as number;
    const submission = takeTest(form, key, accuracy, moment.random);
    const graded = key === undefined ? {} : { value: grade(key, submission.answers) };
    await submitTest(tx, { worker: agent.id, request: request.id, answer: submission.document, ...graded });
    return next;
  });
}

function goOffline(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  return actAndPlan(moment, agent, async () => ({
    step: 'away',
    nextAt: nextSessionAt(moment, agent.number),
  }));
}

const soon = (moment: Moment, meanSeconds: number): number =>
  moment.at + 500 + Math.round(moment.random.exponential(meanSeconds * second));

const inSession = (agent: AgentRecord) =>
  agent.sessionEndsAt === undefined ? {} : { sessionEndsAt: agent.sessionEndsAt };
