import { Refused } from '../../server/contract/errors.ts';
import type { AgentRecord } from '../../server/contract/records.ts';
import type { Agents, RunAt } from '../../server/market/market-parts.ts';
import { EventQueue } from '../engine/event-queue.ts';
import { Random } from '../engine/random.ts';
import { planned } from './agent.ts';
import { workerStep } from './worker-agent.ts';
import type { Moment, Seen, World } from './world.ts';

/** Something that is to happen once; the answer is when it wants to happen again, Infinity: never. */
export type Chore = (at: number, runAt: RunAt) => Promise<number>;

/** A look at the list that found something. */
export interface Glance {
  readonly at: number;
  /** Place among the agents. */
  readonly place: number;
  readonly seen: Seen;
}

/** Looks at the list of all who are on line, where they are drawn together rather than planned by each. */
export interface Glances {
  /** The first look after `from` and before `until` that found something. */
  next(from: number, until: number): Glance | undefined;
}

export interface PeopleParts {
  readonly world: World;
  readonly seed: number;
  /** What a requester does when its turn has come; where requesters have turns. */
  readonly requesterStep?: ((agent: AgentRecord, moment: Moment) => Promise<AgentRecord>) | undefined;
  readonly glances?: Glances;
  /** Told when somebody comes on line or goes. */
  readonly presence?: (worker: string, isOnline: boolean) => void;
  /** Told of every failure that does not belong to market life. */
  readonly failed: (error: unknown, agent: string) => void;
}

/** How long an agent waits after something failed, market milliseconds. */
const afterFailureMs = 30_000;
const kinds = { turn: 0, chore: 1 } as const;

/** The simulated people of a market: whose turn is next, and what they do at it. */
export class People implements Agents {
  readonly #parts: PeopleParts;
  readonly #queue = new EventQueue();
  readonly #agents: AgentRecord[] = [];
  readonly #chores: (Chore | undefined)[] = [];
  readonly #freeChores: number[] = [];
  readonly #chance: Random;
  readonly #online = new Set<string>();
  /** The next look that found something; undefined: not searched for, or none before `#searchedUntil`. */
  #glance: Glance | undefined;
  #searchedUntil = Number.NEGATIVE_INFINITY;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
    this.#chance = new Random(parts.seed);
  }

  /** Takes an agent in; what it had planned for the past happens from now on instead. */
  add(agent: AgentRecord, now: number): void {
    const place = this.#agents.length;
    const nextAt = Math.max(agent.nextAt, now);
    this.#agents.push({ ...agent, nextAt });
    if (isOnline(agent)) this.#showOnline(agent.id, true);
    this.#plan(place, this.#agents[place] as AgentRecord);
  }

  agent(place: number): AgentRecord | undefined {
    return this.#agents[place];
  }

  /** Has something done at a time. */
  later(at: number, chore: Chore): void {
    const place = this.#freeChores.pop() ?? this.#chores.length;
    this.#chores[place] = chore;
    this.#queue.push(Math.ceil(at), kinds.chore, place);
  }

  get size(): number {
    return this.#agents.length;
  }

  /** Workers on line. */
  get online(): number {
    return this.#online.size;
  }

  onlineWorkers(): string[] {
    return [...this.#online];
  }

  nextAt(): number {
    const planned = this.#queue.nextTime();
    return Math.min(planned, this.#nextGlance(planned)?.at ?? Number.POSITIVE_INFINITY);
  }

  async step(runAt: RunAt): Promise<void> {
    const glance = this.#nextGlance(this.#queue.nextTime());
    if (glance) {
      this.#glance = undefined;
      this.#searchedUntil = glance.at;
      await this.#takeTurn(glance.place, Math.floor(glance.at), runAt, glance.seen);
      return;
    }
    if (!this.#queue.pop()) return;
    const { kind, subject, detail, time } = this.#queue;
    const at = Math.floor(time);
    if (kind === kinds.chore) await this.#doChore(subject, at, runAt);
    else if (this.#agents[subject]?.turn === detail) await this.#takeTurn(subject, at, runAt);
  }

  /** The next look that finds something before what is planned next. */
  #nextGlance(until: number): Glance | undefined {
    const { glances } = this.#parts;
    if (!glances || this.#glance || this.#searchedUntil >= until) return this.#glance;
    this.#glance = glances.next(this.#searchedUntil, until);
    this.#searchedUntil = until;
    return this.#glance;
  }

  #plan(place: number, { nextAt, turn }: AgentRecord): void {
    if (nextAt !== Number.POSITIVE_INFINITY) this.#queue.push(nextAt, kinds.turn, place, turn);
  }

  async #doChore(place: number, at: number, runAt: RunAt): Promise<void> {
    const again = await (this.#chores[place] as Chore)(at, runAt);
    if (again !== Number.POSITIVE_INFINITY) {
      this.#queue.push(Math.ceil(again), kinds.chore, place);
      return;
    }
    this.#chores[place] = undefined;
    this.#freeChores.push(place);
  }

  async #takeTurn(place: number, at: number, runAt: RunAt, seen?: Seen): Promise<void> {
    const agent = this.#agents[place] as AgentRecord;
    const next = await this.#turn(agent, at, runAt, seen);
    this.#agents[place] = next;
    this.#plan(place, next);
    if (isOnline(agent) !== isOnline(next)) this.#showOnline(next.id, isOnline(next));
  }

  async #turn(agent: AgentRecord, at: number, runAt: RunAt, seen: Seen | undefined): Promise<AgentRecord> {
    const { world, requesterStep = rest } = this.#parts;
    const lasting = this.#chance.fork(agent.id);
    const moment: Moment = { world, at, random: lasting.fork(agent.turn), lasting, runAt };
    try {
      return await (agent.role === 'worker' ? workerStep(agent, moment, seen) : requesterStep(agent, moment));
    } catch (error) {
      // Workers lose races for places every day; a requester's plan that is refused is a mistake of ours.
      if (!(error instanceof Refused) || agent.role === 'requester') this.#parts.failed(error, agent.id);
      return afterFailure(agent, at);
    }
  }

  #showOnline(worker: string, isHere: boolean): void {
    if (isHere) this.#online.add(worker);
    else this.#online.delete(worker);
    this.#parts.presence?.(worker, isHere);
  }
}

/** What was planned can't be done (any more): the agent looks around again a little later. */
function afterFailure(agent: AgentRecord, at: number): AgentRecord {
  const nextAt = at + afterFailureMs;
  if (agent.role === 'requester') return planned(agent, { step: 'tend', nextAt });
  if (agent.sessionEndsAt === undefined) return planned(agent, { step: 'away', nextAt });
  return planned(agent, { step: 'look', nextAt, sessionEndsAt: agent.sessionEndsAt });
}

const rest = async (agent: AgentRecord): Promise<AgentRecord> =>
  planned(agent, { step: 'tend', nextAt: Number.POSITIVE_INFINITY });

const isOnline = (agent: AgentRecord): boolean =>
  agent.role === 'worker' && agent.sessionEndsAt !== undefined;
