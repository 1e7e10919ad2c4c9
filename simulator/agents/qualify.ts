import type { AgentRecord, QualificationRecord } from '../../server/contract/records.ts';
import { grade } from '../../server/domain/grading.ts';
import { askForQualification, mayAsk, submitTest } from '../../server/lifecycle/qualification-request.ts';
import { readTest } from '../../server/questions/question.ts';
import { loadXml } from '../../server/questions/xml.ts';
import { seeksQualification } from '../behaviours/seek-qualification.ts';
import { actAndPlan, inSession, type Plan } from './agent.ts';
import { takeTest } from './answer-question.ts';
import { payOf } from './choose-work.ts';
import type { Moment, Seen } from './world.ts';

const second = 1000;

/** Asks for a Qualification that the group wants; undefined if there is none to ask for, or no wish to. */
export async function seek(
  agent: AgentRecord,
  moment: Moment,
  group: NonNullable<Seen['tempting']>,
  otherwise: Plan,
): Promise<AgentRecord | undefined> {
  const { random, world } = moment;
  const [type] = group.unmetTypes;
  if (type === undefined) return undefined;
  const known = await moment.runAt(moment.at, async (tx) => ({
    type: await tx.get('qualificationType', type),
    relation: await tx.get('qualification', `${agent.id}:${type}`),
  }));
  if (!known.type || !mayAsk(known.type, known.relation, moment.at)) return undefined;
  if (!hasPatience(known.relation, moment)) return undefined;
  const temptation = {
    payPerHour: payOf(group, moment, agent.number),
    available: group.available,
    hasTest: known.type.testRevision !== undefined,
    refusedBefore: known.relation?.askedAt === undefined ? 0 : 1,
  };
  const wage = world.population.columns.reservationWagePerHour[agent.number] as number;
  if (!seeksQualification(temptation, wage, world.workerBehaviour, random)) return undefined;
  return ask(agent, moment, type, otherwise);
}

/** Nobody asks for what it holds, nor too soon after the last time. */
function hasPatience(relation: QualificationRecord | undefined, { at, world }: Moment): boolean {
  if (relation?.state.holding === 'held') return false;
  return relation?.askedAt === undefined || at >= relation.askedAt + world.pace.askAgainSeconds * second;
}

function ask(agent: AgentRecord, moment: Moment, type: string, otherwise: Plan): Promise<AgentRecord> {
  return actAndPlan(moment, agent, async (tx) => {
    const { request } = await askForQualification(tx, { worker: agent.id, type });
    if (request.state !== 'answering') return otherwise;
    const { pace, workerBehaviour } = moment.world;
    const seconds = moment.random.lognormal(pace.testMedianSeconds, workerBehaviour.workTimeSigma);
    const nextAt = moment.at + Math.round(seconds * second);
    return { ...inSession(agent), step: 'test', request: request.id, nextAt };
  });
}

/** Hands in the test that the worker has been at. */
export async function handInTest(agent: AgentRecord, moment: Moment, otherwise: Plan): Promise<AgentRecord> {
  await loadXml();
  const { population, workerBehaviour } = moment.world;
  return actAndPlan(moment, agent, async (tx) => {
    const request =
      agent.request === undefined ? undefined : await tx.get('qualificationRequest', agent.request);
    const shown =
      request?.state === 'answering'
        ? await tx.get('test', `${request.type}:${request.testRevision}`)
        : undefined;
    if (!request || !shown) return otherwise;
    const test = readTest(shown.test, shown.answerKey);
    const accuracy = population.columns.accuracy[agent.number] as number;
    const skill = { accuracy, difficulty: workerBehaviour.testDifficulty };
    const submission = takeTest(test, skill, moment.random);
    if (!submission) return otherwise;
    const graded = test.key === undefined ? {} : { value: grade(test.key, submission.answers) };
    await submitTest(tx, { worker: agent.id, request: request.id, answer: submission.document, ...graded });
    return otherwise;
  });
}
