import type { AgentRecord } from '../../server/contract/records.ts';
import type { EligibilityIndex } from '../../server/eligibility/eligibility-index.ts';
import type { Decision, RunAt } from '../../server/market/market.ts';
import type { Transaction } from '../../server/market/transaction.ts';
import type { Random } from '../engine/random.ts';
import type { Population } from '../population/population.ts';
import type { LivingScenario } from '../scenario.ts';

/** A simulated person at one instant, and what it may look at and do. */
export interface Moment {
  /** Market time, epoch ms. */
  readonly at: number;
  /** Of this turn alone. */
  readonly random: Random;
  /** The agent's own, for what must come out the same at every look: `lasting.fork(<id of a thing>)`. */
  readonly lasting: Random;
  readonly index: EligibilityIndex;
  readonly population: Population;
  readonly scenario: LivingScenario;
  /** What the market wants simulated workers to leave alone (interfaces: `touch`). */
  readonly leaves: (requester: string) => boolean;
  readonly runAt: RunAt;
}

/** What an agent does next: its record with another step and instant. */
export type Plan = Pick<AgentRecord, 'step' | 'nextAt'> &
  Partial<Pick<AgentRecord, 'sessionEndsAt' | 'assignments' | 'request'>>;

/** Takes a decision and writes down, in the same commit, what the agent plans after it. */
export function actAndPlan(
  moment: Moment,
  agent: AgentRecord,
  act: (tx: Transaction) => Promise<Plan>,
): Promise<AgentRecord> {
  const decide: Decision<AgentRecord> = async (tx) => {
    const next = planned(agent, await act(tx));
    await tx.get('agent', agent.id);
    tx.put('agent', agent.id, next);
    tx.emit('agent:planned', { worker: agent.id });
    return next;
  };
  return moment.runAt(moment.at, decide);
}

/** The agent with its next plan. */
export function planned(agent: AgentRecord, plan: Plan): AgentRecord {
  const { sessionEndsAt: _session, request: _request, ...lasting } = agent;
  return { ...lasting, assignments: [], ...plan, turn: agent.turn + 1 };
}

/** A while from now: `leastMs`, and a random time of the given mean. */
export function soon({ at, random }: Moment, meanSeconds: number, leastMs = 500): number {
  return at + leastMs + Math.round(random.exponential(meanSeconds * 1000));
}

/** The part of a plan that keeps a worker's session. */
export function inSession({ sessionEndsAt }: AgentRecord): Pick<Plan, 'sessionEndsAt'> {
  return sessionEndsAt === undefined ? {} : { sessionEndsAt };
}
