import { willingness } from '../behaviours/choose-group.ts';
import type { RequesterBehaviour, WorkerBehaviour } from '../behaviours/parameters.ts';
import { poisson } from '../engine/distributions.ts';
import type { Random } from '../engine/random.ts';
import { newcomerDays } from '../population/draw-history.ts';
import { dayMs, hourMs } from '../population/local-time.ts';
import type { Population } from '../population/population.ts';
import type { BackgroundMarket } from './parameters.ts';

/** The unnamed work of sessions: what a worker chose, did and earned, as moves of counters. */
export class SessionWork {
  /** Sums over the run, by worker. */
  earnedDollars = new Float64Array(0);
  onlineHours = new Float64Array(0);
  paidHours = new Float64Array(0);
  tasks = new Float64Array(0);
  private today = new Int32Array(0);
  private tasksToday = new Float64Array(0);
  private decidedAt = new Float64Array(0);
  private readonly population: Population;
  private readonly behaviour: WorkerBehaviour;
  private readonly requesters: RequesterBehaviour;
  private readonly market: BackgroundMarket;
  private readonly pays: Float64Array;
  private readonly wills: Float64Array;

  constructor(
    population: Population,
    behaviour: WorkerBehaviour,
    requesters: RequesterBehaviour,
    market: BackgroundMarket,
  ) {
    this.population = population;
    this.behaviour = behaviour;
    this.requesters = requesters;
    this.market = market;
    this.pays = new Float64Array(market.offersPerSession);
    this.wills = new Float64Array(market.offersPerSession);
    this.makeRoom();
  }

  /** One session of a worker; the answer is how many tasks were submitted in it. */
  run(worker: number, at: number, lengthMs: number, random: Random): number {
    if (worker >= this.tasks.length) this.makeRoom();
    this.decide(worker, at, random);
    const hours = lengthMs / hourMs;
    const offers = this.look(worker, random);
    this.onlineHours[worker] = (this.onlineHours[worker] as number) + hours;
    if (offers === 0) return 0;
    const { pay, engaged } = this.choose(offers, random);
    const paid = Math.min(
      hours,
      (hours * this.population.parameters.paidTimeShare * engaged) / this.market.usualEngagement,
    );
    return this.submit(worker, at, paid, pay, random);
  }

  /** What the list offers: pay at the worker's own speed, and how willing the worker is; better paid work only for the qualified (P40). */
  private look(worker: number, random: Random): number {
    const { columns } = this.population;
    const { payPerHour, offersPerSession, qualifiedBarApproved } = this.market;
    const reservation = columns.reservationWagePerHour[worker] as number;
    const isQualified = (columns.approved[worker] as number) >= qualifiedBarApproved;
    let count = 0;
    for (let offer = 0; offer < offersPerSession; offer++) {
      const isBarred = random.uniform() < this.requesters.approvedBarShare;
      if (isBarred && !isQualified) continue;
      const usual = random.lognormal(payPerHour.median, payPerHour.sigma);
      const pay =
        usual * (columns.speed[worker] as number) * (isBarred ? this.requesters.approvedBarPayFactor : 1);
      this.pays[count] = pay;
      this.wills[count] = willingness(pay, reservation, this.behaviour);
      count++;
    }
    return count;
  }

  private choose(offers: number, random: Random): { pay: number; engaged: number } {
    let sum = 0;
    for (let offer = 0; offer < offers; offer++) sum += this.wills[offer] as number;
    let left = random.uniform() * sum;
    let chosen = 0;
    while (chosen < offers - 1) {
      left -= this.wills[chosen] as number;
      if (left < 0) break;
      chosen++;
    }
    return { pay: this.pays[chosen] as number, engaged: sum / (sum + this.market.idleAppeal) };
  }

  /** Counts the session's tasks, as many as paid time and Amazon's caps allow (P22). */
  private submit(worker: number, at: number, paidHours: number, pay: number, random: Random): number {
    const { columns } = this.population;
    const seconds = (columns.taskSeconds[worker] as number) / (columns.speed[worker] as number);
    const wanted = Math.floor((paidHours * 3600) / seconds + random.uniform());
    const done = Math.min(wanted, this.roomToday(worker, at));
    if (done === 0) return 0;
    const hours = paidHours * (done / wanted);
    this.tasksToday[worker] = (this.tasksToday[worker] as number) + done;
    this.paidHours[worker] = (this.paidHours[worker] as number) + hours;
    this.earnedDollars[worker] = (this.earnedDollars[worker] as number) + hours * pay;
    this.tasks[worker] = (this.tasks[worker] as number) + done;
    columns.submitted[worker] = (columns.submitted[worker] as number) + done;
    return done;
  }

  private roomToday(worker: number, at: number): number {
    const { newcomer, established } = this.population.parameters.tasksPerDayMax;
    const day = Math.floor(at / dayMs);
    if (this.today[worker] !== day) {
      this.today[worker] = day;
      this.tasksToday[worker] = 0;
    }
    const isNew = at < (this.population.columns.joinedAt[worker] as number) + newcomerDays * dayMs;
    return Math.max(0, (isNew ? newcomer : established) - (this.tasksToday[worker] as number));
  }

  /** Decides what waited since the last session: the longer ago, the more of it (G5). */
  private decide(worker: number, at: number, random: Random): void {
    const { columns } = this.population;
    const approved = columns.approved[worker] as number;
    const rejected = columns.rejected[worker] as number;
    const pending = (columns.submitted[worker] as number) - approved - rejected;
    const since = at - (this.decidedAt[worker] as number);
    this.decidedAt[worker] = at;
    if (pending === 0) return;
    const share = 1 - Math.exp(-since / (this.market.reviewMeanDays * dayMs));
    const decided = Math.min(pending, Math.floor(pending * share + random.uniform()));
    const refused = Math.min(decided, poisson(random, decided * (columns.rejectedShare[worker] as number)));
    columns.rejected[worker] = rejected + refused;
    columns.approved[worker] = approved + decided - refused;
  }

  private makeRoom(): void {
    const room = this.population.columns.stay.length;
    this.earnedDollars = longer(this.earnedDollars, new Float64Array(room));
    this.onlineHours = longer(this.onlineHours, new Float64Array(room));
    this.paidHours = longer(this.paidHours, new Float64Array(room));
    this.tasks = longer(this.tasks, new Float64Array(room));
    this.today = longer(this.today, new Int32Array(room));
    this.tasksToday = longer(this.tasksToday, new Float64Array(room));
    this.decidedAt = longer(this.decidedAt, new Float64Array(room));
  }
}

function longer<A extends { set(from: A): void }>(from: A, to: A): A {
  to.set(from);
  return to;
}
