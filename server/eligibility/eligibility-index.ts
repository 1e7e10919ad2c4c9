import { type Access, accessLevels, type Environment, type Requirement } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import type {
  Audience,
  Explanation,
  Flip,
  GroupGlance,
  GroupListing,
  GroupPage,
  GroupQuery,
  GroupSort,
  GroupView,
  IndexSize,
  LevelCounts,
  WorkerPage,
} from './answers.ts';
import { AskedSets } from './asked-sets.ts';
import { AudienceQuestions } from './audience-questions.ts';
import type { Checker } from './checker.ts';
import type { Fact, HitTypeValue } from './facts.ts';
import { FlipRecorder } from './flips.ts';
import { GroupOrders } from './group-orders.ts';
import { GroupPages } from './group-pages.ts';
import type { Group } from './groups.ts';
import { hitStates } from './hit-rows.ts';
import { Knowledge } from './knowledge.ts';
import { HitLearner } from './learn-hits.ts';
import { WorkerLearner } from './learn-workers.ts';
import { LiveCounts } from './live-counts.ts';
import { OnlineWorkers } from './online-workers.ts';
import { samplePairs } from './sample.ts';
import { WorkerSets } from './worker-sets.ts';

export type {
  Audience,
  Explanation,
  Flip,
  FunnelStep,
  GroupGlance,
  GroupListing,
  GroupPage,
  GroupQuery,
  GroupSort,
  GroupView,
  LevelCounts,
  WorkerPage,
} from './answers.ts';

/** Who may discover, preview and accept what. A pure data structure, fed by facts; it knows neither stores nor sockets. */
export class EligibilityIndex {
  readonly environment: Environment;
  readonly #knowledge: Knowledge;
  readonly #checker: Checker;
  readonly #flips: FlipRecorder;
  readonly #orders: GroupOrders;
  readonly #counts: LiveCounts;
  readonly #asked: AskedSets;
  readonly #hitLearner: HitLearner;
  readonly #workerLearner: WorkerLearner;
  readonly #pages: GroupPages;
  readonly #audiences: AudienceQuestions;
  /** Who is connected, here or elsewhere. */
  readonly online: OnlineWorkers;

