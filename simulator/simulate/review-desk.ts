import type { FeedEvent } from '../../server/contract/events.ts';
import { approveAssignment, rejectAssignment } from '../../server/lifecycle/assignment.ts';
import { sendBonus } from '../../server/lifecycle/bonus.ts';
import type { RunAt } from '../../server/market/market-parts.ts';
import type { FeedCommit } from '../../server/store/store.ts';
import { callOperation } from '../agents/call-operation.ts';
import { blocks } from '../behaviours/block.ts';
import { bonusMills } from '../behaviours/bonus.ts';
import { review } from '../behaviours/review.ts';
import type { Random } from '../engine/random.ts';
import { qualityKinds, stays } from '../population/parameters.ts';
import type { Crew } from './crew.ts';

/** How a requester treats what is handed in. */
export interface ReviewPolicy {
  /** Share of submissions that it rejects on average (P27). */
  readonly rejectedShare: number;
  /** One that is studied: what was answered is still wanted once it is decided, and nothing is done that its scenario does not say. */
  readonly isStudied: boolean;
}

/** Decides what is submitted to the simulated requesters, each in its time; what none decides is approved by itself. */
export class ReviewDesk {
  readonly #crew: Crew;
  readonly #chance: Random;
  readonly #policies = new Map<string, ReviewPolicy>();
  readonly #wrongShare: number;
  readonly #meanRejected: number;

  constructor(crew: Crew) {
    this.#crew = crew;
    this.#chance = crew.chance.fork('review');
    const { population } = crew;
    const kinds = kindShares(population.parameters);
    this.#wrongShare = mean(kinds, (kind) => 1 - population.parameters.accuracy[kind].mean);
    this.#meanRejected = mean(kinds, (kind) => population.parameters.rejectionShares[kind]);
  }

  employ(requester: string, policy: ReviewPolicy): void {
    this.#policies.set(requester, policy);
  }

  /** Takes up what was submitted. */
  follow({ events }: FeedCommit): void {
    for (const event of events) if (event.type === 'assignment:submitted') this.#receive(event);
  }

  #receive(event: FeedEvent): void {
    const policy = this.#policies.get(event.requester as string);
    if (!policy) return;
    const { tasks, people, population, numberOf, scenario } = this.#crew;
    const assignment = event.assignment as string;
    const random = this.#chance.fork(assignment);
    const isRight = tasks.given.get(assignment)?.isRight;
    if (!policy.isStudied) tasks.given.delete(assignment);
    const own = population.columns.rejectedShare[numberOf(event.worker as string)] as number;
    const submission = {
      ...(isRight === undefined ? {} : { isRight }),
      workerFactor: own / this.#meanRejected,
    };
    const behaviour = scenario.requesterBehaviour;
    const { delayMs, rejects } = review(
      policy.rejectedShare,
      submission,
      this.#wrongShare,
      behaviour,
      random,
    );
    const known = tasks.known(event.hitTypeId as string);
    if (known && delayMs >= known.autoApprovalMs) return;
    people.later(event.at + delayMs, async (at, runAt) => {
      await this.#decide(runAt, at, event, rejects);
      if (!policy.isStudied) await this.#followUp(runAt, at, event, rejects, random);
      return Number.POSITIVE_INFINITY;
    });
  }

  #decide(runAt: RunAt, at: number, event: FeedEvent, rejects: boolean): Promise<unknown> {
    const assignment = event.assignment as string;
    return runAt(at, (tx) =>
      rejects
        ? rejectAssignment(tx, { assignment, feedback: 'The answer does not fit the task.' })
        : approveAssignment(tx, { assignment }),
    );
  }

  /** A bonus for some of the approved work, a block for some of the rejected. */
  async #followUp(
    runAt: RunAt,
    at: number,
    event: FeedEvent,
    rejects: boolean,
    random: Random,
  ): Promise<void> {
    const behaviour = this.#crew.scenario.requesterBehaviour;
    const [assignment, worker, requester] = [event.assignment, event.worker, event.requester] as [
      string,
      string,
      string,
    ];
    const rewardMills = this.#crew.market.index.listing(event.hitTypeId as string).rewardMills;
    const amountMills = rejects ? 0 : bonusMills(rewardMills, behaviour, random);
    if (amountMills > 0) {
      const reason = 'Very careful work';
      await runAt(at, (tx) => sendBonus(tx, { requester, worker, assignment, amountMills, reason }));
    }
    if (!blocks(rejects, behaviour, random)) return;
    const input = { WorkerId: worker, Reason: 'Work that does not fit the task.' };
    await runAt(at, (tx) => callOperation(tx, requester, 'CreateWorkerBlock', input));
  }
}

type Kind = (typeof qualityKinds)[number];

/** Kinds of workers by how many there are at a time. */
function kindShares(parameters: Crew['population']['parameters']): [Kind, number][] {
  return qualityKinds.map((kind) => {
    const weight = stays.reduce((sum, stay) => {
      const { share, meanDays } = parameters.stays[stay];
      return sum + share * meanDays * parameters.qualityShares[stay][kind];
    }, 0);
    return [kind, weight];
  });
}

function mean(kinds: readonly [Kind, number][], value: (kind: Kind) => number): number {
  const whole = kinds.reduce((sum, [, weight]) => sum + weight, 0);
  return kinds.reduce((sum, [kind, weight]) => sum + weight * value(kind), 0) / whole;
}
