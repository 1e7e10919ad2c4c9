import {
  type Access,
  accessLevels,
  type Environment,
  type Obstacle,
  obstacles,
  type Requirement,
  type Unmet,
} from '../../../server/contract/entities.ts';
import { Refused } from '../../../server/contract/errors.ts';
import { type SystemValue, systemTypeNames, systemValueOf } from '../../../server/contract/system-types.ts';
import {
  accessByRequirements,
  capAccess,
  includesAccess,
  placeObstacles,
} from '../../../server/domain/access.ts';
import { type HeldValue, meets } from '../../../server/domain/requirement.ts';
import { unmetRequirement } from '../../../server/domain/unmet.ts';
import type {
  Audience,
  Explanation,
  Flip,
  GroupQuery,
  GroupView,
  LevelCounts,
} from '../../../server/eligibility/answers.ts';
import type { Fact, HitTypeValue, HitValue, WorkerValue } from '../../../server/eligibility/facts.ts';

type Level = Exclude<Access, 'none'>;

/** Answers what the index answers, by looking at everything each time. Slow and obvious on purpose. */
export class Reference {
  readonly environment: Environment;
  readonly #versions = new Map<string, number>();
  readonly #workers = new Map<string, WorkerValue>();
  readonly #qualifications = new Map<string, number>();
  readonly #typeNames = new Map<string, string>();
  readonly #hitTypes = new Map<string, HitTypeValue>();
  readonly #hits = new Map<string, HitValue>();
  readonly #participations = new Set<string>();
  readonly #blocks = new Set<string>();
  readonly #watches = new Map<string, number>();
  /** Sorted once after each change. */
  #placedByGroup: Map<string, [string, HitValue][]> | undefined;

  constructor(options: { readonly environment: Environment }) {
    this.environment = options.environment;
  }