  constructor(options: { readonly environment: Environment }) {
    this.environment = options.environment;
    this.#knowledge = new Knowledge(options.environment);
    this.#checker = this.#knowledge.checker;
    this.#flips = new FlipRecorder(this.#knowledge);
    this.#orders = new GroupOrders(this.#knowledge.groups, this.#knowledge.hits);
    const sets = new WorkerSets(this.#knowledge.workers);
    this.#asked = new AskedSets(this.#knowledge, sets);
    this.online = new OnlineWorkers(this.#knowledge, this.#asked);
    this.#counts = new LiveCounts(this.#knowledge, sets);
    this.#hitLearner = new HitLearner(this.#knowledge, this.#flips, this.#orders, this.#counts);
    const figures = { counts: this.#counts, sets, asked: this.#asked };
    this.#workerLearner = new WorkerLearner(this.#knowledge, this.#flips, figures);
    this.#pages = new GroupPages(this.#knowledge, this.#orders);
    this.#audiences = new AudienceQuestions(this.#knowledge, sets, this.#asked);
  }

  /** Applies the facts of one commit. Answers what it changed for watched workers, by group id, then by worker. */
  apply(facts: readonly Fact[]): Flip[] {
    for (const fact of facts) this.#learn(fact);
    return this.#flips.finish();
  }

  #learn(fact: Fact): void {
    switch (fact.kind) {
      case 'worker':
        this.#workerLearner.worker(fact);
        break;
      case 'qualification':
        this.#workerLearner.qualification(fact);
        break;
      case 'qualificationType':
        this.#workerLearner.qualificationType(fact);
        break;
      case 'hitType':
        this.#hitLearner.hitType(fact);
        break;
      case 'hit':
        this.#hitLearner.hit(fact);
        break;
      case 'participation':
        this.#hitLearner.participation(fact);
        break;
      case 'block':
        this.#hitLearner.block(fact);
        break;
    }
  }

  /** Counts a connection of this worker; `apply` reports changes for it from now on. */
  watch(worker: string): void {
    this.online.watch(worker);
  }

  /** Counts it off; of a worker that is not watched, nothing happens. */
  unwatch(worker: string): void {
    this.online.unwatch(worker);
  }

  /** Existing workers who are connected, here or elsewhere, however often each. */
  onlineCount(): number {
    return this.#knowledge.online().length;
  }

  /** How much the index holds: ids that it has met, however they ended. */
  size(): IndexSize {
    const { workers, hits, groups, audiences } = this.#knowledge;
    return {
      workers: workers.numbering.size,
      hits: hits.numbering.size,
      groups: groups.all.length,
      audiences: audiences.rows.size,
    };
  }

  population(): number {
    return this.#knowledge.workers.population;
  }

  hasWorker(worker: string): boolean {
    return this.workerNumber(worker) >= 0;
  }

  /** The worker's number for `checkNumbers`, good as long as the worker exists; -1 if unknown. */
  workerNumber(worker: string): number {
    const number = this.#knowledge.workers.numbering.find(worker);
    return this.#knowledge.workers.has(number) ? number : -1;
  }

  /** The HIT's number for `checkNumbers`; -1 if unknown. */
  hitNumber(hit: string): number {
    const number = this.#knowledge.hits.numbering.find(hit);
    return number >= 0 && this.#isKnownHit(number) ? number : -1;
  }

  /** As `workerNumber`, of an id that stands in a buffer (see `ByteIds`). */
  workerNumberIn(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const number = this.#knowledge.workers.numbering.findIn(bytes, start, end, hash);
    return this.#knowledge.workers.has(number) ? number : -1;
  }

  /** As `hitNumber`, likewise. */
  hitNumberIn(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const number = this.#knowledge.hits.numbering.findIn(bytes, start, end, hash);
    return number >= 0 && this.#isKnownHit(number) ? number : -1;
  }

  /** Position of the level in `accessLevels`. The numbers must come from `workerNumber` and `hitNumber`. */
  checkNumbers(worker: number, hit: number): number {
    return this.#checker.level(worker, hit);
  }

  /** Unknown ids: Refused NotFound, here and in all that follows. */
  check(worker: string, hit: string): Access {
    return accessLevels[this.checkNumbers(this.#worker(worker), this.#hit(hit))] as Access;
  }

  explain(worker: string, hit: string): Explanation {
    const [workerNumber, hitNumber] = [this.#worker(worker), this.#hit(hit)];
    const group = this.#knowledge.groups.all[this.#knowledge.hits.groupOf(hitNumber)] as Group;
    return {
      access: accessLevels[this.checkNumbers(workerNumber, hitNumber)] as Access,
      unmet: this.#knowledge.unmet(workerNumber, (group.value as HitTypeValue).requirements),
      reasons: this.#knowledge.hitReasons(workerNumber, hitNumber),
    };
  }

  /** The highest access over the group's HITs. */
  groupAccess(worker: string, group: string): Access {
    return accessLevels[this.#knowledge.groupLevel(this.#worker(worker), this.#group(group))] as Access;
  }

  explainGroup(worker: string, group: string): Explanation {
    const [number, known] = [this.#worker(worker), this.#group(group)];
    return {
      access: accessLevels[this.#knowledge.groupLevel(number, known)] as Access,
      unmet: this.#knowledge.unmet(number, (known.value as HitTypeValue).requirements),
      reasons: this.#knowledge.groupReasons(number, known),
    };
  }

  /** What the group asks of workers. */
  requirementsOf(group: string): readonly Requirement[] {
    return this.#group(group).value?.requirements ?? [];
  }

  /** One group as this worker sees it, whatever its access. */
  groupView(worker: string, group: string): GroupView {
    return this.#pages.view(this.#worker(worker), this.#group(group));
  }

  /** The groups with a place that this worker can discover. */
  groups(worker: string, query: GroupQuery): GroupPage {
    return this.#pages.page(this.#worker(worker), query);
  }

  /** Hands on the first `limit` groups of an order that the worker can discover, one by one, until `isDone` says so. */
  readDown(worker: string, sort: GroupSort, limit: number, isDone: (group: GroupGlance) => boolean): void {
    this.#pages.readDown(this.#worker(worker), sort, limit, isDone);
  }

  /** A group as anybody sees it, whether it is listed or not. */
  listing(group: string): GroupListing {
    return this.#pages.listing(this.#group(group));
  }

  /** The group's HITs that have a place, oldest first; with a worker, those it has access `accept` to. */
  workableHits(group: string, worker?: string, limit = Number.POSITIVE_INFINITY): string[] {
    const { hits } = this.#knowledge;
    const number = worker === undefined ? undefined : this.#worker(worker);
    const found: string[] = [];
    if (limit <= 0) return found;
    this.#group(group).open.walk((hit) => {
      if (number === undefined || this.checkNumbers(number, hit) === 3) found.push(hits.numbering.idOf(hit));
      return found.length < limit;
    });
    return found;
  }

  /** The oldest HIT of the group that this worker may accept. */
  nextWorkableHit(worker: string, group: string): string | undefined {
    const [number, known] = [this.#worker(worker), this.#group(group)];
    const knowledge = this.#knowledge;
    if (knowledge.groupLevel(number, known) < 3) return undefined;
    let found: number | undefined;
    known.open.walk((hit) => {
      if (knowledge.involvement.hasTaken(number, hit)) return true;
      found = hit;
      return false;
    });
    return found === undefined ? undefined : knowledge.hits.numbering.idOf(found);
  }

  /** How many workers a set of requirements admits; the set need not be in use. */
  audience(requirements: readonly Requirement[]): Audience {
    return this.#audiences.audience(requirements);
  }

  /** The workers who have at least this level by the requirements, in the order in which they became known here. */
  audienceWorkers(
    requirements: readonly Requirement[],
    level: Exclude<Access, 'none'>,
    page: { readonly limit: number; readonly after?: string },
  ): WorkerPage {
    return this.#audiences.list(requirements, level, page);
  }

  /** Eligible workers of a group's requirements; kept current from the first question on, while the group has a place. */
  audienceOfGroup(group: string): LevelCounts {
    return this.#counts.of(this.#group(group).audience);
  }

  /** Every kept count beside a fresh one, by a group that it is of. */
  recount(): { group: string; kept: LevelCounts; counted: LevelCounts }[] {
    return [...this.#counts.kept()].map((audience) => ({
      group: this.#knowledge.groups.numbering.idOf(this.#knowledge.audiences.listed.first(audience)),
      kept: this.#counts.of(audience),
      counted: this.#counts.recount(audience),
    }));
  }

  /** `n` pairs of existing ids, the same for the same seed and state; none while either kind is missing. */
  sample(n: number, seed: number): { worker: string; hit: string }[] {
    const { hits, workers } = this.#knowledge;
    const pairs = samplePairs(
      n,
      seed,
      { size: workers.numbering.size, isGood: (worker) => workers.has(worker) },
      { size: hits.numbering.size, isGood: (hit) => this.#isKnownHit(hit) },
    );
    return pairs.map(([worker, hit]) => ({
      worker: workers.numbering.idOf(worker),
      hit: hits.numbering.idOf(hit),
    }));
  }

  #isKnownHit(hit: number): boolean {
    const { groups, hits } = this.#knowledge;
    return hits.is(hit, hitStates.exists) && groups.all[hits.groupOf(hit)]?.value !== undefined;
  }

  #worker(id: string): number {
    const number = this.workerNumber(id);
    if (number < 0) throw new Refused('NotFound', `Worker ${id} does not exist.`);
    return number;
  }

  #hit(id: string): number {
    const number = this.hitNumber(id);
    if (number < 0) throw new Refused('NotFound', `HIT ${id} does not exist.`);
    return number;
  }

  #group(id: string): Group {
    const group = this.#knowledge.groups.known(id);
    if (!group) throw new Refused('NotFound', `HIT type ${id} does not exist.`);
    return group;
  }
}
