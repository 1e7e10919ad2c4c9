import { limits } from '../contract/limits.ts';
import type { WorkerAuth } from '../contract/schemas/sockets.ts';
import type { Market } from '../market/market.ts';
import type { InboxEntry } from '../store/store.ts';
import type { Frame } from './frames.ts';
import { encodeEvent } from './frames.ts';
import { addressedFrame, type ResumePoint, readReplay } from './inbox.ts';
import type { Outgoing } from './outgoing.ts';
import { completeSnapshot, readOwnState } from './snapshot.ts';
import type { Change } from './visibility.ts';
import { net } from './visibility.ts';
import type { VisibilityFrames } from './visibility-frames.ts';

/** An addressed push on its way to all sockets of its worker; encoded once. */
export interface Addressed extends InboxEntry {
  frame?: Frame;
}
type Pending = Addressed | Change;

const isAddressed = (pending: Pending): pending is Addressed => 'event' in pending;

/**
 * One connection of one worker. It is registered for live pushes before its state is read; what comes meanwhile
 * waits, and what the snapshot includes already is dropped, so that nothing is missed and nothing comes twice.
 */
export class WorkerSession {
  readonly worker: string;
  readonly outgoing: Outgoing;
  readonly #groupsLimit: number;
  #pending: Pending[] = [];
  #live = false;
  #lastSeq = 0;
  #starts = 0;
  readonly #inboxRead: (entries: number) => void;

  /** `inboxRead` hears how many entries the worker had missed. */
  constructor(
    outgoing: Outgoing,
    auth: Pick<WorkerAuth, 'worker' | 'groupsLimit'>,
    inboxRead: (entries: number) => void,
  ) {
    this.outgoing = outgoing;
    this.#inboxRead = inboxRead;
    this.worker = auth.worker;
    this.#groupsLimit = auth.groupsLimit;
  }

  add(pending: Pending): void {
    this.#pending.push(pending);
    if (this.#live || this.#pending.length <= limits.socketPendingPushesMax) return;
    this.outgoing.cut('too much happened while the snapshot was read');
  }

  /** Replays, states what is, and goes live. A reset state is told as such. Answers false for a worker that is gone. */
  async start(market: Market, resume: ResumePoint, reset: boolean): Promise<boolean> {
    const turn = ++this.#starts;
    this.#live = false;
    for (;;) {
      const own = await readOwnState(market, this.worker);
      if (!own) return false;
      const replay = await readReplay(market, this.worker, resume, own.seq);
      if (turn !== this.#starts) return true;
      // What was addressed meanwhile is not in what was read: read again.
      if (this.#pending.some((pending) => isAddressed(pending) && seqOf(pending) > own.seq)) continue;
      this.#pending = [];
      this.#lastSeq = own.seq;
      this.#live = true;
      const snapshot = completeSnapshot(market, own, {
        groupsLimit: this.#groupsLimit,
        reset: reset || replay.kind === 'lost',
      });
      const replayed = replay.kind === 'entries' ? replay.entries.map(addressedFrame) : [];
      this.outgoing.write([...replayed, encodeEvent('/worker', 'snapshot', snapshot)]);
      if (replay.kind === 'entries') this.#inboxRead(replayed.length);
      return true;
    }
  }

  /** Forgets what waits, before the session is started anew in another market. */
  pause(): void {
    this.#live = false;
    this.#starts++;
    this.#pending = [];
  }

  /** Sends what waits: in the feed's order, addressed before visibility at one position, visibility netted. */
  flush(frames: VisibilityFrames): void {
    if (!this.#live || this.#pending.length === 0) return;
    const pending = this.#pending;
    this.#pending = [];
    const out: Frame[] = [];
    let changes: Change[] = [];
    for (const each of pending) {
      if (!isAddressed(each)) {
        changes.push(each);
        continue;
      }
      // Where stores are shared a snapshot may be ahead of this server's feed.
      if (seqOf(each) <= this.#lastSeq) continue;
      if (changes.length > 0) {
        for (const change of net(changes)) out.push(frames.of(this.worker, change));
        changes = [];
      }
      this.#lastSeq = seqOf(each);
      each.frame ??= addressedFrame(each);
      out.push(each.frame);
    }
    for (const change of net(changes)) out.push(frames.of(this.worker, change));
    this.outgoing.write(out);
  }
}

function seqOf({ event }: Addressed): number {
  return event.seq ?? 0;
}
