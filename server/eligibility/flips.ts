import { type Access, accessLevels } from '../contract/entities.ts';
import type { Flip } from './answers.ts';
import type { Group } from './groups.ts';
import type { Knowledge } from './knowledge.ts';

/**
 * Notes, while the facts of one commit are applied, what watched workers could do before with the groups that
 * a fact may concern; in the end only what differs then is a flip. So several facts of a commit add up.
 */
export class FlipRecorder {
  readonly #knowledge: Knowledge;
  readonly #before = new Map<Group, Map<number, number>>();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  /** `level` is what the worker could do before the fact; the first note of a commit counts. */
  note(worker: number, group: Group, level: number): void {
    const noted = this.#before.get(group);
    if (!noted) this.#before.set(group, new Map([[worker, level]]));
    else if (!noted.has(worker)) noted.set(worker, level);
  }

  /** Notes what the worker can do now. */
  noteNow(worker: number, group: Group): void {
    this.note(worker, group, this.#knowledge.groupLevel(worker, group));
  }

  /** Notes what each watched worker can do now. */
  noteWatched(group: Group): void {
    for (const worker of this.#knowledge.watches.workers) this.noteNow(worker, group);
  }

  /** The flips since the last call, by group id, then by number of the worker. */
  finish(): Flip[] {
    if (this.#before.size === 0) return [];
    const flips: Flip[] = [];
    const groups = [...this.#before.keys()].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const group of groups) this.#collect(group, flips);
    this.#before.clear();
    return flips;
  }

  #collect(group: Group, flips: Flip[]): void {
    const { workers } = this.#knowledge;
    const noted = [...(this.#before.get(group) as Map<number, number>)].sort(([a], [b]) => a - b);
    for (const [worker, before] of noted) {
      const level = this.#knowledge.groupLevel(worker, group);
      if (level === before) continue;
      flips.push({
        worker: workers.numbering.idOf(worker),
        group: group.id,
        access: accessLevels[level] as Access,
        previous: accessLevels[before] as Access,
      });
    }
  }
}
