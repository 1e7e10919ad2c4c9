import type { Group } from '../contract/schemas/group.ts';
import type { Market } from '../market/market.ts';
import { groupView } from '../worker/views.ts';
import type { Frame } from './frames.ts';
import { encodeEvent } from './frames.ts';
import type { Change } from './visibility.ts';
import { visibilityName } from './visibility.ts';

const namespace = '/worker';

/** The frames of one tick's visibility pushes: those that are equal for several workers are encoded once. */
export class VisibilityFrames {
  readonly #market: Pick<Market, 'index'>;
  readonly #shared = new Map<string, Frame>();

  constructor(market: Pick<Market, 'index'>) {
    this.#market = market;
  }

  of(worker: string, change: Change): Frame {
    // A group that a worker sees without being allowed to accept is told with what that worker lacks.
    if (change.previous === 'none' && change.access !== 'accept') return this.#encode(worker, change);
    const { group, previous, access, cause, feed } = change;
    const key = `${group} ${previous} ${access} ${cause.kind} ${cause.event} ${feed}`;
    let frame = this.#shared.get(key);
    if (!frame) {
      frame = this.#encode(worker, change);
      this.#shared.set(key, frame);
    }
    return frame;
  }

  #encode(worker: string, change: Change): Frame {
    const { group, access, previous, cause, feed, at } = change;
    const name = visibilityName(change);
    return encodeEvent(namespace, name, {
      hitTypeId: group,
      access,
      previous,
      cause,
      ...(name === 'hit:visible' ? { group: this.#group(worker, change) } : {}),
      at: new Date(at).toISOString(),
      feed,
    });
  }

  /** As it stands now, but with the access that this push tells of: a newer one has a push of its own. */
  #group(worker: string, { group, access }: Change): Group {
    return { ...groupView(this.#market.index.groupView(worker, group)), access };
  }

  clear(): void {
    this.#shared.clear();
  }
}
