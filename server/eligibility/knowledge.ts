import type { Environment, Obstacle, Requirement, Unmet } from '../contract/entities.ts';
import { meets } from '../domain/requirement.ts';
import { unmetRequirement } from '../domain/unmet.ts';
import { Audiences } from './audiences.ts';
import { Checker } from './checker.ts';
import { Versions } from './columns.ts';
import { type Group, Groups } from './groups.ts';
import { Hits } from './hits.ts';
import { contains } from './intervals.ts';
import { Involvement } from './involvement.ts';
import { Numbering } from './numbering.ts';
import { type Clause, Vocabulary } from './predicate.ts';
import { levelLeft, lossesOf } from './program.ts';
import { Visibility } from './visibility.ts';
import { Watches } from './watches.ts';
import { hindrance } from './worker-rows.ts';
import { Workers } from './workers.ts';

/** All that the index knows, and the checks that walk over it. Levels are numbers here: positions in `accessLevels`. */
export class Knowledge {
  readonly vocabulary: Vocabulary;
  readonly workers: Workers;
  readonly hits: Hits;
  readonly groups: Groups;
  readonly audiences: Audiences;
  readonly involvement: Involvement;
  /** Workers whose changes are reported: those connected here. */
  readonly watches = new Watches();
  /** Workers connected to other servers: they are on line, and nothing is reported of them. */
  readonly elsewhere = new Watches();
  readonly typeNames = new Map<string, string>();
  readonly #typeNumbers = new Numbering();
  readonly #typeVersions = new Versions();
  readonly visibility: Visibility;
  readonly checker: Checker;

  constructor(environment: Environment) {
    this.checker = new Checker({
      pairs: () => this.workers.qualifications.sparse,
      lostExactly: (audience, worker) => this.#lostExactly(audience, worker),
      isHindered: (worker, hit) => this.#isHinderedAt(worker, hit),
    });
    this.vocabulary = new Vocabulary(environment);
    this.workers = new Workers(this.vocabulary, this.checker);
    this.hits = new Hits(this.checker);
    this.groups = new Groups(this.hits.oldestFirst);
    this.audiences = new Audiences(this.vocabulary, this.workers, this.checker);
    this.involvement = new Involvement(this.workers, this.hits);
    this.visibility = new Visibility(this.audiences, this.workers, this.checker);
  }

  isOnline(worker: number): boolean {
    return this.watches.has(worker) || this.elsewhere.has(worker);
  }

  /** Workers who are on line, and exist. */
  online(): number[] {
    const { watches, elsewhere, workers } = this;
    const others = elsewhere.workers.filter((worker) => !watches.has(worker));
    return [...watches.workers, ...others].filter((worker) => workers.has(worker));
  }

  /** Notes the version of a fact about a Qualification type; false: it is old. */
  advanceType(id: string, version: number): boolean {
    return this.#typeVersions.advance(this.#typeNumbers.intern(id), version);
  }

  /** The levels, a bit each, that the requirements alone take from a worker. */
  lost(worker: number, audience: number): number {
    return this.checker.lost(this.audiences.starts[audience] as number, worker);
  }

  #lostExactly(audience: number, worker: number): number {
    let lost = 0;
    for (const clause of this.audiences.clauses[audience] as readonly Clause[]) {
      if (!contains(clause.passes, this.workers.valueOf(worker, clause.attribute))) lost |= lossesOf(clause);
    }
    return lost;
  }

  /** What the requirements alone allow. */
  audienceLevel(worker: number, audience: number): number {
    return levelLeft(this.lost(worker, audience));
  }

  #isHinderedAt(worker: number, hit: number): boolean {
    if (this.involvement.hasTaken(worker, hit)) return true;
    const group = this.groups.all[this.hits.groupOf(hit)] as Group;
    return this.involvement.isBlocked(worker, group) || this.involvement.isOwn(worker, group);
  }

  /** The highest level over the group's HITs; 0 for a worker who does not exist. */
  groupLevel(worker: number, group: Group): number {
    return this.levelAt(worker, group.number);
  }

  /** The same by the group's number. */
  levelAt(worker: number, group: number): number {
    const audience = this.audiences.listed.audienceOf(group);
    if (audience < 0 || !this.workers.has(worker)) return 0;
    return this.hinderedLevel(worker, group, this.audienceLevel(worker, audience));
  }

  /** What is left of a level that requirements give. */
  hinderedLevel(worker: number, group: number, level: number): number {
    if (level < 3 || !this.workers.hasFlag(worker, hindrance)) return level;
    return this.involvement.isHindered(worker, this.groups.all[group] as Group) ? 2 : 3;
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
