import type { FeedEvent } from '../../server/contract/events.ts';
import { createHit } from '../../server/lifecycle/hit.ts';
import {
  acceptQualificationRequest,
  rejectQualificationRequest,
} from '../../server/lifecycle/qualification-request.ts';
import type { RunAt } from '../../server/market/market-parts.ts';
import type { FeedCommit } from '../../server/store/store.ts';
import { callOperation } from '../agents/call-operation.ts';
import { uniformTest } from '../agents/choice-test.ts';
import { grant } from '../behaviours/grant.ts';
import { type Batch, drawBatch, nextBatchAt } from '../behaviours/post-batch.ts';
import { drawRequester, type Requester } from '../behaviours/requester.ts';
import type { Random } from '../engine/random.ts';
import { prepaidAccount } from './accounts.ts';
import type { Crew } from './crew.ts';
import { Reposting } from './reposting.ts';
import {
  approvalBar,
  atLeast,
  fromCountries,
  hitsApprovedBar,
  mastersOnly,
  type RequirementInput,
} from './requirement-inputs.ts';
import type { ReviewDesk } from './review-desk.ts';
import { labelQuestion } from './simulated-tasks.ts';

/** Clock of requesters: most sit in America. Minutes ahead of UTC. */
const requesterOffsetMinutes = -5 * 60;
/** Questions of a requester's own test, and how many must be right (P43). */
const test = { questions: 10, pass: 8 };
const options = 4;
const question = labelQuestion('Choose what fits', options);

interface Poster {
  readonly id: string;
  readonly traits: Requester;
  readonly random: Random;
  batches: number;
  /** Own Qualification types, made when first needed. */
  readonly types: { test?: string; granted?: string };
}

/** The unnamed requesters of the market: each posts batches as it was drawn to, and decides what is asked of it. */
export class DrawnRequesters {
  readonly #crew: Crew;
  readonly #desk: ReviewDesk;
  readonly #posters: Poster[];
  readonly #byId = new Map<string, Poster>();
  readonly #grants: Random;
  readonly #reposting: Reposting;

