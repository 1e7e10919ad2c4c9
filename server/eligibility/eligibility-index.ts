import type { Access, Environment, Requirement } from '../contract/entities.ts';
import type {
  Audience,
  Explanation,
  Flip,
  GroupPage,
  GroupQuery,
  GroupView,
  LevelCounts,
  WorkerPage,
} from './answers.ts';
import type { Fact } from './facts.ts';

export type {
  Audience,
  Explanation,
  Flip,
  FunnelStep,
  GroupPage,
  GroupQuery,
  GroupSort,
  GroupView,
  LevelCounts,
  WorkerPage,
} from './answers.ts';

const coming = (): never => {
  throw new Error('The index is being written.');
};

/** Who may discover, preview and accept what. A pure data structure, fed by facts; it knows neither stores nor sockets. */
export class EligibilityIndex {
  readonly environment: Environment;

  constructor(options: { readonly environment: Environment }) {
    this.environment = options.environment;
  }

  /** Applies the facts of one commit. Answers what it changed for watched workers, by group and worker. */
  apply(_facts: readonly Fact[]): Flip[] {
    return coming();
  }

  /** Counts a connection of this worker; `apply` reports changes for it from now on. */
  watch(_worker: string): void {
    coming();
  }

  unwatch(_worker: string): void {
    coming();
  }

  isWatched(_worker: string): boolean {
    return coming();
  }

  /** Workers watched, however often each. */
  onlineCount(): number {
    return coming();
  }

  population(): number {
    return coming();
  }

  hasWorker(_worker: string): boolean {
    return coming();
  }

  /** The worker's number for `checkNumbers`; -1 if unknown. */
  workerNumber(_worker: string): number {
    return coming();
  }

  /** The HIT's number for `checkNumbers`; -1 if unknown. */
  hitNumber(_hit: string): number {
    return coming();
  }

  /** Position of the level in `accessLevels`. The numbers must come from `workerNumber` and `hitNumber`. */
  checkNumbers(_worker: number, _hit: number): number {
    return coming();
  }

  /** Unknown ids: Refused NotFound, here and in all that follows. */
  check(_worker: string, _hit: string): Access {
    return coming();
  }

  explain(_worker: string, _hit: string): Explanation {
    return coming();
  }

  groupAccess(_worker: string, _group: string): Access {
    return coming();
  }

  explainGroup(_worker: string, _group: string): Explanation {
    return coming();
  }

  /** One group as this worker sees it, whatever its access. */
  groupView(_worker: string, _group: string): GroupView {
    return coming();
  }

  /** The groups with a place that this worker can discover. */
  groups(_worker: string, _query: GroupQuery): GroupPage {
    return coming();
  }

  /** The group's HITs that have a place, oldest first; with a worker, those it has access `accept` to. */
  workableHits(_group: string, _worker?: string): string[] {
    return coming();
  }

  /** The oldest HIT of the group that this worker may accept. */
  nextWorkableHit(_worker: string, _group: string): string | undefined {
    return coming();
  }

  /** How many workers a set of requirements admits; the set need not be in use. */
  audience(_requirements: readonly Requirement[]): Audience {
    return coming();
  }

  /** The workers who have at least this level by the requirements. */
  audienceWorkers(
    _requirements: readonly Requirement[],
    _level: Exclude<Access, 'none'>,
    _page: { readonly limit: number; readonly after?: string },
  ): WorkerPage {
    return coming();
  }

  /** Eligible workers of a group's requirements; kept current from the first question on. */
  audienceOfGroup(_group: string): LevelCounts {
    return coming();
  }

  /** Counts every materialised audience anew and answers those whose kept count is wrong: none. */
  recount(): readonly {
    readonly group: string;
    readonly kept: LevelCounts;
    readonly counted: LevelCounts;
  }[] {
    return coming();
  }

  /** `n` pairs of existing ids, the same for the same seed and state; none while either kind is missing. */
  sample(_n: number, _seed: number): { worker: string; hit: string }[] {
    return coming();
  }
}
