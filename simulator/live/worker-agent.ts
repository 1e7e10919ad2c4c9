import type { AgentRecord, AssignmentRecord, QualificationRecord } from '../../server/contract/records.ts';
import { systemValueOf } from '../../server/contract/system-types.ts';
import { grade } from '../../server/domain/grading.ts';
import type { GroupView } from '../../server/eligibility/eligibility-index.ts';
import { acceptAssignment, returnAssignment, submitAssignment } from '../../server/lifecycle/assignment.ts';
import { askForQualification, submitTest } from '../../server/lifecycle/qualification-request.ts';
import type { Transaction } from '../../server/market/transaction.ts';
import { readQuestion, readTest } from '../../server/questions/question.ts';
import { loadXml } from '../../server/questions/xml.ts';
import { payPerHour } from '../behaviours/choose-group.ts';
import { queueSeveral } from '../behaviours/queue-several.ts';
import { returnOrAbandon } from '../behaviours/return-or-abandon.ts';
import { seeksQualification } from '../behaviours/seek-qualification.ts';
import { workSeconds } from '../behaviours/work-time.ts';
import { actAndPlan, inSession, type Moment, type Plan, planned, soon } from './agent.ts';
import { answerQuestion, takeTest } from './answer-question.ts';
import { choose, look, payOf, taskSecondsOf } from './choose-work.ts';
import { nextVisitAt, sessionLengthMs } from './session.ts';

const second = 1000;
/** Between finishing one thing and looking for the next, seconds. */
const breathSeconds = 3;

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
  const sessionEndsAt = moment.at + sessionLengthMs(moment, agent.number);
  return actAndPlan(moment, agent, async () => ({
    step: 'look',
    nextAt: soon(moment, breathSeconds),
    sessionEndsAt,
  }));
}

/** Reads the list, and accepts, asks for a Qualification, looks again later or goes. */
async function lookAround(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  if (moment.at >= (agent.sessionEndsAt ?? 0)) {
    return actAndPlan(moment, agent, async () => ({
      step: 'away',
      nextAt: nextVisitAt(moment, agent.number),
    }));
  }
  const groups = look(moment, agent.id, agent.number);
  const tempting = choose(
    groups.filter(({ access }) => access !== 'accept'),
    moment,
    agent.number,
  );
  const asked = tempting && (await seek(agent, moment, tempting));
  if (asked) return asked;
  const wanted = choose(
    groups.filter(({ access }) => access === 'accept'),
    moment,
    agent.number,
  );
  return wanted ? accept(agent, moment, wanted) : planned(agent, lookAgain(agent, moment));
}

function lookAgain(agent: AgentRecord, moment: Moment): Plan {
  const meanSeconds = 3600 / moment.scenario.workerBehaviour.looksPerHour;
  return { ...inSession(agent), step: 'look', nextAt: soon(moment, meanSeconds) };
}

const carryOn = (agent: AgentRecord, moment: Moment): Plan => ({
  ...inSession(agent),
  step: 'look',
  nextAt: soon(moment, breathSeconds),
});

/** Asks for a Qualification that the group wants; undefined if there is none to ask for, or no wish to. */
async function seek(agent: AgentRecord, moment: Moment, group: GroupView): Promise<AgentRecord | undefined> {
  const { random, scenario, population, index } = moment;
  const type = group.unmet
    .map(({ requirement }) => requirement.QualificationTypeId)
    .find((id) => systemValueOf(id, index.environment) === undefined);
  if (type === undefined) return undefined;
  const known = await moment.runAt(moment.at, async (tx) => ({
    type: await tx.get('qualificationType', type),
    relation: await tx.get('qualification', `${agent.id}:${type}`),
  }));
  if (known.type?.state !== 'Active' || !worthAsking(known.relation, moment)) return undefined;
  const temptation = {
    payPerHour: payOf(group, moment, agent.number),
    available: group.available,
    hasTest: known.type.testRevision !== undefined,
    refusedBefore: known.relation?.askedAt === undefined ? 0 : 1,
  };
  const wage = population.columns.reservationWagePerHour[agent.number] as number;
  if (!seeksQualification(temptation, wage, scenario.workerBehaviour, random)) return undefined;
  return ask(agent, moment, type);
}

function worthAsking(relation: QualificationRecord | undefined, { at, scenario }: Moment): boolean {
  if (relation === undefined) return true;
  if (relation.openRequest !== undefined || relation.state.holding === 'held') return false;
  return relation.askedAt === undefined || at >= relation.askedAt + scenario.pace.askAgainSeconds * second;
}

