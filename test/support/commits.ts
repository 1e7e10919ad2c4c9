import type { FeedEvent } from '../../server/contract/events.ts';
import type { Commit, CommitOutcome, FeedCommit, Namespace, Versioned } from '../../server/store/store.ts';

/** A commit of the given parts; what is left out is empty, and there is one event unless said otherwise. */
export function commitOf(parts: Partial<Commit> = {}): Commit {
  return {
    reads: [],
    writes: [],
    index: [],
    deadlines: [],
    events: [eventAt(parts.at ?? 0)],
    facts: [],
    at: 0,
    ...parts,
  };
}

export const eventAt = (at: number, about: Partial<FeedEvent> = {}): FeedEvent => ({
  type: 'market:changed',
  at,
  ...about,
});

/** An event addressed to a worker's inbox. */
export const pushTo = (worker: string, seq: number, at = 0): FeedEvent => ({
  type: 'message',
  at,
  worker,
  seq,
  subject: `number ${seq}`,
});

/** The position of a commit that must land. */
export async function landed(outcome: Promise<CommitOutcome>): Promise<number> {
  const answer = await outcome;
  if (!answer.ok) throw new Error(`conflict on ${answer.conflict}`);
  return answer.position;
}

export async function readOne(namespace: Namespace, key: string): Promise<Versioned | undefined> {
  const [found] = await namespace.read([key]);
  return found;
}

export const versionOf = async (namespace: Namespace, key: string): Promise<number> =>
  (await readOne(namespace, key))?.version ?? 0;

export async function scanned(namespace: Namespace, prefix: string): Promise<Map<string, Versioned>> {
  const found = new Map<string, Versioned>();
  for await (const [key, record] of namespace.scan(prefix)) found.set(key, record);
  return found;
}

/** Gathers what a follower gets, and waits for it. */
export class Follower {
  readonly commits: FeedCommit[] = [];
  readonly stop: () => void;
  #woken: () => void = () => {};

  constructor(namespace: Namespace, after: number) {
    this.stop = namespace.follow(after, (commit) => {
      this.commits.push(commit);
      this.#woken();
    });
  }

  get positions(): number[] {
    return this.commits.flatMap((commit) => commit.events.map((_, number) => commit.first + number));
  }

  async until(isEnough: (follower: Follower) => boolean): Promise<void> {
    while (!isEnough(this)) {
      await new Promise<void>((resolve) => {
        this.#woken = resolve;
      });
    }
  }
}
