import type { AgentRecord } from '../../server/contract/records.ts';
import type { Transaction } from '../../server/market/transaction.ts';
import type { Moment } from './world.ts';

/** What an agent does next: its record with another step and instant. */
export type Plan = Pick<AgentRecord, 'step' | 'nextAt'> &
  Partial<Pick<AgentRecord, 'sessionEndsAt' | 'assignments' | 'request'>>;

/** Takes a decision and, where plans are records, writes down in the same commit what the agent plans after it. */
export function actAndPlan(
  moment: Moment,
  agent: AgentRecord,
  act: (tx: Transaction) => Promise<Plan>,
): Promise<AgentRecord> {
  return moment.runAt(moment.at, async (tx) => {
    const next = planned(agent, await act(tx));
    if (moment.world.keepsPlans) await keep(tx, next);
    return next;
  });
}

/** A change of plan that nothing else comes with. */
export async function justPlan(moment: Moment, agent: AgentRecord, plan: Plan): Promise<AgentRecord> {
  const next = planned(agent, plan);
  if (moment.world.keepsPlans) await moment.runAt(moment.at, (tx) => keep(tx, next));
  return next;
}

async function keep(tx: Transaction, agent: AgentRecord): Promise<void> {
  await tx.get('agent', agent.id);
  tx.put('agent', agent.id, agent);
  tx.emit('agent:planned', { worker: agent.id });
}

/** The agent with its next plan. */
export function planned(agent: AgentRecord, plan: Plan): AgentRecord {
  const { id, role, number } = agent;
  return { id, role, number, assignments: none, ...plan, turn: agent.turn + 1 };
}

const none: readonly string[] = [];

/** A while from now: `leastMs`, and a random time of the given mean. */
export function soon({ at, random }: Moment, meanSeconds: number, leastMs = 500): number {
  return at + leastMs + Math.round(random.exponential(meanSeconds * 1000));
}

/** The part of a plan that keeps a worker's session. */
export function inSession({ sessionEndsAt }: AgentRecord): Pick<Plan, 'sessionEndsAt'> {
  return sessionEndsAt === undefined ? {} : { sessionEndsAt };
}
