import type { BackgroundMarket, Instrument } from '../background/background-market.ts';
import { defaultRequesterBehaviour } from '../behaviours/parameters.ts';
import { type Batch, drawBatch, nextBatchAt } from '../behaviours/post-batch.ts';
import { drawRequester, type Requester } from '../behaviours/requester.ts';
import { AliasTable } from '../engine/alias-table.ts';
import { Random } from '../engine/random.ts';
import { dayMs } from '../population/local-time.ts';
import { PostedGroup } from './posted-group.ts';

/** Batches as requesters draw them, a few a day among the unnamed ones of the list, each followed to its end. */
export const batchStudy = { days: 100, perDay: 12, requesters: 2000 } as const;

/** Requesters' clocks: behind UTC by the time of the middle of the US. */
const offsetMinutes = -360;

export interface SampledBatch {
  readonly batch: Batch;
  readonly requester: Requester;
  readonly group: PostedGroup;
}

/** The batch instrument of V25-V27. Batches that ask for a Qualification of the requester's own are left out. */
export class BatchSample implements Instrument {
  readonly startsAt: number;
  readonly batches: SampledBatch[] = [];
  private readonly random: Random;
  private readonly requesters: readonly Requester[];
  private readonly byBatches: AliasTable;

  constructor(startsAt: number, seed: number) {
    this.startsAt = startsAt;
    this.random = new Random(seed).fork('batches');
    this.requesters = Array.from({ length: batchStudy.requesters }, () =>
      drawRequester(defaultRequesterBehaviour, this.random),
    );
    this.byBatches = new AliasTable(this.requesters.map(({ batchesPerDay }) => batchesPerDay));
  }

  step(at: number, market: BackgroundMarket): number {
    if (at > this.startsAt) this.post(at, market);
    if (at > this.startsAt + batchStudy.days * dayMs) return Number.POSITIVE_INFINITY;
    const usual = { ...(this.requesters[0] as Requester), batchesPerDay: batchStudy.perDay };
    return nextBatchAt(at, usual, offsetMinutes, defaultRequesterBehaviour, this.random);
  }

  private post(at: number, market: BackgroundMarket): void {
    const requester = this.requesters[this.byBatches.draw(this.random)] as Requester;
    const batch = drawBatch(requester, defaultRequesterBehaviour, this.random);
    if (batch.requirements.ownType) return;
    const group = new PostedGroup(
      {
        postedAt: at,
        lifetimeMs: batch.lifetimeMs,
        places: batch.hits * batch.assignmentsPerHit,
        rewardMills: batch.rewardMills,
        taskSeconds: batch.taskSeconds,
        isSurvey: batch.isSurvey,
        requesterRejectedShare: requester.rejectedShare,
        requirements: batch.requirements,
      },
      market.population,
    );
    market.post(group);
    this.batches.push({ batch, requester, group });
  }
}
