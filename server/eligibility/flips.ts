import { type Access, accessLevels } from '../contract/entities.ts';
import type { Flip } from './answers.ts';
import { grownInt32 } from './columns.ts';
import type { Group } from './groups.ts';
import type { Knowledge } from './knowledge.ts';
import { hashPair } from './pair-table.ts';

/** A table that one large commit has grown beyond this is not kept, since every later commit would have to clear it. */
const slotsKeptMax = 1024;

/**
 * Notes, while the facts of one commit are applied, what watched workers could do before with the groups that
 * a fact may concern; in the end only what differs then is a flip. So several facts of a commit add up.
 */
export class FlipRecorder {
  readonly #knowledge: Knowledge;
  readonly #workers: number[] = [];
  readonly #groups: number[] = [];
  readonly #levels: number[] = [];
  /** Note + 1, or 0 for an empty slot; the length is a power of two. */
  #slots: Int32Array = new Int32Array(64);

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  /** `level` is what the worker could do before the fact; the first note of a commit counts. */
  note(worker: number, group: number, level: number): void {
    const slot = this.#slotOf(worker, group);
    if (this.#slots[slot] !== 0) return;
    this.#workers.push(worker);
    this.#groups.push(group);
    this.#slots[slot] = this.#levels.push(level);
    if (this.#levels.length * 2 > this.#slots.length) this.#makeRoom();
  }

  /** The pair's slot, or the empty one where it would stand. */
  #slotOf(worker: number, group: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashPair(worker, group) & mask; ; slot = (slot + 1) & mask) {
      const note = (this.#slots[slot] as number) - 1;
      if (note < 0 || (this.#workers[note] === worker && this.#groups[note] === group)) return slot;
    }
  }

  #makeRoom(): void {
    this.#slots = grownInt32(new Int32Array(0), this.#slots.length * 2);
    for (let note = 0; note < this.#levels.length; note++) {
      this.#slots[this.#slotOf(this.#workers[note] as number, this.#groups[note] as number)] = note + 1;
    }
  }

  /** Notes what the worker can do now. */
  noteNow(worker: number, group: Group): void {
    this.note(worker, group.number, this.#knowledge.groupLevel(worker, group));
  }

  /** Notes what each watched worker can do now. */
  noteWatched(group: Group): void {
    for (const worker of this.#knowledge.watches.workers) this.noteNow(worker, group);
  }

  /** The flips since the last call, in the order in which they were first noted. */
  finish(): Flip[] {
    const flips: Flip[] = [];
    if (this.#levels.length === 0) return flips;
    const { groups, workers } = this.#knowledge;
    for (let note = 0; note < this.#levels.length; note++) {
      const worker = this.#workers[note] as number;
      const group = this.#groups[note] as number;
      const level = this.#knowledge.levelAt(worker, group);
      const before = this.#levels[note] as number;
      if (level === before) continue;
      flips.push({
        worker: workers.numbering.ids[worker] as string,
        group: groups.numbering.ids[group] as string,
        access: accessLevels[level] as Access,
        previous: accessLevels[before] as Access,
      });
    }
    this.#clear();
    return flips;
  }

  #clear(): void {
    this.#workers.length = 0;
    this.#groups.length = 0;
    this.#levels.length = 0;
    if (this.#slots.length > slotsKeptMax) this.#slots = new Int32Array(64);
    else this.#slots.fill(0);
  }
}
