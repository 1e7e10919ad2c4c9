import { Refused } from '../../server/contract/errors.ts';
import type { AgentRecord } from '../../server/contract/records.ts';
import type { Agents, Market, RunAt } from '../../server/market/market.ts';
import { EventQueue } from '../engine/event-queue.ts';
import { Random } from '../engine/random.ts';
import type { Population } from '../population/population.ts';
import type { LivingScenario } from '../scenario.ts';
import type { Moment } from './agent.ts';
import { planned } from './agent.ts';
import { requesterStep } from './requester-agent.ts';
import { workerStep } from './worker-agent.ts';

export interface LiveParts {
  readonly market: Market;
  readonly population: Population;
  readonly scenario: LivingScenario;
  readonly seed: number;
  /** Told of every failure that does not belong to market life. */
  readonly failed: (error: unknown, agent: string) => void;
}

/** How long an agent waits after something failed, market milliseconds. */
const afterFailureMs = 30_000;

/** The simulated people of a market, living in the server: whose turn is next, and what they do at it. */
export class LivePopulation implements Agents {
  readonly #parts: LiveParts;
  readonly #queue = new EventQueue();
  readonly #agents: AgentRecord[] = [];
  readonly #own = new Set<string>();
  readonly #chance: Random;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#chance = new Random(parts.seed);
  }

  /** Takes an agent in; what it had planned for the past happens from now on instead. */
  add(agent: AgentRecord, now: number): void {
    const place = this.#agents.length;
    const nextAt = Math.max(agent.nextAt, now);
    this.#agents.push({ ...agent, nextAt });
    if (agent.role === 'requester') this.#own.add(agent.id);
    if (isOnline(agent)) this.#parts.market.index.watch(agent.id);
    this.#queue.push(nextAt, 0, place);
  }

  get size(): number {
    return this.#agents.length;
  }

  nextAt(): number {
    return this.#queue.nextTime();
  }

  async step(runAt: RunAt): Promise<void> {
    if (!this.#queue.pop()) return;
    const place = this.#queue.subject;
    const agent = this.#agents[place] as AgentRecord;
    const next = await this.#turn(agent, Math.floor(this.#queue.time), runAt);
    this.#agents[place] = next;
    this.#queue.push(next.nextAt, 0, place);
    this.#showOnline(agent, next);
  }

  async #turn(agent: AgentRecord, at: number, runAt: RunAt): Promise<AgentRecord> {
    const { market, population, scenario } = this.#parts;
    const lasting = this.#chance.fork(agent.id);
    const moment: Moment = {
      at,
      random: lasting.fork(agent.turn),
      lasting,
      index: market.index,
      population,
      scenario,
      leaves: (requester) => market.record.settings.touch === 'own' && !this.#own.has(requester),
      runAt,
    };
    try {
      return await (agent.role === 'worker' ? workerStep(agent, moment) : requesterStep(agent, moment));
    } catch (error) {
      // Workers lose races for places every day; a requester's plan that is refused is a mistake of ours.
      if (!(error instanceof Refused) || agent.role === 'requester') this.#parts.failed(error, agent.id);
      return this.#afterFailure(agent, at);
    }
  }

  /** What was planned can't be done (any more): the agent looks around again a little later. */
  #afterFailure(agent: AgentRecord, at: number): AgentRecord {
    const nextAt = at + afterFailureMs;
    if (agent.role === 'requester') return planned(agent, { step: 'tend', nextAt });
    if (agent.sessionEndsAt === undefined) return planned(agent, { step: 'away', nextAt });
    return planned(agent, { step: 'look', nextAt, sessionEndsAt: agent.sessionEndsAt });
  }

  #showOnline(before: AgentRecord, after: AgentRecord): void {
    if (isOnline(before) === isOnline(after)) return;
    if (isOnline(after)) this.#parts.market.index.watch(after.id);
    else this.#parts.market.index.unwatch(after.id);
  }
}

const isOnline = (agent: AgentRecord): boolean =>
  agent.role === 'worker' && agent.sessionEndsAt !== undefined;