function ask(agent: AgentRecord, moment: Moment, type: string): Promise<AgentRecord> {
  return actAndPlan(moment, agent, async (tx) => {
    const { request } = await askForQualification(tx, { worker: agent.id, type });
    if (request.state !== 'answering') return carryOn(agent, moment);
    const { testMedianSeconds } = moment.scenario.pace;
    const seconds = moment.random.lognormal(testMedianSeconds, moment.scenario.workerBehaviour.workTimeSigma);
    return {
      ...inSession(agent),
      step: 'test',
      request: request.id,
      nextAt: moment.at + Math.round(seconds * second),
    };
  });
}

/** Accepts one HIT of the group, or several to be worked on in turn (P28). */
async function accept(agent: AgentRecord, moment: Moment, group: GroupView): Promise<AgentRecord> {
  const { index, population, random, scenario } = moment;
  const count = queueSeveral(
    population.has(agent.number, 'queuesSeveral'),
    group.available,
    scenario.workerBehaviour,
    random,
  );
  const hits = index.workableHits(group.hitTypeId, agent.id).slice(0, count);
  if (hits.length === 0) return planned(agent, lookAgain(agent, moment));
  return actAndPlan(moment, agent, async (tx) => {
    const accepted: AssignmentRecord[] = [];
    for (const hit of hits) accepted.push(await acceptAssignment(tx, { worker: agent.id, hit }));
    return {
      ...inSession(agent),
      ...workOn(
        accepted.map(({ id }) => id),
        accepted[0],
        moment,
        agent.number,
      ),
    };
  });
}

/** When the first of these assignments will be done; not after its deadline. */
function workOn(
  assignments: readonly string[],
  first: AssignmentRecord | undefined,
  moment: Moment,
  worker: number,
): Plan {
  const { random, scenario, population, index } = moment;
  const speed = population.columns.speed[worker] as number;
  const title = first === undefined ? '' : index.groupView(first.worker, first.hitTypeId).title;
  const seconds = workSeconds(
    taskSecondsOf({ title }),
    speed,
    scenario.workerBehaviour.workTimeSigma,
    random,
  );
  const done = moment.at + Math.round(seconds * second);
  return { step: 'work', assignments, nextAt: Math.min(done, (first?.deadline ?? done + second) - second) };
}

async function finishWork(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  const [assignment, ...others] = agent.assignments;
  if (assignment === undefined) return planned(agent, carryOn(agent, moment));
  await loadXml();
  return actAndPlan(moment, agent, async (tx) => {
    const record = await tx.get('assignment', assignment);
    if (record?.state === 'Accepted') await endWork(tx, moment, agent, record);
    const following = others[0] === undefined ? undefined : await tx.get('assignment', others[0]);
    if (following?.state !== 'Accepted') return carryOn(agent, moment);
    return { ...inSession(agent), ...workOn(others, following, moment, agent.number) };
  });
}

async function endWork(
  tx: Transaction,
  moment: Moment,
  agent: AgentRecord,
  record: AssignmentRecord,
): Promise<void> {
  const { random, scenario, population, index } = moment;
  const { title } = index.groupView(agent.id, record.hitTypeId);
  const pay = payPerHour(
    record.rewardMills,
    taskSecondsOf({ title }),
    population.columns.speed[agent.number] as number,
  );
  const outcome = returnOrAbandon(
    pay,
    scenario.requesterBehaviour.payPerHour.median,
    scenario.workerBehaviour,
    random,
  );
  if (outcome === 'abandon') return;
  const content = outcome === 'submit' ? await tx.get('hitContent', record.hit) : undefined;
  const answer = content && answerQuestion(readQuestion(content.question), random);
  const by = { worker: agent.id, assignment: record.id };
  if (answer) await submitAssignment(tx, { ...by, answer: answer.document });
  else await returnAssignment(tx, by);
}

async function handInTest(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  await loadXml();
  return actAndPlan(moment, agent, async (tx) => {
    const request =
      agent.request === undefined ? undefined : await tx.get('qualificationRequest', agent.request);
    const shown =
      request?.state === 'answering'
        ? await tx.get('test', `${request.type}:${request.testRevision}`)
        : undefined;
    if (!request || !shown) return carryOn(agent, moment);
    const test = readTest(shown.test, shown.answerKey);
    const accuracy = moment.population.columns.accuracy[agent.number] as number;
    const skill = { accuracy, difficulty: moment.scenario.workerBehaviour.testDifficulty };
    const submission = takeTest(test, skill, moment.random);
    if (!submission) return carryOn(agent, moment);
    const graded = test.key === undefined ? {} : { value: grade(test.key, submission.answers) };
    await submitTest(tx, { worker: agent.id, request: request.id, answer: submission.document, ...graded });
    return carryOn(agent, moment);
  });
}
