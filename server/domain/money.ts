/** Money inside is integer mills (1/1000 US dollar); on the wire it is a decimal string of dollars. */

const millsPerCent = 10;
/** A percentage of mills counts hundredths of a mill. */
const unitsPerCent = 100 * millsPerCent;

const rewardFeePercent = 20;
/** Further fee where a HIT has ten assignments or more, and where Masters are required. */
const largeBatchFeePercent = 20;
const mastersFeePercent = 5;
const bonusFeePercent = 20;
/** Least fee of an assignment or bonus, in hundredths of a mill: one cent. */
const feeUnitsMin = unitsPerCent;

/** `0.05`, `12.00`; a third digit only where there are tenths of a cent. */
export function dollars(mills: number): string {
  return (mills / 1000).toFixed(mills % millsPerCent === 0 ? 2 : 3);
}

/** The mills of a decimal string of dollars with at most three digits behind the point. */
export function millsOf(text: string): number {
  return Math.round(Number(text) * 1000);
}

/** Amazon's fee for one assignment (8.4), in mills. */
export function assignmentFeeMills(hit: {
  readonly rewardMills: number;
  readonly largeBatch: boolean;
  readonly masters: boolean;
}): number {
  const further = (hit.largeBatch ? largeBatchFeePercent : 0) + (hit.masters ? mastersFeePercent : 0);
  const base = Math.max(hit.rewardMills * rewardFeePercent, feeUnitsMin);
  return wholeCents(base + hit.rewardMills * further);
}

/** Amazon's fee for a bonus (8.4), in mills. */
export function bonusFeeMills(amountMills: number): number {
  return wholeCents(Math.max(amountMills * bonusFeePercent, feeUnitsMin));
}

/** Mills of so many hundredths of a mill, rounded half up to the cent after all is summed. */
function wholeCents(units: number): number {
  return Math.floor((units + unitsPerCent / 2) / unitsPerCent) * millsPerCent;
}
