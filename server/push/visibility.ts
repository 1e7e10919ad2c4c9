import type { Access } from '../contract/entities.ts';
import type { FeedEvent, VisibilityCause } from '../contract/events.ts';
import type { VisibilityName } from '../contract/schemas/sockets.ts';
import type { EligibilityIndex, Flip } from '../eligibility/eligibility-index.ts';
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
  { commit, flips, index }: Flipped,
  each: (worker: string, change: Change) => void,
): void {
  const feed = commit.first + commit.events.length - 1;
  const causes = new Causes(commit, index);
  for (const { worker, group, access, previous } of flips) {
    each(worker, { group, access, previous, cause: causes.of(worker, group), feed, at: commit.at });
  }
}

export interface Flipped {
  readonly commit: FeedCommit;
  readonly flips: readonly Flip[];
  readonly index: Pick<EligibilityIndex, 'requirementsOf'>;
}

/** Something that happened to a worker itself, and the Qualification type that it moved, if any. */
interface OwnEvent extends VisibilityCause {
  readonly type: unknown;
}

/** What in a commit made a worker's access to a group change. */
class Causes {
  readonly #commit: FeedCommit;
  readonly #index: Flipped['index'];
  readonly #own = new Map<string, OwnEvent[]>();
  /** By group, found when first asked for; the same for all workers to whom nothing happened. */
  readonly #hits = new Map<string, VisibilityCause>();

  constructor(commit: FeedCommit, index: Flipped['index']) {
    this.#commit = commit;
    this.#index = index;
    for (const [offset, event] of commit.events.entries()) {
      const kind = ownKind(event);
      if (kind === undefined || event.worker === undefined) continue;
      const own = this.#own.get(event.worker) ?? [];
      own.push({ kind, event: commit.first + offset, type: event.qualificationType });
      this.#own.set(event.worker, own);
    }
  }

  of(worker: string, group: string): VisibilityCause {
    const own = this.#own.get(worker);
    const found = own && this.#amongOwn(own, group);
    if (found) return { kind: found.kind, event: found.event };
    let cause = this.#hits.get(group);
    if (!cause) {
      cause = { kind: 'hit', event: this.#positionOf(group) };
      this.#hits.set(group, cause);
    }
    return cause;
  }

  /** A block, or the change of a Qualification that the group asks for; where several moved, the last one. */
  #amongOwn(own: readonly OwnEvent[], group: string): OwnEvent | undefined {
    const asked = new Set<unknown>(
      this.#index.requirementsOf(group).map(({ QualificationTypeId }) => QualificationTypeId),
    );
    const fits = ({ kind, type }: OwnEvent) => kind === 'block' || type === undefined || asked.has(type);
    return own.findLast(fits);
  }

  /** The first event that names the group: what else did follows from it. What names none began the commit. */
  #positionOf(group: string): number {
    const { events, first } = this.#commit;
    const offset = events.findIndex((event) => event.hitTypeId === group || event.previous === group);
    return first + Math.max(0, offset);
  }
}

/** `worker:changed` has no type: the worker's own account made a group its own, or no longer. */
function ownKind({ type }: FeedEvent): VisibilityCause['kind'] | undefined {
  if (type === 'worker:blocked' || type === 'worker:unblocked') return 'block';
  if (type.startsWith('qualification:') || type === 'system:changed' || type === 'worker:changed')
    return 'qualification';
  return undefined;
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
