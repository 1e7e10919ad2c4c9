import type { AgentRecord } from '../../server/contract/records.ts';
import { inSession, justPlan, type Moment, type Plan, planned, soon } from './agent.ts';
import { handInTest, seek } from './qualify.ts';
import { accept, finishWork } from './work.ts';

/** Between finishing one thing and looking for the next, seconds. */
const breathSeconds = 3;

/** What a simulated worker does when its turn has come. */
export async function workerStep(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  switch (agent.step) {
    case 'work':
      return finishWork(agent, moment, carryOn(agent, moment));
    case 'test':
      return handInTest(agent, moment, carryOn(agent, moment));
    case 'away':
      return comeOnline(agent, moment);
    default:
      return lookAround(agent, moment);
  }
}

function comeOnline(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  const sessionEndsAt = moment.at + moment.world.visits.lengthMs(moment, agent.number);
  return justPlan(moment, agent, { step: 'look', nextAt: soon(moment, breathSeconds), sessionEndsAt });
}

/** Reads the list, and accepts, asks for a Qualification, looks again later or goes. */
async function lookAround(agent: AgentRecord, moment: Moment): Promise<AgentRecord> {
  const { world } = moment;
  if (moment.at >= (agent.sessionEndsAt ?? 0)) {
    return justPlan(moment, agent, { step: 'away', nextAt: world.visits.nextAt(moment, agent.number) });
  }
  const { wanted, tempting } = world.look(moment, agent.id, agent.number);
  const asked = tempting && (await seek(agent, moment, tempting, carryOn(agent, moment)));
  if (asked) return asked;
  const accepted = wanted && (await accept(agent, moment, wanted));
  return accepted ?? planned(agent, lookAgain(agent, moment));
}

function lookAgain(agent: AgentRecord, moment: Moment): Plan {
  const nextAt = soon(moment, moment.world.pace.lookAgainSeconds);
  return { ...inSession(agent), step: 'look', nextAt };
}

const carryOn = (agent: AgentRecord, moment: Moment): Plan => ({
  ...inSession(agent),
  step: 'look',
  nextAt: soon(moment, breathSeconds),
});
