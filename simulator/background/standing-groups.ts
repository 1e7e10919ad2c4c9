import type { BackgroundMarket } from './parameters.ts';

/** The unnamed groups among which a named one is found: how many of them stand above it, by either sorting of the list. */
export class StandingGroups {
  private readonly market: BackgroundMarket;

  constructor(market: BackgroundMarket) {
    this.market = market;
  }

  /** In the list by most HITs, above a group of `available`. */
  rankBySize(available: number): number {
    const { standingGroups, standingSize } = this.market;
    return standingGroups * (1 - normalShare(Math.log(available / standingSize.median) / standingSize.sigma));
  }

  /** In the list by newest, above a group of the given age: those posted since that are not used up. */
  rankByAge(ageHours: number): number {
    const { groupsPerHour, halvingAgeHours } = this.market;
    return 2 * groupsPerHour * halvingAgeHours * (Math.sqrt(1 + ageHours / halvingAgeHours) - 1);
  }
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
