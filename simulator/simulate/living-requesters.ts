import type { PeopleParts } from '../agents/people.ts';
import { requesterStep } from '../live/requester-agent.ts';
import { requesterProfiles } from '../live/requester-profiles.ts';
import type { Scenario } from '../scenario.ts';
import { prepaidAccount } from './accounts.ts';
import type { Crew } from './crew.ts';

/** What requesters do in a scenario that is made for a market in a server: there they keep work on offer by themselves. */
export function livingStep({ pace, ...scenario }: Scenario): PeopleParts['requesterStep'] {
  return pace && ((agent, moment) => requesterStep({ ...scenario, pace }, agent, moment));
}

/** Lets the requesters of such a scenario live in the market, with money enough; in any other there are none of them. */
export async function settleLivingRequesters({ scenario, market, people }: Crew): Promise<void> {
  const { pace, requesters, startsAt } = scenario;
  if (!pace) return;
  for (const [number, { id, name }] of requesterProfiles.slice(0, requesters).entries()) {
    await market.runAt(startsAt, (tx) => prepaidAccount(tx, id, name));
    const plan = { step: 'tend', nextAt: startsAt, turn: 0, assignments: [] } as const;
    people.add({ id, role: 'requester', number, ...plan }, startsAt);
  }
}