  /** @param ratePerDrawn by what each requester's drawn number of batches a day is multiplied. */
  constructor(crew: Crew, desk: ReviewDesk, ratePerDrawn: number) {
    this.#crew = crew;
    this.#desk = desk;
    this.#grants = crew.chance.fork('grants');
    this.#reposting = new Reposting(crew);
    this.#posters = drawnTraits(crew).map((drawn, number) => ({
      id: `REQUESTER${String(number + 1).padStart(5, '0')}`,
      traits: { ...drawn, batchesPerDay: drawn.batchesPerDay * ratePerDrawn },
      random: crew.chance.fork('posting').fork(number),
      batches: 0,
      types: {},
    }));
    for (const poster of this.#posters) this.#byId.set(poster.id, poster);
  }

  /** Plans everybody's first batch. */
  begin(at: number): void {
    for (const poster of this.#posters) {
      const { rejectedShare } = poster.traits;
      this.#desk.employ(poster.id, { rejectedShare, isStudied: false });
      this.#crew.people.later(this.#nextBatchAt(poster, at), async (now, runAt) => {
        await this.#post(poster, now, runAt);
        return this.#nextBatchAt(poster, now);
      });
    }
  }

  /** Takes up what workers ask of these requesters, and how their batches go. */
  follow(commit: FeedCommit): void {
    this.#reposting.follow(commit);
    for (const event of commit.events) {
      if (event.type === 'request:pending' && this.#byId.has(event.requester as string))
        this.#consider(event);
    }
  }

  #nextBatchAt({ traits, random }: Poster, at: number): number {
    return nextBatchAt(at, traits, requesterOffsetMinutes, this.#crew.scenario.requesterBehaviour, random);
  }

  async #post(poster: Poster, at: number, runAt: RunAt): Promise<void> {
    const batch = drawBatch(poster.traits, this.#crew.scenario.requesterBehaviour, poster.random);
    await runAt(at, (tx) => prepaidAccount(tx, poster.id, `Requester ${poster.id.slice(-5)}`));
    const requirements = await this.#requirements(poster, batch, at, runAt);
    const hitTypeId = await this.#makeType(poster, batch, requirements, at, runAt);
    this.#crew.tasks.add(hitTypeId, {
      seconds: batch.taskSeconds,
      isSurvey: batch.isSurvey,
      requesterRejectedShare: poster.traits.rejectedShare,
      options: batch.isSurvey ? 0 : options,
      attentionChecks: 0,
      autoApprovalMs: batch.autoApprovalDelaySeconds * 1000,
    });
    if (poster.traits.reposts) this.#reposting.watch(hitTypeId, at, batch.lifetimeMs);
    for (let hit = 0; hit < batch.hits; hit++) {
      await runAt(at, async (tx) => {
        const hitType = await tx.get('hitType', hitTypeId);
        if (!hitType) throw new Error(`no HIT type ${hitTypeId}`);
        await createHit(tx, {
          requester: poster.id,
          hitType,
          question,
          maxAssignments: batch.assignmentsPerHit,
          lifetimeSeconds: Math.max(30, Math.round(batch.lifetimeMs / 1000)),
        });
      });
    }
  }

  async #makeType(
    poster: Poster,
    batch: Batch,
    requirements: readonly RequirementInput[],
    at: number,
    runAt: RunAt,
  ): Promise<string> {
    const number = ++poster.batches;
    const made = await runAt(at, (tx) =>
      callOperation(tx, poster.id, 'CreateHITType', {
        Title: `${batch.isSurvey ? 'Survey' : 'Task'} ${number} of requester ${poster.id.slice(-5)}`,
        Description: 'Work of the simulated market.',
        Keywords: batch.isSurvey ? 'survey' : 'labelling',
        Reward: (batch.rewardMills / 1000).toFixed(2),
        AssignmentDurationInSeconds: batch.assignmentDurationSeconds,
        AutoApprovalDelayInSeconds: batch.autoApprovalDelaySeconds,
        QualificationRequirements: requirements,
      }),
    );
    return made.HITTypeId as string;
  }

  async #requirements(
    poster: Poster,
    { requirements }: Batch,
    at: number,
    runAt: RunAt,
  ): Promise<RequirementInput[]> {
    const { approvalRateMin, hitsApprovedMin, countries, masters, ownType } = requirements;
    const own = ownType && (await this.#ownType(poster, ownType, at, runAt));
    return [
      ...(approvalRateMin === undefined ? [] : [approvalBar(approvalRateMin)]),
      ...(hitsApprovedMin === undefined ? [] : [hitsApprovedBar(hitsApprovedMin)]),
      ...(countries === undefined ? [] : [fromCountries(countries)]),
      ...(masters ? [mastersOnly(this.#crew.market.record.environment)] : []),
      ...(own === undefined ? [] : [atLeast(own, ownType === 'test' ? test.pass : 1)]),
    ];
  }

  async #ownType(poster: Poster, kind: 'test' | 'granted', at: number, runAt: RunAt): Promise<string> {
    const known = poster.types[kind];
    if (known !== undefined) return known;
    const { test: form, answerKey } = uniformTest(test.questions);
    const made = await runAt(at, (tx) =>
      callOperation(tx, poster.id, 'CreateQualificationType', {
        Name: kind === 'test' ? 'Test of our tasks' : 'Known to us',
        Description: 'A Qualification of the simulated market.',
        QualificationTypeStatus: 'Active',
        RetryDelayInSeconds: 604_800,
        ...(kind === 'test' ? { Test: form, AnswerKey: answerKey, TestDurationInSeconds: 3600 } : {}),
      }),
    );
    const id = (made.QualificationType as { QualificationTypeId: string }).QualificationTypeId;
    poster.types[kind] = id;
    return id;
  }

  #consider(event: FeedEvent): void {
    const { scenario, population, numberOf, people } = this.#crew;
    const request = event.id as string;
    const accuracy = population.columns.accuracy[numberOf(event.worker as string)] as number;
    const decision = grant(accuracy, undefined, scenario.requesterBehaviour, this.#grants.fork(request));
    people.later(event.at + decision.delayMs, async (at, runAt) => {
      await runAt(at, (tx) =>
        decision.grants
          ? acceptQualificationRequest(tx, { request, value: decision.value })
          : rejectQualificationRequest(tx, { request, reason: 'We have enough people at the moment.' }),
      );
      return Number.POSITIVE_INFINITY;
    });
  }
}

/** The requesters of a scenario as they are drawn. */
export function drawnTraits({ scenario, chance }: Pick<Crew, 'scenario' | 'chance'>): Requester[] {
  const traits = chance.fork('requesters');
  return Array.from({ length: scenario.requesters }, (_, number) =>
    drawRequester(scenario.requesterBehaviour, traits.fork(number)),
  );
}
