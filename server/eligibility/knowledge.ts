import type { Environment, Obstacle, Requirement, Unmet } from '../contract/entities.ts';
import { meets, unmetRequirement } from '../domain/requirement.ts';
import { Audiences } from './audiences.ts';
import { Versions } from './columns.ts';
import { type Group, Groups } from './groups.ts';
import { Hits, hitMembers, hitShift, hitStates } from './hits.ts';
import { Involvement } from './involvement.ts';
import { Numbering } from './numbering.ts';
import { Vocabulary } from './predicate.ts';
import { Evaluator, levelLeft } from './program.ts';
import { Visibility } from './visibility.ts';
import { Watches } from './watches.ts';
import { hindrance, rowShift, Workers } from './workers.ts';

/** All that the index knows, and the checks that walk over it. Levels are numbers here: positions in `accessLevels`. */
export class Knowledge {
  readonly vocabulary: Vocabulary;
  readonly workers: Workers;
  readonly hits = new Hits();
  readonly groups: Groups;
  readonly audiences: Audiences;
  readonly involvement: Involvement;
  readonly watches = new Watches();
  readonly typeNames = new Map<string, string>();
  readonly #typeNumbers = new Numbering();
  readonly #typeVersions = new Versions();
  readonly visibility: Visibility;
  readonly #evaluator: Evaluator;

  constructor(environment: Environment) {
    this.vocabulary = new Vocabulary(environment);
    this.workers = new Workers(this.vocabulary);
    this.groups = new Groups(this.hits.oldestFirst);
    this.audiences = new Audiences(this.vocabulary, this.workers);
    this.involvement = new Involvement(this.workers, this.hits);
    this.#evaluator = new Evaluator(this.workers);
    this.visibility = new Visibility(this.audiences, this.workers, this.#evaluator);
  }

  /** Notes the version of a fact about a Qualification type; false: it is old. */
  advanceType(id: string, version: number): boolean {
    return this.#typeVersions.advance(this.#typeNumbers.intern(id), version);
  }

  /** The levels, a bit each, that the requirements alone take from a worker. */
  lost(worker: number, audience: number): number {
    const { code, starts } = this.audiences;
    return this.#evaluator.lost(code, starts[audience] as number, worker);
  }

  /** What the requirements alone allow. */
  audienceLevel(worker: number, audience: number): number {
    return levelLeft(this.lost(worker, audience));
  }

  /** The check: worker × HIT, both known. */
  hitLevel(worker: number, hit: number): number {
    const { rows } = this.hits;
    const row = hit << hitShift;
    if (((rows[row] as number) & hitStates.listed) === 0) return 0;
    const start = rows[row + hitMembers.program] as number;
    const level = levelLeft(this.#evaluator.lost(this.audiences.code, start, worker));
    if (level < 3 || ((this.workers.rows[worker << rowShift] as number) & hindrance) === 0) return level;
    return this.#isHinderedAt(worker, hit) ? 2 : 3;
  }

  #isHinderedAt(worker: number, hit: number): boolean {
    if (this.involvement.hasTaken(worker, hit)) return true;
    const group = this.groups.all[this.hits.groupOf(hit)] as Group;
    return this.involvement.isBlocked(worker, group) || this.involvement.isOwn(worker, group);
  }

  /** The highest level over the group's HITs; 0 for a worker who does not exist. */
  groupLevel(worker: number, group: Group): number {
    if (!Groups.isListed(group) || !this.workers.has(worker)) return 0;
    return this.hinderedLevel(worker, group, this.audienceLevel(worker, group.audience));
  }

  /** What is left of a level that requirements give. */
  hinderedLevel(worker: number, group: Group, level: number): number {
    return level === 3 && this.involvement.isHindered(worker, group) ? 2 : level;
  }

  /** The requirements that the worker fails, with its values. */
  unmet(worker: number, requirements: readonly Requirement[]): Unmet[] {
    const found: Unmet[] = [];
    for (const requirement of requirements) {
      const type = requirement.QualificationTypeId;
      const value = this.workers.heldValue(worker, this.vocabulary.attributeOf(type));
      if (meets(requirement, value)) continue;
      found.push(unmetRequirement(requirement, value, this.typeNames.get(type) ?? type));
    }
    return found;
  }

  /** All that stands between the worker and this HIT, requirements aside. */
  hitReasons(worker: number, hit: number): Obstacle[] {
    const group = this.groups.all[this.hits.groupOf(hit)] as Group;
    const reasons = this.#personalReasons(worker, group);
    if (this.involvement.hasTaken(worker, hit)) reasons.push('already-done');
    return [...reasons, ...this.hits.obstaclesOf(hit)];
  }

  /** The same for all HITs of a group: what holds for each that has a place, or that none has one. */
  groupReasons(worker: number, group: Group): Obstacle[] {
    const reasons = this.#personalReasons(worker, group);
    if (group.open.size === 0) reasons.push('none-left');
    else if (this.involvement.hasTakenAll(worker, group)) reasons.push('already-done');
    return reasons;
  }

  #personalReasons(worker: number, group: Group): Obstacle[] {
    const reasons: Obstacle[] = [];
    if (this.involvement.isBlocked(worker, group)) reasons.push('blocked');
    if (this.involvement.isOwn(worker, group)) reasons.push('own-hit');
    return reasons;
  }
}
