import type { AgentRecord, AssignmentRecord } from '../../server/contract/records.ts';
import type { EligibilityIndex } from '../../server/eligibility/eligibility-index.ts';
import type { RunAt } from '../../server/market/market-parts.ts';
import type { Transaction } from '../../server/market/transaction.ts';
import type { RequesterBehaviour, WorkerBehaviour } from '../behaviours/parameters.ts';
import type { Random } from '../engine/random.ts';
import type { Population } from '../population/population.ts';

/** What the simulated people of one market share. */
export interface World {
  readonly index: EligibilityIndex;
  readonly population: Population;
  readonly workerBehaviour: WorkerBehaviour;
  readonly requesterBehaviour: RequesterBehaviour;
  readonly pace: WorkerPace;
  /** Pay at which the published share of tasks is returned (P25), US dollars an hour. */
  readonly usualPayPerHour: number;
  readonly tasks: TaskBook;
  readonly visits: Visits;
  /** Plans are records, so that a restart goes on with them; else they are gone with the process. */
  readonly keepsPlans: boolean;
  /** One look at the list: the group that draws the worker most, and the one that would if it were qualified. */
  look(moment: Moment, id: string, worker: number, visit: number): Seen;
  /** When a worker on line looks at the list next. */
  nextLookAt(
    moment: Moment,
    after: 'arriving' | 'working' | 'finding nothing',
    sessionEndsAt: number,
  ): number;
  /** A session begins: what is to be done at once, where anything is. */
  arrived?(moment: Moment, agent: AgentRecord, sessionEndsAt: number): Promise<void>;
  /** How many more HITs the worker may do today, where that is limited (P22). */
  leftToday(worker: number, at: number): number;
  /** Whether the market wants simulated workers to leave this requester's HITs alone (interfaces: `touch`). */
  leaves(requester: string): boolean;
}

/** A simulated person at one instant, and what it may look at and do. */
export interface Moment {
  readonly world: World;
  /** Market time, epoch ms. */
  readonly at: number;
  /** Of this turn alone. */
  readonly random: Random;
  /** The agent's own, for what must come out the same at every look: `lasting.fork(<id of a thing>)`. */
  readonly lasting: Random;
  readonly runAt: RunAt;
}

/** How briskly workers act. Market seconds. */
export interface WorkerPace {
  /** Groups read in one look, at most. */
  readonly groupsPerLook: number;
  /** Mean number of HITs of one group that are done one after another. */
  readonly runTasks: number;
  /** Least time before a worker asks anew for a Qualification that it did not get, or lost. */
  readonly askAgainSeconds: number;
  readonly testMedianSeconds: number;
}

/** A group in the list, as far as choosing it goes. */
export interface Listed {
  readonly hitTypeId: string;
  readonly title: string;
  readonly keywords?: string | undefined;
  readonly rewardMills: number;
  readonly available: number;
}

export interface Seen {
  readonly wanted?: Listed | undefined;
  readonly tempting?: (Listed & { readonly unmetTypes: readonly string[] }) | undefined;
}

/** When workers come and how long they stay. */
export interface Visits {
  /** Length of a session that begins now, ms. */
  lengthMs(moment: Moment, worker: number): number;
  /** Start of the next session; Infinity: the worker has left for good. */
  nextAt(moment: Moment, worker: number): number;
}

/** What is known of a kind of task. */
export interface Task {
  /** Time that an ordinary worker needs for one. */
  readonly seconds: number;
  readonly isSurvey: boolean;
  /** Share of submissions that its requester is known to reject. */
  readonly requesterRejectedShare: number;
}

export interface TaskBook {
  of(group: Pick<Listed, 'hitTypeId' | 'title' | 'keywords'>): Task;
  /** The document that the worker hands in; undefined: it can't think of an answer. */
  answer(
    tx: Transaction,
    assignment: AssignmentRecord,
    moment: Moment,
    worker: number,
  ): Promise<string | undefined>;
}
