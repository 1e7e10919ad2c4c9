import { payPerHour } from '../behaviours/choose-group.ts';
import type { RequesterBehaviour, WorkerBehaviour } from '../behaviours/parameters.ts';
import { returnOrAbandon } from '../behaviours/return-or-abandon.ts';
import { workSeconds } from '../behaviours/work-time.ts';
import { EventQueue } from '../engine/event-queue.ts';
import { Random } from '../engine/random.ts';
import { dayMs, hourMs } from '../population/local-time.ts';
import type { Population } from '../population/population.ts';
import { type NamedGroup, NamedGroups } from './named-groups.ts';
import { Online } from './online.ts';
import type { BackgroundMarket as MarketParameters } from './parameters.ts';
import { Plans } from './plans.ts';
import { SessionWork } from './session-work.ts';
import { StandingGroups } from './standing-groups.ts';

/** Something that measures: it acts at times of its own, and may post groups. */
export interface Instrument {
  readonly startsAt: number;
  /** Acts, and says when it wants to act again; infinity: never. */
  step(at: number, market: BackgroundMarket): number;
  /** Told of every session, at its start, with the tasks that are done in it. */
  session?(worker: number, at: number, lengthMs: number, tasks: number): void;
}

export interface BackgroundParts {
  readonly population: Population;
  readonly workerBehaviour: WorkerBehaviour;
  readonly requesterBehaviour: RequesterBehaviour;
  readonly market: MarketParameters;
  readonly seed: number;
  readonly instruments?: readonly Instrument[];
}

const kinds = { session: 0, join: 1, instrument: 2, submit: 3, giveBack: 4, sweep: 5, look: 6 } as const;
/** How often those who have gone are dropped from the list of those on line, and the others counted. */
const sweepMs = 10 * 60_000;

/**
 * The background level of detail: a session's unnamed work enters as one move of counters, only named groups go step by
 * step. Everybody on line looks at the list at a common rate, but the looks of those whom nothing named can tempt on this
 * visit lead nowhere and are left out: looks are independent of each other, so the others come as they would.
 */
export class BackgroundMarket {
  readonly population: Population;
  readonly work: SessionWork;
  now: number;
  /** Events so far. */
  events = 0;
  /** False: sessions take place, but what is earned in them is not followed; for stretches that ask only who comes. */
  followsWork = true;
  private readonly parts: BackgroundParts;
  private readonly queue: EventQueue;
  private readonly plans: Plans;
  private readonly online = new Online();
  private readonly named: NamedGroups;
  private readonly instruments: readonly Instrument[];
  private readonly chance: Random;
  private readonly looking: Random;
  /** The named task that a worker is at; nobody at one looks at the list. */
  private readonly working = new Map<number, Task>();
  /** Of the workers whose looks are followed, the end of their session, by which each visit is known. */
  private readonly visits = new Map<number, number>();
  private onlineSum = 0;
  private sweeps = 0;

  constructor(parts: BackgroundParts) {
    const { population, workerBehaviour, requesterBehaviour, market, seed } = parts;
    this.parts = parts;
    this.population = population;
    this.now = population.startsAt;
    this.queue = new EventQueue(population.size * 2);
    this.plans = new Plans(population);
    this.work = new SessionWork(population, workerBehaviour, requesterBehaviour, market);
    this.named = new NamedGroups(population, workerBehaviour, new StandingGroups(market));
    this.instruments = parts.instruments ?? [];
    this.chance = new Random(seed).fork('sessions');
    this.looking = new Random(seed).fork('looks');
    this.begin();
  }

  /** Mean number of workers on line since the start or the last reset (V16). */
  get meanOnline(): number {
    return this.sweeps === 0 ? 0 : this.onlineSum / this.sweeps;
  }

  /** Forgets who was on line before: at the start all are off. */
  resetMeanOnline(): void {
    this.onlineSum = 0;
    this.sweeps = 0;
  }

  post(group: NamedGroup): void {
    this.named.post(group);
    this.show();
  }

  /** Lets market time pass until `end`. */
  run(end: number): void {
    while (this.queue.nextTime() <= end) {
      this.queue.pop();
      this.now = this.queue.time;
      this.events++;
      this.happen(this.queue.kind, this.queue.subject, this.queue.detail);
    }
    this.now = end;
  }

  private begin(): void {
    for (let worker = 0; worker < this.population.size; worker++) {
      this.plan(worker, this.plans.firstOfMember(worker, this.now, this.chance));
    }
    this.queue.push(this.now + this.gapToNextJoin(), kinds.join, 0);
    this.queue.push(this.now + sweepMs, kinds.sweep, 0);
    this.instruments.forEach((instrument, number) => {
      if (instrument.startsAt < Number.POSITIVE_INFINITY)
        this.queue.push(instrument.startsAt, kinds.instrument, number);
    });
  }

