import { workSession } from '../../server/lifecycle/worker.ts';
import type { Market } from '../../server/market/market.ts';
import { lookAtList, nextLook } from '../agents/choose-work.ts';
import type { Moment, WorkerPace, World } from '../agents/world.ts';
import { defaultBackgroundMarket } from '../background/parameters.ts';
import { SessionWork } from '../background/session-work.ts';
import { tasksByTitle } from '../live/live-world.ts';
import type { Population } from '../population/population.ts';
import type { Scenario } from '../scenario.ts';
import type { DailyCaps } from './daily-caps.ts';
import type { PlannedVisits } from './planned-visits.ts';
import { SimulatedTasks } from './simulated-tasks.ts';

/** Least time between two tries for a Qualification, whatever its type allows. */
const askAgainSeconds = 7 * 86_400;
const testMinutesUsual = 8;

export interface VirtualWorld extends World {
  readonly tasks: SimulatedTasks;
}

export interface WorldParts {
  readonly caps: DailyCaps;
  readonly market: Market;
  readonly population: Population;
  readonly scenario: Scenario;
  readonly visits: PlannedVisits;
  readonly tasks: SimulatedTasks;
}

/** What the people of a market in virtual time share, where all work is posted and done step by step. */
export function fullWorld(parts: WorldParts): VirtualWorld {
  const { market, population, scenario, visits, tasks, caps } = parts;
  const { workerBehaviour, requesterBehaviour } = scenario;
  return {
    index: market.index,
    population,
    workerBehaviour,
    requesterBehaviour,
    pace: paceOf(scenario),
    usualPayPerHour: defaultBackgroundMarket.payPerHour.median,
    tasks,
    visits,
    keepsPlans: false,
    look: lookAtList,
    nextLookAt: nextLook,
    leftToday: (worker, at) => caps.left(worker, at),
    leaves: () => false,
  };
}

/** As brisk as in the server, where the scenario is made for it. */
function paceOf({ pace, workerBehaviour, requirements }: Scenario): WorkerPace {
  const { runTasks } = workerBehaviour;
  if (pace) return { ...pace, runTasks };
  const testMedianSeconds = 60 * (requirements.test?.minutes ?? testMinutesUsual);
  return { groupsPerLook: 500, runTasks, askAgainSeconds, testMedianSeconds };
}

/** The same where the unnamed work of a session is one move of counters, and looks are drawn for all together. */
export function backgroundWorld(
  parts: WorldParts,
  come: (worker: number, until: number) => void,
): VirtualWorld {
  const { population, scenario } = parts;
  const { workerBehaviour, requesterBehaviour } = scenario;
  const work = new SessionWork(population, workerBehaviour, requesterBehaviour, defaultBackgroundMarket);
  return {
    ...fullWorld(parts),
    look: () => ({}),
    nextLookAt: (_moment, _after, sessionEndsAt) => sessionEndsAt,
    async arrived(moment, agent, sessionEndsAt) {
      come(agent.number, sessionEndsAt);
      await countSession(work, moment, agent.id, agent.number, sessionEndsAt);
    },
  };
}

/** The unnamed work of a session that begins now, as one command. */
async function countSession(
  work: SessionWork,
  { at, random, runAt, world }: Moment,
  id: string,
  worker: number,
  sessionEndsAt: number,
): Promise<void> {
  const { columns } = world.population;
  const before = tallies(columns, work, worker);
  work.run(worker, at, sessionEndsAt - at, random);
  const after = tallies(columns, work, worker);
  const counts = {
    submitted: after.submitted - before.submitted,
    approved: after.approved - before.approved,
    rejected: after.rejected - before.rejected,
    earnedMills: Math.round((after.earnedDollars - before.earnedDollars) * 1000),
    workedMs: Math.round((after.paidHours - before.paidHours) * 3_600_000),
  };
  if (counts.submitted + counts.approved + counts.rejected === 0) return;
  await runAt(at, (tx) => workSession(tx, { worker: id, counts }));
}

function tallies(
  { submitted, approved, rejected }: Population['columns'],
  work: SessionWork,
  worker: number,
) {
  return {
    submitted: submitted[worker] as number,
    approved: approved[worker] as number,
    rejected: rejected[worker] as number,
    earnedDollars: work.sum('earnedDollars', worker),
    paidHours: work.sum('paidHours', worker),
  };
}

/** The book of a run's tasks; what nobody has described is known by its title. */
export const taskBook = (
  truths: ConstructorParameters<typeof SimulatedTasks>[0],
  visits: PlannedVisits,
): SimulatedTasks => new SimulatedTasks(truths, visits, tasksByTitle);
