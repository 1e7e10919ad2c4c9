import type { AssignmentRecord } from '../../server/contract/records.ts';
import type { Transaction } from '../../server/market/transaction.ts';
import { writeAnswers } from '../../server/questions/question-form-answers.ts';
import type { Moment, Task, TaskBook } from '../agents/world.ts';
import { answerItem, failsAttentionCheck, rightAnswerChance } from '../behaviours/answer-quality.ts';
import { payPerHour } from '../behaviours/choose-group.ts';
import type { Random } from '../engine/random.ts';
import { hourMs } from '../population/local-time.ts';
import type { PlannedVisits } from './planned-visits.ts';

/** A task whose right answers the simulation knows. */
export interface KnownTask extends Task {
  /** Answers to choose from; 0: none is right or wrong, as in a survey. */
  readonly options: number;
  readonly attentionChecks: number;
  readonly autoApprovalMs: number;
}

/** What was handed in for one assignment. */
export interface Given {
  readonly option: number;
  /** Undefined where nothing is right or wrong. */
  readonly isRight?: boolean;
  readonly checksFailed: number;
}

/** The tasks that simulated requesters post: what they are like, what is right, and what workers answered. */
export class SimulatedTasks implements TaskBook {
  /** By assignment; who needs an answer no more drops it. */
  readonly given = new Map<string, Given>();
  readonly #byType = new Map<string, KnownTask>();
  readonly #truths: Random;
  readonly #visits: PlannedVisits;
  readonly #others: TaskBook;

  constructor(truths: Random, visits: PlannedVisits, others: TaskBook) {
    this.#truths = truths;
    this.#visits = visits;
    this.#others = others;
  }

  add(hitTypeId: string, task: KnownTask): void {
    this.#byType.set(hitTypeId, task);
  }

  known(hitTypeId: string): KnownTask | undefined {
    return this.#byType.get(hitTypeId);
  }

  of(group: Parameters<TaskBook['of']>[0]): Task {
    return this.#byType.get(group.hitTypeId) ?? this.#others.of(group);
  }

  /** The right option of a HIT. */
  truth(hit: string, options: number): number {
    return this.#truths.fork(hit).int(options);
  }

  async answer(
    tx: Transaction,
    assignment: AssignmentRecord,
    moment: Moment,
    worker: number,
  ): Promise<string | undefined> {
    const task = this.#byType.get(assignment.hitTypeId);
    if (!task) return this.#others.answer(tx, assignment, moment, worker);
    const given = this.#work(task, assignment, moment, worker);
    this.given.set(assignment.id, given);
    return documentOf(given.option);
  }

  #work(task: KnownTask, assignment: AssignmentRecord, moment: Moment, worker: number): Given {
    const { inattention } = moment.world.population.columns;
    let checksFailed = 0;
    for (let check = 0; check < task.attentionChecks; check++) {
      if (failsAttentionCheck(inattention[worker] as number, moment.random)) checksFailed++;
    }
    if (task.options === 0) return { option: 0, checksFailed };
    const truth = this.truth(assignment.hit, task.options);
    const option = this.#choose(task, truth, assignment.rewardMills, moment, worker);
    return { option, isRight: option === truth, checksFailed };
  }

  #choose(
    task: KnownTask,
    truth: number,
    rewardMills: number,
    { world, at, random }: Moment,
    worker: number,
  ): number {
    const { columns } = world.population;
    const chance = rightAnswerChance(
      {
        accuracy: columns.accuracy[worker] as number,
        guessing: 1 / task.options,
        payPerHour: payPerHour(rewardMills, task.seconds, columns.speed[worker] as number),
        reservationWage: columns.reservationWagePerHour[worker] as number,
        hoursWorked: Math.max(0, at - this.#visits.startedAt(worker)) / hourMs,
      },
      world.workerBehaviour,
    );
    const kind = columns.qualityKind[worker] as number;
    return answerItem(kind, truth, task.options, chance, worker % task.options, random);
  }
}

const documents: string[] = [];

/** The answer document of an option; each is written once, since millions of assignments give the same few. */
function documentOf(option: number): string {
  documents[option] ??= writeAnswers([
    { kind: 'text', question: 'label', text: String.fromCharCode(65 + option) },
  ]);
  return documents[option];
}

/** The page of a simulated batch: one choice among labels. */
export function labelQuestion(title: string, options: number): string {
  const labels = Array.from({ length: Math.max(1, options) }, (_, at) => String.fromCharCode(65 + at));
  const choices = labels
    .map((label) => `<label><input type="radio" name="label" value="${label}" required> ${label}</label>`)
    .join(' ');
  return `<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Task</title></head><body><h1>${escaped(title)}</h1>
<form method="post"><input type="hidden" name="assignmentId">${choices}<button>Submit</button></form></body></html>]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