  private happen(kind: number, subject: number, detail: number): void {
    if (kind === kinds.session) this.session(subject);
    else if (kind === kinds.join) this.join();
    else if (kind === kinds.instrument) this.instrument(subject);
    else if (kind === kinds.submit) this.submit(subject);
    else if (kind === kinds.giveBack) this.giveBack(subject);
    else if (kind === kinds.look) this.look(subject, detail);
    else this.sweep();
  }

  private plan(worker: number, at: number): void {
    if (at !== Number.POSITIVE_INFINITY) this.queue.push(at, kinds.session, worker);
  }

  private session(worker: number): void {
    const length = this.plans.length(worker, this.chance);
    const until = this.now + length;
    this.online.come(worker, this.plans.pages(worker), until);
    if (this.named.tempts(worker, this.now, until)) this.follow(worker, until);
    const tasks = this.followsWork ? this.work.run(worker, this.now, length, this.chance) : 1;
    for (const instrument of this.instruments) instrument.session?.(worker, this.now, length, tasks);
    this.plan(worker, this.plans.next(worker, until, this.chance));
  }

  private join(): void {
    const worker = this.population.join(this.now);
    this.plan(worker, this.plans.firstOfNewcomer(worker, this.now, this.chance));
    this.queue.push(this.now + this.gapToNextJoin(), kinds.join, 0);
  }

  private gapToNextJoin(): number {
    return this.chance.exponential(dayMs / this.population.joinsPerDay);
  }

  private instrument(number: number): void {
    const next = this.instruments[number]?.step(this.now, this) ?? Number.POSITIVE_INFINITY;
    if (next !== Number.POSITIVE_INFINITY) this.queue.push(next, kinds.instrument, number);
  }

  private sweep(): void {
    this.onlineSum += this.online.sweep(this.now);
    this.sweeps++;
    this.named.dropExpired(this.now);
    this.queue.push(this.now + sweepMs, kinds.sweep, 0);
  }

  /** Follows all on line whom the group posted last may tempt. */
  private show(): void {
    this.online.each(this.now, (worker, until) => {
      if (this.named.lastTempts(worker, this.now, until)) this.follow(worker, until);
    });
  }

  /** From now on the worker's looks on this visit count. */
  private follow(worker: number, until: number): void {
    if (this.visits.get(worker) === until) return;
    this.visits.set(worker, until);
    this.planLook(worker, until);
  }

  private planLook(worker: number, visit: number): void {
    const at = this.now + this.looking.exponential(hourMs / this.parts.workerBehaviour.looksPerHour);
    if (at < visit) this.queue.push(at, kinds.look, worker, visit);
    else if (this.visits.get(worker) === visit) this.visits.delete(worker);
  }

  /** A look at the list; who is at a task doesn't look. */
  private look(worker: number, visit: number): void {
    if (!this.working.has(worker)) {
      const group = this.named.look(worker, this.now, visit, this.looking);
      if (group?.mayAccept(worker, this.now)) this.accept(worker, group, visit);
      else if (!this.named.tempts(worker, this.now, visit)) {
        this.visits.delete(worker);
        return;
      }
    }
    this.planLook(worker, visit);
  }

  /** The worker begins a task of the group. */
  private accept(worker: number, group: NamedGroup, sessionEndsAt: number): void {
    this.named.take(group);
    const speed = this.population.columns.speed[worker] as number;
    const behaviour = this.parts.workerBehaviour;
    const pay = payPerHour(group.rewardMills, group.taskSeconds, speed);
    const outcome = returnOrAbandon(pay, this.parts.market.payPerHour.median, behaviour, this.looking);
    const workMs = workSeconds(group.taskSeconds, speed, behaviour.workTimeSigma, this.looking) * 1000;
    // Who gives a task back does so somewhere in the middle of it.
    const endsAt = this.now + (outcome === 'submit' ? workMs : workMs * this.looking.uniform());
    this.working.set(worker, { group, sessionEndsAt });
    this.queue.push(endsAt, outcome === 'submit' ? kinds.submit : kinds.giveBack, worker);
  }

  private submit(worker: number): void {
    const { group, sessionEndsAt } = this.working.get(worker) as Task;
    this.working.delete(worker);
    group.submitted(worker, this.now);
    const goesOn =
      !group.isSurvey && this.now < sessionEndsAt && group.available > 0 && group.expiresAt > this.now;
    if (goesOn && this.looking.uniform() < 1 - 1 / this.parts.workerBehaviour.runTasks)
      this.accept(worker, group, sessionEndsAt);
  }

  private giveBack(worker: number): void {
    const { group } = this.working.get(worker) as Task;
    this.working.delete(worker);
    if (group.expiresAt > this.now && this.named.giveBack(group)) this.show();
  }
}

/** The named task that a worker is at. */
interface Task {
  readonly group: NamedGroup;
  readonly sessionEndsAt: number;
}
