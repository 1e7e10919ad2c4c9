import type { Requirement } from '../contract/entities.ts';
import { AudienceRows } from './audience-rows.ts';
import type { Checker } from './checker.ts';
import { grownInt32 } from './columns.ts';
import type { Group } from './groups.ts';
import { contains, type Intervals } from './intervals.ts';
import { ListedGroups } from './listed-groups.ts';
import { type Clause, firstOwn, predicateKey, type Vocabulary } from './predicate.ts';
import { assemble, lossesOf } from './program.ts';
import { Thresholds } from './thresholds.ts';
import type { Workers } from './workers.ts';

/** Once so many audiences without groups stand among the postings, and more than half do, all postings are made anew. */
const idleMax = 1024;
const lossBits = 3;

/**
 * Interned sets of requirements. Groups that ask the same share one audience; it is live while one of its groups
 * has a place. Live audiences are posted under each of their predicates, and predicates under their thresholds,
 * so that a change of a worker's value leads to the audiences that it may concern.
 */
export class Audiences {
  /** By audience, where its program begins in the checker's code. */
  readonly starts: number[] = [];
  readonly clauses: (readonly Clause[])[] = [];
  readonly listed = new ListedGroups();
  readonly #numbers = new Map<string, number>();
  readonly #predicates = new Map<string, number>();
  readonly #passes: Intervals[] = [];
  /** By predicate, the last question that met it. */
  readonly #asked: number[] = [];
  #question = 0;
  /** By predicate, audiences with it, each with the levels that failing it takes away in the lowest three bits. */
  readonly #posted: number[][] = [];
  /** Whether several clauses of the audience ask for one attribute. */
  readonly #repeats: boolean[] = [];
  readonly #thresholds = new Map<number, Thresholds>();
  readonly #isPosted: boolean[] = [];
  /** The posted audiences. */
  readonly rows = new AudienceRows();
  /** Rises whenever rows are numbered anew. */
  generation = 0;
  #liveCount = 0;
  /** No program begins at 0. */
  #codeEnd = 1;
  readonly #vocabulary: Vocabulary;
  readonly #workers: Workers;
  readonly #checker: Checker;

  constructor(vocabulary: Vocabulary, workers: Workers, checker: Checker) {
    this.#vocabulary = vocabulary;
    this.#checker = checker;
    this.#workers = workers;
    workers.qualifications.onDense((type) => this.#assembleAgain(type));
  }

  intern(requirements: readonly Requirement[]): number {
    const clauses = this.#vocabulary.clausesOf(requirements);
    const key = clauses.map((clause) => `${clause.cap}/${predicateKey(clause)}`).join(' ');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const audience = this.starts.length;
    this.#numbers.set(key, audience);
    this.clauses.push(clauses);
    this.#repeats.push(new Set(clauses.map(({ attribute }) => attribute)).size < clauses.length);
    this.#isPosted.push(false);
    this.#store(audience, clauses);
    return audience;
  }

  #store(audience: number, clauses: readonly Clause[]): void {
    const words = this.#assembled(audience, clauses);
    this.#checker.code = grownInt32(this.#checker.code, this.#codeEnd + words.length);
    this.#checker.code.set(words, this.#codeEnd);
    this.starts.push(this.#codeEnd);
    this.#codeEnd += words.length;
  }

  #assembled(audience: number, clauses: readonly Clause[]): number[] {
    return assemble(audience, clauses, (type) => this.#workers.qualifications.memberOf(type));
  }

  /** The type's values stand elsewhere now; a program is as long as before. */
  #assembleAgain(type: number): void {
    for (const [audience, clauses] of this.clauses.entries()) {
      if (!clauses.some(({ attribute }) => attribute === firstOwn + type)) continue;
      this.#checker.code.set(this.#assembled(audience, clauses), this.starts[audience] as number);
    }
  }

  isLive(audience: number): boolean {
    return this.listed.count(audience) > 0;
  }

  /** The group has a place from now on. */
  enter(group: Group): void {
    const { audience, number } = group;
    this.listed.add(audience, number);
    if (this.listed.count(audience) === 1) this.#liveCount++;
    if (!this.#isPosted[audience]) this.#post(audience);
    this.rows.setGroups(audience, this.listed.count(audience));
  }

  /** The group has none any more. */
  leave(group: Group): void {
    const { audience, number } = group;
    this.listed.remove(number);
    this.rows.setGroups(audience, this.listed.count(audience));
    if (this.isLive(audience)) return;
    this.#liveCount--;
    const idle = this.rows.size - this.#liveCount;
    if (idle > idleMax && idle > this.#liveCount) this.#repost();
  }

  #post(audience: number): void {
    this.#isPosted[audience] = true;
    this.rows.add(audience);
    for (const clause of this.clauses[audience] as readonly Clause[]) {
      (this.#posted[this.#predicate(clause)] as number[]).push((audience << lossBits) | lossesOf(clause));
    }
  }

  #repost(): void {
    for (const posted of this.#posted) posted.length = 0;
    const live = this.rows.audiences.filter((audience) => this.isLive(audience));
    for (const audience of this.rows.audiences) this.#isPosted[audience] = false;
    this.rows.clear();
    this.generation++;
    for (const audience of live) {
      this.#post(audience);
      this.rows.setGroups(audience, this.listed.count(audience));
    }
  }

  #predicate(clause: Clause): number {
    const key = predicateKey(clause);
    const known = this.#predicates.get(key);
    if (known !== undefined) return known;
    const predicate = this.#passes.push(clause.passes) - 1;
    this.#predicates.set(key, predicate);
    this.#posted.push([]);
    this.#asked.push(0);
    const thresholds = this.#thresholds.get(clause.attribute) ?? new Thresholds();
    this.#thresholds.set(clause.attribute, thresholds);
    thresholds.add(predicate, clause.passes);
    return predicate;
  }

  /** Several of its clauses may change at once. */
  repeats(audience: number): boolean {
    return this.#repeats[audience] as boolean;
  }

  /** Visits the posted audiences with a clause that such a change makes or breaks; one that `repeats` may come several times. */
  concerned(attribute: number, from: number, to: number, visit: Visit): void {
    this.#question++;
    this.#thresholds.get(attribute)?.crossed(from, to, (predicate) => {
      // One with several boundaries is met at each of them.
      if (this.#asked[predicate] === this.#question) return;
      this.#asked[predicate] = this.#question;
      const passes = contains(this.#passes[predicate] as Intervals, to);
      if (contains(this.#passes[predicate] as Intervals, from) !== passes)
        this.#visit(predicate, passes, visit);
    });
  }

  #visit(predicate: number, passes: boolean, visit: Visit): void {
    const posted = this.#posted[predicate] as number[];
    for (let at = 0; at < posted.length; at++) {
      const word = posted[at] as number;
      visit(word >> lossBits, word & ((1 << lossBits) - 1), passes);
    }
  }
}

/** `losses`: the levels that failing the clause takes away. */
type Visit = (audience: number, losses: number, passesNow: boolean) => void;
