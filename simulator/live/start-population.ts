import { Refused } from '../../server/contract/errors.ts';
import type { AgentRecord } from '../../server/contract/records.ts';
import { createWorker } from '../../server/lifecycle/worker.ts';
import type { Log } from '../../server/log.ts';
import type { Market } from '../../server/market/market.ts';
import { People } from '../agents/people.ts';
import { isOnlineNow, nextVisitAt } from '../agents/visits.ts';
import { Random } from '../engine/random.ts';
import { Population } from '../population/population.ts';
import { workerSpec } from '../population/worker-spec.ts';
import { type LivingScenario, readLivingScenario } from '../scenario.ts';
import { liveWorld } from './live-world.ts';
import { requesterStep } from './requester-agent.ts';
import { requesterProfiles } from './requester-profiles.ts';

export interface StartParts {
  readonly market: Market;
  /** Name of a built-in scenario, or a file. */
  readonly scenario: string;
  /** Workers wanted; fewer than live there already changes nothing. */
  readonly workers: number;
  readonly log: Log;
}

/** Workers minted in one commit; each writes two records. */
const workersPerCommit = 25;
/** Those on line at the start come within this time, market ms. */
const arrivalMs = 10_000;

/** Lets simulated people live in a market: those who live there already go on, those who are missing are made. */
export async function startPopulation({
  market,
  scenario: name,
  workers,
  log,
}: StartParts): Promise<{ stop(): void }> {
  const scenario = await readLivingScenario(name);
  const seed = market.record.seed || 1;
  const population = new Population({
    seed,
    workers,
    parameters: scenario.population,
    startsAt: market.record.createdAt,
    ...(scenario.own && { own: scenario.own }),
  });
  const own = new Set(requesterProfiles.map(({ id }) => id));
  const live = new People({
    world: liveWorld(market, population, scenario, own),
    seed,
    requesterStep: (agent, moment) => requesterStep(scenario, agent, moment),
    presence: (worker, isOnline) => (isOnline ? market.index.watch(worker) : market.index.unwatch(worker)),
    failed: (error, agent) =>
      log.error({ market: market.id, agent, err: error }, 'a simulated person failed'),
  });
  const known = new Set<string>();
  for await (const [, record] of market.namespace.scan('agent/')) {
    const agent = record.value as AgentRecord;
    if (agent.role === 'worker' && agent.number >= population.size) continue;
    known.add(agent.id);
    live.add(agent, market.now());
  }
  await mintWorkers(market, population, known, live);
  await settleRequesters(market, scenario, known, live);
  market.setAgents(live);
  return { stop: () => market.setAgents(undefined) };
}

async function mintWorkers(
  market: Market,
  population: Population,
  known: ReadonlySet<string>,
  live: People,
): Promise<void> {
  const missing = Array.from({ length: population.size }, (_, number) => number).filter(
    (number) => !known.has(population.id(number)),
  );
  for (let from = 0; from < missing.length; from += workersPerCommit) {
    const batch = missing.slice(from, from + workersPerCommit);
    const agents = await market.run([], async (tx) => {
      const made: AgentRecord[] = [];
      for (const number of batch) {
        const agent = firstPlan(population, number, tx.now);
        await tx.get('agent', agent.id);
        await createWorker(tx, workerSpec(population, number));
        tx.put('agent', agent.id, agent);
        made.push(agent);
      }
      return made;
    });
    for (const agent of agents) live.add(agent, market.now());
  }
}

function firstPlan(population: Population, number: number, at: number): AgentRecord {
  const random = new Random(population.seed).fork('arrival').fork(number);
  const nextAt = isOnlineNow(population, at, random, number)
    ? at + Math.round(random.between(0, arrivalMs))
    : nextVisitAt(population, at, random, number);
  return {
    id: population.id(number),
    role: 'worker',
    number,
    step: 'away',
    nextAt,
    turn: 0,
    assignments: [],
  };
}

async function settleRequesters(
  market: Market,
  scenario: LivingScenario,
  known: ReadonlySet<string>,
  live: People,
): Promise<void> {
  for (const [number, profile] of requesterProfiles.slice(0, scenario.requesters).entries()) {
    if (known.has(profile.id)) continue;
    const agent = await market.run([], async (tx) => {
      const made: AgentRecord = {
        id: profile.id,
        role: 'requester',
        number,
        step: 'tend',
        nextAt: tx.now,
        turn: 0,
        assignments: [],
      };
      if (await tx.get('agent', profile.id))
        throw new Refused('Conflict', `A simulated requester ${profile.id} exists already.`);
      tx.put('agent', profile.id, made);
      tx.emit('agent:planned', { requester: profile.id });
      return made;
    });
    live.add(agent, market.now());
  }
}
