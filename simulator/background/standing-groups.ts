import { willingness, worth } from '../behaviours/choose-group.ts';
import type { WorkerBehaviour } from '../behaviours/parameters.ts';
import { normalQuantile } from '../engine/normal-quantile.ts';
import type { BackgroundMarket } from './parameters.ts';

/** What of a worker bears on how much the unnamed groups draw it. */
export interface Reader {
  /** US dollars an hour at ordinary speed. */
  readonly reservationWage: number;
  readonly surveyTaste: number;
  readonly botherDollars: number;
}

/** The unnamed groups among which a named one is found: where it stands in the list, and what the others draw. */
export class StandingGroups {
  private readonly market: BackgroundMarket;
  private readonly newestAppeal: number;
  /** Sum of the appeals of the first n groups of the list by most HITs, but for willingness. */
  private readonly largestAppeals: Float64Array;
  private readonly willing: LogTable;
  private readonly worthy: LogTable;

  constructor(behaviour: WorkerBehaviour, market: BackgroundMarket) {
    this.market = market;
    this.newestAppeal = meanSizeAppeal(behaviour, market);
    this.largestAppeals = largestAppeals(behaviour, market);
    this.willing = new LogTable((wage) =>
      meanOver(market.payPerHour, (pay) => willingness(pay, wage, behaviour)),
    );
    this.worthy = new LogTable((bother) =>
      meanOver(market.newestDollars, (dollars) => worth(dollars, bother, behaviour)),
    );
  }

  /** Groups that stand above one of `available` HITs in the list by most HITs. */
  rankBySize(available: number): number {
    const { standingGroups, standingSize } = this.market;
    return standingGroups * (1 - normalShare(Math.log(available / standingSize.median) / standingSize.sigma));
  }

  /** Groups that stand above one of the given age in the list by newest: those posted since that are not used up. */
  rankByAge(ageHours: number): number {
    const { groupsPerHour, halvingAgeHours } = this.market;
    return 2 * groupsPerHour * halvingAgeHours * (Math.sqrt(1 + ageHours / halvingAgeHours) - 1);
  }

  /** Appeal of the unnamed among the first `groups` of the newest. */
  newest(groups: number, { reservationWage, surveyTaste, botherDollars }: Reader): number {
    const { surveyGroupShare } = this.market;
    const taste = 1 - surveyGroupShare + surveyGroupShare * surveyTaste;
    return (
      groups * this.newestAppeal * taste * this.willing.at(reservationWage) * this.worthy.at(botherDollars)
    );
  }

  /** The same of the largest groups: none is a survey, and all of them bring enough. */
  largest(groups: number, { reservationWage }: Reader): number {
    const place = Math.min(groups, this.largestAppeals.length - 1);
    return (this.largestAppeals[place] as number) * this.willing.at(reservationWage);
  }
}

const reach = 12;
const perUnit = 20;

/** A function of a positive number, tabulated from e^-12 to e^12. */
class LogTable {
  private readonly values: Float64Array;

  constructor(value: (of: number) => number) {
    this.values = Float64Array.from({ length: 2 * reach * perUnit + 1 }, (_, at) =>
      value(Math.exp(at / perUnit - reach)),
    );
  }

  at(of: number): number {
    const place = Math.round((Math.log(of) + reach) * perUnit);
    return this.values[Math.min(this.values.length - 1, Math.max(0, place))] as number;
  }
}

/** Mean of a function over a lognormal, by the middles of a hundred equal parts. */
function meanOver(
  { median, sigma }: { median: number; sigma: number },
  value: (of: number) => number,
): number {
  const parts = 100;
  let sum = 0;
  for (let part = 0; part < parts; part++)
    sum += value(median * Math.exp(sigma * normalQuantile((part + 0.5) / parts)));
  return sum / parts;
}

function meanSizeAppeal({ sizeExponent }: WorkerBehaviour, { standingSize }: BackgroundMarket): number {
  return standingSize.median ** sizeExponent * Math.exp((sizeExponent * standingSize.sigma) ** 2 / 2);
}

function largestAppeals(behaviour: WorkerBehaviour, market: BackgroundMarket): Float64Array {
  const { standingGroups, standingSize, standingAgeHours } = market;
  const fresh = behaviour.freshnessHours / (behaviour.freshnessHours + standingAgeHours);
  const sums = new Float64Array(Math.floor(standingGroups));
  for (let rank = 1; rank < sums.length; rank++) {
    const z = normalQuantile(1 - (rank - 0.5) / standingGroups);
    const size = Math.max(1, standingSize.median * Math.exp(standingSize.sigma * z));
    sums[rank] = (sums[rank - 1] as number) + fresh * size ** behaviour.sizeExponent;
  }
  return sums;
}

/** Share of a standard normal below `z` (Abramowitz and Stegun 7.1.26, error below 2e-7). */
function normalShare(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) *
    t *
    Math.exp(-x * x);
  return z < 0 ? tail / 2 : 1 - tail / 2;
}
