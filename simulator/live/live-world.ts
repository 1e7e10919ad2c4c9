import type { Market } from '../../server/market/market.ts';
import { readQuestion } from '../../server/questions/question.ts';
import { loadXml } from '../../server/questions/xml.ts';
import { answerQuestion } from '../agents/answer-question.ts';
import { lookAtList, nextLook } from '../agents/choose-work.ts';
import { steadyVisits } from '../agents/visits.ts';
import type { Task, TaskBook, World } from '../agents/world.ts';
import type { Population } from '../population/population.ts';
import type { LivingScenario } from '../scenario.ts';
import { taskKinds } from './tasks.ts';

/** Of a task that nobody has described: what an ordinary worker needs for it, seconds. */
const unknownTaskSeconds = 30;

/** What the people of a market that lives in a server share; `own` are the simulated requesters. */
export function liveWorld(
  market: Market,
  population: Population,
  scenario: LivingScenario,
  own: ReadonlySet<string>,
): World {
  const { pace, workerBehaviour, requesterBehaviour } = scenario;
  return {
    get index() {
      return market.index;
    },
    population,
    workerBehaviour,
    requesterBehaviour,
    pace: { ...pace, runTasks: 1 },
    usualPayPerHour: requesterBehaviour.payPerHour.median,
    tasks: tasksByTitle,
    visits: steadyVisits(population),
    keepsPlans: true,
    look: lookAtList,
    nextLookAt: nextLook,
    leftToday: () => Number.POSITIVE_INFINITY,
    leaves: (requester) => market.record.settings.touch === 'own' && !own.has(requester),
  };
}

/** Tasks known by what their groups say, answered by reading their questions. */
export const tasksByTitle: TaskBook = {
  of({ title, keywords }): Task {
    const seconds = taskKinds.find((task) => title.startsWith(task.title))?.workSeconds;
    return {
      seconds: seconds ?? unknownTaskSeconds,
      isSurvey: /\bsurvey\b/i.test(`${title} ${keywords ?? ''}`),
      requesterRejectedShare: 0,
    };
  },
  async answer(tx, assignment, { random }) {
    await loadXml();
    const content = await tx.get('hitContent', assignment.hit);
    return content && answerQuestion(readQuestion(content.question), random)?.document;
  },
};
