import type { AgentRecord } from '../../server/contract/records.ts';
import { inSession, justPlan, type Plan, planned } from './agent.ts';
import { handInTest, seek } from './qualify.ts';
import { accept, finishWork } from './work.ts';
import type { Moment, Seen } from './world.ts';

/** What a simulated worker does when its turn has come. `seen` is what made it come, where a look did. */
export async function workerStep(agent: AgentRecord, moment: Moment, seen?: Seen): Promise<AgentRecord> {
  switch (agent.step) {
    case 'work':
      return finishWork(agent, moment, carryOn(agent, moment));
    case 'test':
      return handInTest(agent, moment, carryOn(agent, moment));
    case 'away':
      return comeOnline(agent, moment);
    default:
      return lookAround(agent, moment, seen);
  }
}

async function comeOnline(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  const { world } = moment;
  const sessionEndsAt = moment.at + world.visits.lengthMs(moment, agent.number);
  await world.arrived?.(moment, agent, sessionEndsAt);
  const nextAt = world.nextLookAt(moment, 'arriving', sessionEndsAt);
  return justPlan(moment, agent, { step: 'look', nextAt, sessionEndsAt });
}

/** Reads the list, and accepts, asks for a Qualification, looks again later or goes. */
async function lookAround(agent: AgentRecord, moment: Moment, seen: Seen | undefined): Promise<AgentRecord> {
  const { world, at } = moment;
  const { sessionEndsAt = 0 } = agent;
  if (at >= sessionEndsAt) {
    return justPlan(moment, agent, { step: 'away', nextAt: world.visits.nextAt(moment, agent.number) });
  }
  const { wanted, tempting } = seen ?? world.look(moment, agent.id, agent.number, sessionEndsAt);
  const asked = tempting && (await seek(agent, moment, tempting, carryOn(agent, moment)));
  if (asked) return asked;
  const accepted = wanted && (await accept(agent, moment, wanted));
  if (accepted) return accepted;
  const nextAt = world.nextLookAt(moment, 'finding nothing', sessionEndsAt);
  return planned(agent, { step: 'look', nextAt, sessionEndsAt });
}

const carryOn = (agent: AgentRecord, moment: Moment): Plan => ({
  ...inSession(agent),
  step: 'look',
  nextAt: moment.world.nextLookAt(moment, 'working', agent.sessionEndsAt ?? moment.at),
});
