import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FeedCommit } from '../../server/store/store.ts';
import { People } from '../agents/people.ts';
import { Random } from '../engine/random.ts';
import { dayMs } from '../population/local-time.ts';
import { Population } from '../population/population.ts';
import type { Scenario } from '../scenario.ts';
import { daysUsual } from '../scenario-contradictions.ts';
import { Arrivals } from './arrivals.ts';
import { BackgroundList } from './background-list.ts';
import type { Crew } from './crew.ts';
import { DailyCaps } from './daily-caps.ts';
import { DrawnRequesters } from './drawn-requesters.ts';
import { livingStep, settleLivingRequesters } from './living-requesters.ts';
import { batchRateFactor } from './offered-work.ts';
import { PlannedVisits } from './planned-visits.ts';
import { ReviewDesk } from './review-desk.ts';
import { openSimulatedMarket } from './simulated-market.ts';
import { Study } from './study.ts';
import { backgroundWorld, fullWorld, taskBook, type VirtualWorld } from './virtual-world.ts';

/** Market time between two looks at whether to stop: short, since a busy market minute has thousands of commands. */
const sliceMs = 60_000;

/** Asked between slices of market time whether to stop here. */
export type Stop = (at: number) => boolean | Promise<boolean>;

/** A market in virtual time with all who act in it. */
export interface Simulation extends Crew {
  readonly world: VirtualWorld;
  readonly visits: PlannedVisits;
  readonly arrivals: Arrivals;
  readonly study: Study | undefined;
  /** Market time, epoch ms. */
  readonly endsAt: number;
  /** Parameters of which only the shape is published, and what followed for their level. */
  readonly derived: Readonly<Record<string, number>>;
  /** Commands that changed something. */
  readonly commands: () => number;
  /** Lets market time pass to the end, or until `stop` says so; answers the time reached. */
  run(stop: Stop): Promise<number>;
  close(): Promise<void>;
}

/** Makes a scenario's market with its people, ready to run. Nothing in it depends on the machine's clock or chance. */
export async function openSimulation(scenario: Scenario, seed: number): Promise<Simulation> {
  const { startsAt } = scenario;
  const tally = { commands: 0 };
  const { market, close } = await openSimulatedMarket(startsAt, seed, {
    committed: (commits) => {
      tally.commands += commits;
    },
    deadlineFired() {},
    indexLate() {},
  });
  const population = new Population({
    seed,
    workers: scenario.workers,
    parameters: scenario.population,
    startsAt,
    ...(scenario.own && { own: scenario.own }),
  });
  const chance = new Random(seed).fork('simulation');
  const visits = new PlannedVisits(population);
  const tasks = taskBook(chance.fork('truths'), visits);
  const caps = new DailyCaps(population);
  const parts = { market, population, scenario, visits, tasks, caps };
  const isFull = scenario.detail === 'full';
  const lists: BackgroundList[] = [];
  const world = isFull
    ? fullWorld(parts)
    : backgroundWorld(parts, (worker, until) => lists[0]?.come(worker, until));
  const people = new People({
    world,
    seed,
    requesterStep: livingStep(scenario),
    glances: { next: (from, until) => lists[0]?.next(from, until) },
    failed(error) {
      throw error;
    },
  });
  const numbers = new Map<string, number>();
  const crew: Crew = {
    scenario,
    market,
    population,
    people,
    tasks,
    chance,
    numberOf: (worker) => numbers.get(worker) ?? -1,
  };
  const desk = new ReviewDesk(crew);
  const study = scenario.batch && new Study(crew, scenario.batch, desk);
  const factor = isFull && !scenario.pace ? batchRateFactor(crew) : 0;
  const requesters = factor > 0 ? new DrawnRequesters(crew, desk, factor) : undefined;
  if (!isFull) lists.push(new BackgroundList(crew, study));
  const arrivals = new Arrivals(crew, visits, numbers);
  market.follow((commit: FeedCommit) => {
    study?.follow(commit);
    lists[0]?.follow(commit);
    requesters?.follow(commit);
    desk.follow(commit);
    for (const { type, worker, at } of commit.events)
      if (type === 'assignment:submitted') caps.submitted(crew.numberOf(worker as string), at);
  });
  await arrivals.begin(market.runAt, startsAt);
  study?.begin();
  requesters?.begin(startsAt);
  await settleLivingRequesters(crew);
  market.setAgents(people);
  const endsAt = startsAt + Math.round((scenario.days ?? daysUsual) * dayMs);
  return {
    ...crew,
    world,
    visits,
    arrivals,
    study,
    endsAt,
    derived: requesters ? { batchRateFactor: factor } : {},
    commands: () => tally.commands,
    run: (stop) => passTime(crew, endsAt, stop),
    close,
  };
}

async function passTime({ market, scenario }: Crew, endsAt: number, stop: Stop): Promise<number> {
  let at = scenario.startsAt;
  while (at < endsAt && !(await stop(at))) {
    at = Math.min(endsAt, at + sliceMs);
    await market.settle(at);
    await nextTurn();
  }
  return at;
}
