import type { Access } from '../contract/entities.ts';
import type { FeedEvent, VisibilityCause } from '../contract/events.ts';
import type { VisibilityName } from '../contract/schemas/sockets.ts';
import type { Flip } from '../eligibility/eligibility-index.ts';
import type { FeedCommit } from '../store/store.ts';

/** Visibility: what flips of the index mean to a worker. A pure function of the feed; nothing of it is stored. */

/** One worker's changed access to one group, as a commit left it. */
export interface Change {
  readonly group: string;
  readonly access: Access;
  readonly previous: Access;
  readonly cause: VisibilityCause;
  /** Position that the worker's groups equal once this is folded. */
  readonly feed: number;
  /** Market time, epoch ms. */
  readonly at: number;
}

export function visibilityName({ access, previous }: Pick<Change, 'access' | 'previous'>): VisibilityName {
  if (previous === 'none') return 'hit:visible';
  return access === 'none' ? 'hit:hidden' : 'hit:changed';
}

/** The changes of a commit's flips, worker by worker. */
export function changesOf(
  commit: FeedCommit,
  flips: readonly Flip[],
  each: (worker: string, change: Change) => void,
): void {
  const feed = commit.first + commit.events.length - 1;
  const causes = new Causes(commit);
  for (const { worker, group, access, previous } of flips) {
    each(worker, { group, access, previous, cause: causes.of(worker, group), feed, at: commit.at });
  }
}

/** What in a commit made a worker's access to a group change. */
class Causes {
  readonly #commit: FeedCommit;
  /** By worker: what happened to this worker itself. */
  readonly #own = new Map<string, VisibilityCause>();
  /** By group, found when first asked for. */
  readonly #hits = new Map<string, VisibilityCause>();

  constructor(commit: FeedCommit) {
    this.#commit = commit;
    for (const [offset, event] of commit.events.entries()) {
      const kind = ownKind(event);
      if (kind === undefined || event.worker === undefined) continue;
      if (this.#own.get(event.worker)?.kind === 'block') continue;
      this.#own.set(event.worker, { kind, event: commit.first + offset });
    }
  }

  of(worker: string, group: string): VisibilityCause {
    const own = this.#own.get(worker);
    if (own) return own;
    let cause = this.#hits.get(group);
    if (!cause) {
      cause = { kind: 'hit', event: this.#positionOf(group) };
      this.#hits.set(group, cause);
    }
    return cause;
  }

  /** The last event that names the group; what names none began the commit. */
  #positionOf(group: string): number {
    const { events, first } = this.#commit;
    const offset = events.findLastIndex((event) => event.hitTypeId === group || event.previous === group);
    return first + Math.max(0, offset);
  }
}

function ownKind({ type }: FeedEvent): VisibilityCause['kind'] | undefined {
  if (type === 'worker:blocked' || type === 'worker:unblocked') return 'block';
  if (type.startsWith('qualification:') || type === 'system:changed') return 'qualification';
  return type === 'worker:changed' ? 'qualification' : undefined;
}

/**
 * Nets the changes between two addressed pushes: opposite ones cancel, later ones replace earlier ones. Where
 * anything was netted all carry the last position, since only there the worker's groups equal the server's again.
 */
export function net(changes: readonly Change[]): readonly Change[] {
  if (changes.length < 2) return changes;
  const byGroup = new Map<string, Change>();
  for (const change of changes) {
    const earlier = byGroup.get(change.group);
    // Taken out and put in again, so that the order stays that of the last changes.
    byGroup.delete(change.group);
    byGroup.set(change.group, earlier ? { ...change, previous: earlier.previous } : change);
  }
  if (byGroup.size === changes.length) return changes;
  const { feed, at } = changes.at(-1) as Change;
  const left = [...byGroup.values()].filter(({ access, previous }) => access !== previous);
  return left.map((change) => ({ ...change, feed, at }));
}