  apply(facts: readonly Fact[]): Flip[] {
    const before = this.#watchedAccess();
    for (const fact of facts) this.#learn(fact);
    return this.#watchedAccess().flatMap(({ worker, group, access }) => {
      const previous =
        before.find((entry) => entry.worker === worker && entry.group === group)?.access ?? 'none';
      return access === previous ? [] : [{ worker, group, access, previous }];
    });
  }

  #watchedAccess(): { worker: string; group: string; access: Access }[] {
    return [...this.#watches.keys()].flatMap((worker) =>
      [...this.#hitTypes.keys()].map((group) => ({
        worker,
        group,
        access: this.#workers.has(worker) ? this.groupAccess(worker, group) : 'none',
      })),
    );
  }

  #learn(fact: Fact): void {
    const key = keyOf(fact);
    if (fact.version <= (this.#versions.get(key) ?? 0)) return;
    this.#versions.set(key, fact.version);
    this.#placedByGroup = undefined;
    switch (fact.kind) {
      case 'worker':
        put(this.#workers, fact.id, fact.value);
        break;
      case 'qualification':
        put(this.#qualifications, `${fact.worker} ${fact.type}`, fact.value);
        break;
      case 'qualificationType':
        put(this.#typeNames, fact.id, fact.value?.name ?? null);
        break;
      case 'hitType':
        put(this.#hitTypes, fact.id, fact.value);
        break;
      case 'hit':
        put(this.#hits, fact.id, fact.value);
        break;
      case 'participation':
        mark(this.#participations, `${fact.worker} ${fact.hit}`, fact.value);
        break;
      case 'block':
        mark(this.#blocks, `${fact.requester} ${fact.worker}`, fact.value);
    }
  }

  watch(worker: string): void {
    this.#watches.set(worker, (this.#watches.get(worker) ?? 0) + 1);
  }

  unwatch(worker: string): void {
    const count = (this.#watches.get(worker) ?? 0) - 1;
    if (count > 0) this.#watches.set(worker, count);
    else this.#watches.delete(worker);
  }

  isWatched(worker: string): boolean {
    return this.#watches.has(worker);
  }

  onlineCount(): number {
    return [...this.#watches.keys()].filter((worker) => this.#workers.has(worker)).length;
  }

  population(): number {
    return this.#workers.size;
  }

  #heldValue(worker: string, type: string): HeldValue {
    const kept = this.#workers.get(worker);
    const system = systemValueOf(type, this.environment);
    if (!system) return this.#qualifications.get(`${worker} ${type}`) ?? null;
    return kept ? systemHeld(kept, system) : null;
  }

  #unmet(worker: string, requirements: readonly Requirement[]): Requirement[] {
    return requirements.filter((one) => !meets(one, this.#heldValue(worker, one.QualificationTypeId)));
  }

  #unmetSaid(worker: string, requirements: readonly Requirement[]): Unmet[] {
    return this.#unmet(worker, requirements).map((one) => {
      const type = one.QualificationTypeId;
      const system = systemValueOf(type, this.environment);
      const name = system ? systemTypeNames[system] : (this.#typeNames.get(type) ?? type);
      return unmetRequirement(one, this.#heldValue(worker, type), name);
    });
  }

  level(worker: string, requirements: readonly Requirement[]): Access {
    return accessByRequirements(this.#unmet(worker, requirements).map((one) => one.ActionsGuarded));
  }

  check(worker: string, hit: string): Access {
    return this.explain(worker, hit).access;
  }

  explain(worker: string, hit: string): Explanation {
    const type = this.#hitTypes.get(this.#hits.get(hit)?.hitType ?? '');
    if (!this.#workers.has(worker) || !type) throw new Refused('NotFound', 'unknown');
    const reasons = this.#reasons(worker, hit);
    return {
      access: capAccess(this.level(worker, type.requirements), reasons),
      unmet: this.#unmetSaid(worker, type.requirements),
      reasons,
    };
  }

  #reasons(worker: string, hit: string): Obstacle[] {
    const { hitType, ...place } = this.#hits.get(hit) as HitValue;
    const found = new Set([...this.#personal(worker, hitType), ...placeObstacles(place)]);
    if (this.#participations.has(`${worker} ${hit}`)) found.add('already-done');
    return obstacles.filter((one) => found.has(one));
  }

  #personal(worker: string, group: string): Obstacle[] {
    const requester = this.#hitTypes.get(group)?.requester;
    const found: Obstacle[] = [];
    if (this.#blocks.has(`${requester} ${worker}`)) found.push('blocked');
    if (this.#workers.get(worker)?.requester === requester) found.push('own-hit');
    return found;
  }

  /** HITs of the group with a place, oldest first. */
  #placed(group: string): [string, HitValue][] {
    this.#placedByGroup ??= this.#sortPlaced();
    return this.#placedByGroup.get(group) ?? [];
  }

  #sortPlaced(): Map<string, [string, HitValue][]> {
    const sorted = [...this.#hits]
      .filter(([, hit]) => placeObstacles(hit).length === 0)
      .sort(([a, one], [b, two]) => one.createdAt - two.createdAt || (a < b ? -1 : 1));
    const byGroup = new Map<string, [string, HitValue][]>();
    for (const entry of sorted)
      byGroup.set(entry[1].hitType, [...(byGroup.get(entry[1].hitType) ?? []), entry]);
    return byGroup;
  }

  #knownType(group: string): HitTypeValue {
    const type = this.#hitTypes.get(group);
    if (!type) throw new Refused('NotFound', 'unknown');
    return type;
  }

  groupAccess(worker: string, group: string): Access {
    this.#knownType(group);
    if (!this.#workers.has(worker)) throw new Refused('NotFound', 'unknown');
    const each = this.#placed(group).map(([hit]) => this.check(worker, hit));
    return accessLevels.filter((level) => each.includes(level)).at(-1) ?? 'none';
  }

  explainGroup(worker: string, group: string): Explanation {
    const { requirements } = this.#knownType(group);
    const access = this.groupAccess(worker, group);
    const reasons = this.#personal(worker, group);
    const placed = this.#placed(group);
    if (placed.length === 0) reasons.push('none-left');
    else if (placed.every(([hit]) => this.#participations.has(`${worker} ${hit}`)))
      reasons.push('already-done');
    return { access, unmet: this.#unmetSaid(worker, requirements), reasons };
  }

  groupView(worker: string, group: string): GroupView {
    const type = this.#knownType(group);
    const placed = this.#placed(group);
    const { access, unmet } = this.explainGroup(worker, group);
    return {
      hitTypeId: group,
      title: type.title,
      description: type.description,
      ...(type.keywords === undefined ? {} : { keywords: type.keywords }),
      rewardMills: type.rewardMills,
      requester: { id: type.requester, name: type.requesterName },
      assignmentDurationSeconds: type.assignmentDurationSeconds,
      available: placed.length,
      created: Math.max(0, ...placed.map(([, hit]) => hit.createdAt)),
      access,
      unmet,
    };
  }

  /** All groups that match; `limit` and `after` are left aside. */
  groups(worker: string, query: Omit<GroupQuery, 'limit' | 'after'>): GroupView[] {
    const words = (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = query.access && query.access !== 'none' ? query.access : 'discover';
    return [...this.#hitTypes.keys()]
      .map((group) => this.groupView(worker, group))
      .filter((view) => view.available > 0 && includesAccess(view.access, wanted))
      .filter((view) => view.rewardMills >= (query.minRewardMills ?? 0))
      .filter((view) => {
        const text = [view.title, view.description, view.keywords ?? '', view.requester.name]
          .join('\n')
          .toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .sort((a, b) => order(query.sort ?? '-created', a, b) || (a.hitTypeId < b.hitTypeId ? -1 : 1));
  }

  workableHits(group: string, worker?: string): string[] {
    this.#knownType(group);
    const placed = this.#placed(group).map(([hit]) => hit);
    if (worker !== undefined && !this.#workers.has(worker)) throw new Refused('NotFound', 'unknown');
    return worker === undefined ? placed : placed.filter((hit) => this.check(worker, hit) === 'accept');
  }

  nextWorkableHit(worker: string, group: string): string | undefined {
    return this.workableHits(group, worker)[0];
  }

  eligible(requirements: readonly Requirement[], level: Level, among = [...this.#workers.keys()]): string[] {
    return among.filter((worker) => includesAccess(this.level(worker, requirements), level));
  }

  #counts(requirements: readonly Requirement[], among: string[]): LevelCounts {
    const count = (level: Level) => this.eligible(requirements, level, among).length;
    return { discover: count('discover'), preview: count('preview'), accept: count('accept') };
  }

  audience(requirements: readonly Requirement[]): Audience {
    const all = [...this.#workers.keys()];
    const meetAll = (some: readonly Requirement[]) =>
      all.filter((worker) => this.#unmet(worker, some).length === 0);
    return {
      eligible: this.#counts(requirements, all),
      online: this.#counts(
        requirements,
        all.filter((worker) => this.isWatched(worker)),
      ),
      population: all.length,
      funnel: requirements.map((requirement, at) => ({
        requirement,
        alone: meetAll([requirement]).length,
        remaining: meetAll(requirements.slice(0, at + 1)).length,
      })),
    };
  }

  audienceOfGroup(group: string): LevelCounts {
    return this.#counts(this.#knownType(group).requirements, [...this.#workers.keys()]);
  }
}

function keyOf(fact: Fact): string {
  switch (fact.kind) {
    case 'qualification':
      return `qualification ${fact.worker} ${fact.type}`;
    case 'participation':
      return `participation ${fact.worker} ${fact.hit}`;
    case 'block':
      return `block ${fact.requester} ${fact.worker}`;
    default:
      return `${fact.kind} ${fact.id}`;
  }
}

function put<T>(map: Map<string, T>, key: string, value: T | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}

function mark(set: Set<string>, key: string, value: boolean): void {
  if (value) set.add(key);
  else set.delete(key);
}

function systemHeld(worker: WorkerValue, system: SystemValue): HeldValue {
  switch (system) {
    case 'approvalRate':
      return worker.approvalRate;
    case 'hitsApproved':
      return worker.hitsApproved;
    case 'adult':
      return worker.adult ? 1 : 0;
    case 'masters':
      return worker.masters ? 'held' : null;
    case 'locale':
      return worker.locale;
  }
}

function order(sort: NonNullable<GroupQuery['sort']>, a: GroupView, b: GroupView): number {
  switch (sort) {
    case '-created':
      return b.created - a.created;
    case '-reward':
      return b.rewardMills - a.rewardMills;
    case '-available':
      return b.available - a.available;
    case 'title': {
      const [one, two] = [a.title.toLowerCase(), b.title.toLowerCase()];
      return one === two ? 0 : one < two ? -1 : 1;
    }
  }
}
