import { setImmediate as nextTurn } from 'node:timers/promises';
import { Refused } from '../../../server/contract/errors.ts';
import type { Commit, CommitOutcome, Namespace, Store } from '../../../server/store/store.ts';
import type { Random } from '../../../simulator/engine/random.ts';

/** Chances of what may go wrong with one commit. */
export interface Faults {
  /** The server loses the store before the commit arrives. */
  readonly lostBefore: number;
  /** The commit lands, its answer is lost. */
  readonly lostAfter: number;
  /** Somebody else's commit came first, the store says. */
  readonly conflict: number;
  /** The commit arrives some turns later. */
  readonly late: number;
  /** The commit is thought lost, and arrives some turns later: only a store beyond a wire does so. */
  readonly afterwards: number;
}

/** Mistakes planted on purpose, which the promises' checks must find. */
export type Plant = 'unchecked versions' | 'lost inbox entries' | 'deadlines claimed first';

/** A store whose commits meet faults while `stormy`, drawn from a seed. */
export class FaultyStore {
  stormy = true;
  readonly #followers = new Set<{ isDeaf: boolean }>();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #random: Random;
  readonly #faults: Faults;
  readonly #plant: Plant | undefined;

  constructor(random: Random, faults: Faults, plant?: Plant) {
    this.#random = random;
    this.#faults = faults;
    this.#plant = plant;
  }

  /** Whoever follows now is told nothing until it is to hear again: as if what comes meanwhile were trimmed. */
  deafen(isDeaf: boolean): void {
    for (const follower of this.#followers) follower.isDeaf = isDeaf;
  }

  /** Resolves when nothing that was thought lost may arrive any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  wrap(store: Store): Store {
    const namespaces = new Map<string, Namespace>();
    return {
      kind: store.kind,
      namespace: (name) => {
        const known = namespaces.get(name) ?? this.#wrapNamespace(store.namespace(name), store.kind);
        namespaces.set(name, known);
        return known;
      },
      drop: (name) => store.drop(name),
      wallTime: () => store.wallTime(),
      tell: (text) => store.tell(text),
      hear: (listener) => store.hear(listener),
      close: () => store.close(),
    };
  }

  #wrapNamespace(inner: Namespace, kind: Store['kind']): Namespace {
    return {
      read: (keys) => inner.read(keys),
      list: (index, range) => inner.list(index, range),
      feed: (after, limit) => inner.feed(after, limit),
      inbox: (worker, after, limit) => inner.inbox(worker, after, limit),
      follow: (after, listener) => {
        const follower = { isDeaf: false };
        this.#followers.add(follower);
        const unfollow = inner.follow(after, (commit) => {
          if (!follower.isDeaf) listener(commit);
        });
        return () => {
          this.#followers.delete(follower);
          unfollow();
        };
      },
      scan: (prefix) => inner.scan(prefix),
      export: () => inner.export(),
      commit: (commit) => this.#commit(inner, kind, this.#planted(commit)),
      due: async (until, limit) => {
        const due = await inner.due(until, limit);
        if (this.#plant === 'deadlines claimed first' && due.deadlines.length > 0)
          await claim(inner, due.deadlines, until);
        return due;
      },
    };
  }

  async #commit(inner: Namespace, kind: Store['kind'], commit: Commit): Promise<CommitOutcome> {
    if (!this.stormy) return inner.commit(commit);
    const chance = this.#random.uniform();
    const { lostBefore, lostAfter, conflict, late, afterwards } = this.#faults;
    if (kind === 'redis' && this.#random.chance(afterwards)) {
      const arriving = this.#arriveLate(inner, commit).finally(() => this.#underWay.delete(arriving));
      this.#underWay.add(arriving);
      throw new Refused('Unavailable', 'thought lost');
    }
    if (chance < lostBefore) throw new Refused('Unavailable', 'lost before the commit');
    if (chance < lostBefore + lostAfter) {
      await inner.commit(commit);
      throw new Refused('Unavailable', 'lost after the commit');
    }
    if (chance < lostBefore + lostAfter + conflict) return { ok: false, conflict: 'injected' };
    if (chance < lostBefore + lostAfter + conflict + late) {
      return this.#arriveLate(inner, commit);
    }
    return inner.commit(commit);
  }

  async #arriveLate(inner: Namespace, commit: Commit): Promise<CommitOutcome> {
    for (let turns = this.#random.int(5); turns >= 0; turns--) await nextTurn();
    return inner.commit(commit);
  }

  #planted(commit: Commit): Commit {
    if (this.#plant === 'unchecked versions') return { ...commit, reads: [] };
    if (this.#plant !== 'lost inbox entries' || !this.#random.chance(0.02)) return commit;
    return { ...commit, events: commit.events.map(({ seq: _lost, ...event }) => event) };
  }
}

async function claim(inner: Namespace, deadlines: readonly { id: string }[], at: number): Promise<void> {
  await inner.commit({
    reads: [],
    writes: [],
    index: [],
    deadlines: deadlines.map(({ id }) => ({ id, at: null })),
    events: [{ type: 'market:changed', at }],
    facts: [],
    at,
  });
}
