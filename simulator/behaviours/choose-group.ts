import type { WorkerBehaviour } from './parameters.ts';

/** What a worker weighs about a group. */
export interface Offer {
  readonly rewardMills: number;
  /** Time that an ordinary worker needs for one of its HITs. */
  readonly taskSeconds: number;
  /** HITs left in it. */
  readonly available: number;
  readonly ageHours: number;
  readonly isSurvey: boolean;
  /** Share of submissions that the requester is known to reject. */
  readonly requesterRejectedShare: number;
}

/** What of a worker bears on the choice. */
export interface Chooser {
  readonly reservationWagePerHour: number;
  readonly surveyTaste: number;
  /** What a new kind of task must bring in all, US dollars. */
  readonly botherDollars: number;
  readonly speed: number;
}

/** US dollars that an hour of such tasks brings a worker of the given speed. */
export function payPerHour(rewardMills: number, taskSeconds: number, speed: number): number {
  return (rewardMills * 3.6 * speed) / taskSeconds;
}

/** Chance that pay is good enough: half at the reservation wage, rising with the logarithm of the ratio. No hard cut (D6). */
export function willingness(pay: number, reservationWage: number, behaviour: WorkerBehaviour): number {
  return 1 / (1 + (reservationWage / pay) ** behaviour.payResponse);
}

/** Chance that beginning with a group is worth the bother: half where all that it brings is what it must bring. */
export function worth(dollars: number, botherDollars: number, behaviour: WorkerBehaviour): number {
  return 1 / (1 + (botherDollars / dollars) ** behaviour.botherResponse);
}

/** US dollars that a group brings a worker in one go; a survey is done once. */
export function dollarsInAll(
  offer: Pick<Offer, 'rewardMills' | 'available' | 'isSurvey'>,
  behaviour: WorkerBehaviour,
): number {
  const tasks = offer.isSurvey ? 1 : Math.min(offer.available, behaviour.runTasks);
  return (offer.rewardMills * tasks) / 1000;
}

/** How strongly a group draws a worker; 0 and more, only ratios count. */
export function appeal(offer: Offer, chooser: Chooser, behaviour: WorkerBehaviour): number {
  const pay = payPerHour(offer.rewardMills, offer.taskSeconds, chooser.speed);
  const willing = willingness(pay, chooser.reservationWagePerHour, behaviour);
  const begins = worth(dollarsInAll(offer, behaviour), chooser.botherDollars, behaviour);
  const size = offer.available ** behaviour.sizeExponent;
  const fresh = behaviour.freshnessHours / (behaviour.freshnessHours + offer.ageHours);
  const trust = Math.exp(-behaviour.requesterRejectionDread * offer.requesterRejectedShare);
  return willing * begins * size * fresh * trust * (offer.isSurvey ? chooser.surveyTaste : 1);
}

/**
 * Which of the groups a worker takes, by appeal; -1: none of them, as likely as accepting nothing appeals. Appeals beyond
 * `count` are not looked at.
 * @param draw uniform in 0..1.
 */
export function chooseGroup(
  appeals: ArrayLike<number>,
  count: number,
  behaviour: WorkerBehaviour,
  draw: number,
): number {
  let sum = behaviour.nothingAppeal;
  for (let at = 0; at < count; at++) sum += appeals[at] as number;
  let left = draw * sum;
  for (let at = 0; at < count; at++) {
    left -= appeals[at] as number;
    if (left < 0) return at;
  }
  return -1;
}

/**
 * Whether a worker who has come to a group on its way down the list takes it, rather than reads on.
 * @param draw uniform in 0..1, the same for this worker, group and visit however often the worker comes by: who has
 * passed over a group passes over it again.
 */
export function takes(groupAppeal: number, behaviour: WorkerBehaviour, draw: number): boolean {
  return draw * (groupAppeal + behaviour.nothingAppeal) < groupAppeal;
}
