import { createHit, expireHit } from '../../server/lifecycle/hit.ts';
import { availableOf } from '../../server/machines/hit.ts';
import type { RunAt } from '../../server/market/market-parts.ts';
import type { FeedCommit } from '../../server/store/store.ts';
import { reposts } from '../behaviours/repost.ts';
import { hourMs } from '../population/local-time.ts';
import type { Crew } from './crew.ts';

/** The stretch at the start of a batch, and the one before a decision, whose rates are compared. */
const rateHours = 3;

interface Watched {
  readonly hitTypeId: string;
  readonly postedAt: number;
  readonly expiresAt: number;
  /** Market times of submissions. */
  readonly submissions: number[];
}

/** Batches whose requesters post them anew when they slow down, so that they are among the newest again (V32). */
export class Reposting {
  readonly #crew: Crew;
  readonly #watched = new Map<string, Watched>();

  constructor(crew: Crew) {
    this.#crew = crew;
  }

  watch(hitTypeId: string, postedAt: number, lifetimeMs: number): void {
    const watched = { hitTypeId, postedAt, expiresAt: postedAt + lifetimeMs, submissions: [] };
    this.#watched.set(hitTypeId, watched);
    const { people, scenario } = this.#crew;
    const everyMs = scenario.requesterBehaviour.repostAfterHours * hourMs;
    people.later(postedAt + everyMs, async (at, runAt) => {
      if (at < watched.expiresAt && (await this.#reconsider(watched, at, runAt))) return at + everyMs;
      this.#watched.delete(hitTypeId);
      return Number.POSITIVE_INFINITY;
    });
  }

  follow({ events }: FeedCommit): void {
    for (const { type, hitTypeId, at } of events) {
      if (type === 'assignment:submitted') this.#watched.get(hitTypeId as string)?.submissions.push(at);
    }
  }

  /** Posts anew what is left, where the batch has slowed; false: nothing is left. */
  async #reconsider(watched: Watched, at: number, runAt: RunAt): Promise<boolean> {
    const { market, scenario } = this.#crew;
    const { hitTypeId, postedAt, submissions } = watched;
    const left = market.index.workableHits(hitTypeId);
    if (left.length === 0) return false;
    const within = (from: number, to: number) =>
      submissions.filter((when) => when >= from && when < to).length / rateHours;
    const progress = {
      ageHours: (at - postedAt) / hourMs,
      left: left.length,
      firstRate: within(postedAt, postedAt + rateHours * hourMs),
      rate: within(at - rateHours * hourMs, at),
    };
    if (!reposts(progress, true, scenario.requesterBehaviour)) return true;
    for (const hit of left) await runAt(at, (tx) => renew(tx, hit, watched.expiresAt));
    return true;
  }
}

/** Ends a HIT's lifetime and posts its free places as a new one. */
async function renew(tx: Parameters<Parameters<RunAt>[1]>[0], id: string, expiresAt: number): Promise<void> {
  const [hit, content] = [await tx.get('hit', id), await tx.get('hitContent', id)];
  const hitType = hit && (await tx.get('hitType', hit.hitTypeId));
  if (!hit || !hitType || !content) return;
  const places = availableOf(hit);
  await expireHit(tx, id);
  await createHit(tx, {
    requester: hit.requester,
    hitType,
    question: content.question,
    maxAssignments: places,
    lifetimeSeconds: Math.max(30, Math.round((expiresAt - tx.now) / 1000)),
  });
}
