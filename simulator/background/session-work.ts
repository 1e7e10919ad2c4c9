import { willingness } from '../behaviours/choose-group.ts';
import type { RequesterBehaviour, WorkerBehaviour } from '../behaviours/parameters.ts';
import { poisson } from '../engine/distributions.ts';
import type { Random } from '../engine/random.ts';
import { newcomerDays } from '../population/draw-history.ts';
import { dayMs, hourMs } from '../population/local-time.ts';
import type { Population } from '../population/population.ts';
import type { BackgroundMarket } from './parameters.ts';

/**
 * What a session's work needs to know of a worker and changes, side by side: two lines of the processor's cache instead of
 * one for each number, which is most of what a session costs.
 */
const field = {
  onlineHours: 0,
  paidHours: 1,
  earnedDollars: 2,
  tasks: 3,
  today: 4,
  tasksToday: 5,
  decidedAt: 6,
  /** Seconds of a task at the worker's own speed; 0: the worker has not been met. */
  ownSeconds: 7,
  speed: 8,
  reservation: 9,
  newUntil: 10,
} as const;
const stride = 11;

/** What is summed over a run for every worker. */
export type Counter = 'onlineHours' | 'paidHours' | 'earnedDollars' | 'tasks';

/** The unnamed work of sessions: what a worker chose, did and earned, as moves of counters. */
export class SessionWork {
  private states = new Float64Array(0);
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
  }

  /** A worker's sum over the run. */
  sum(counter: Counter, worker: number): number {
    return this.states[worker * stride + field[counter]] ?? 0;
  }

  /** Of all workers together. */
  total(counter: Counter): number {
    let total = 0;
    for (let worker = 0; worker < this.population.size; worker++) total += this.sum(counter, worker);
    return total;
  }

  /** One session of a worker; the answer is how many tasks were submitted in it. */
  run(worker: number, at: number, lengthMs: number, random: Random): number {
    this.meet(worker);
    this.decide(worker, at, random);
    const hours = lengthMs / hourMs;
    const offers = this.look(worker, random);
    this.add(worker, field.onlineHours, hours);
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
    const { payPerHour, offersPerSession, qualifiedBarApproved } = this.market;
    const reservation = this.states[worker * stride + field.reservation] as number;
    const speed = this.states[worker * stride + field.speed] as number;
    const isQualified = (this.population.columns.approved[worker] as number) >= qualifiedBarApproved;
    let count = 0;
    for (let offer = 0; offer < offersPerSession; offer++) {
      const isBarred = random.uniform() < this.requesters.approvedBarShare;
      if (isBarred && !isQualified) continue;
      const usual = random.lognormal(payPerHour.median, payPerHour.sigma);
      const pay = usual * speed * (isBarred ? this.requesters.approvedBarPayFactor : 1);
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
    const seconds = this.states[worker * stride + field.ownSeconds] as number;
    const wanted = Math.floor((paidHours * 3600) / seconds + random.uniform());
    const done = Math.min(wanted, this.roomToday(worker, at));
    if (done === 0) return 0;
    const hours = paidHours * (done / wanted);
    this.add(worker, field.tasksToday, done);
    this.add(worker, field.paidHours, hours);
    this.add(worker, field.earnedDollars, hours * pay);
    this.add(worker, field.tasks, done);
    columns.submitted[worker] = (columns.submitted[worker] as number) + done;
    this.approveOrReject(
      worker,
      Math.floor(done * this.market.decidedAtOnceShare + random.uniform()),
      random,
    );
    return done;
  }

  private roomToday(worker: number, at: number): number {
    const { newcomer, established } = this.population.parameters.tasksPerDayMax;
    const base = worker * stride;
    const day = Math.floor(at / dayMs);
    if (this.states[base + field.today] !== day) {
      this.states[base + field.today] = day;
      this.states[base + field.tasksToday] = 0;
    }
    const isNew = at < (this.states[base + field.newUntil] as number);
    return Math.max(0, (isNew ? newcomer : established) - (this.states[base + field.tasksToday] as number));
  }

  /** Decides what waited since the last session: the longer ago, the more of it (G5). */
  private decide(worker: number, at: number, random: Random): void {
    const { columns } = this.population;
    const approved = columns.approved[worker] as number;
    const rejected = columns.rejected[worker] as number;
    const pending = (columns.submitted[worker] as number) - approved - rejected;
    const decidedAt = worker * stride + field.decidedAt;
    const since = at - (this.states[decidedAt] as number);
    this.states[decidedAt] = at;
    if (pending === 0) return;
    const share = 1 - Math.exp(-since / (this.market.reviewMeanDays * dayMs));
    this.approveOrReject(worker, Math.min(pending, Math.floor(pending * share + random.uniform())), random);
  }

  private approveOrReject(worker: number, decided: number, random: Random): void {
    if (decided === 0) return;
    const { columns } = this.population;
    const refused = Math.min(decided, poisson(random, decided * (columns.rejectedShare[worker] as number)));
    columns.rejected[worker] = (columns.rejected[worker] as number) + refused;
    columns.approved[worker] = (columns.approved[worker] as number) + decided - refused;
  }

  private add(worker: number, place: number, amount: number): void {
    const at = worker * stride + place;
    this.states[at] = (this.states[at] as number) + amount;
  }

  /** Takes in somebody who has not worked here before. */
  private meet(worker: number): void {
    const base = worker * stride;
    const { columns } = this.population;
    if (base >= this.states.length) {
      const larger = new Float64Array(columns.stay.length * stride);
      larger.set(this.states);
      this.states = larger;
    }
    if (this.states[base + field.ownSeconds] !== 0) return;
    const speed = columns.speed[worker] as number;
    this.states[base + field.speed] = speed;
    this.states[base + field.ownSeconds] = (columns.taskSeconds[worker] as number) / speed;
    this.states[base + field.reservation] = columns.reservationWagePerHour[worker] as number;
    this.states[base + field.newUntil] = (columns.joinedAt[worker] as number) + newcomerDays * dayMs;
  }
}
