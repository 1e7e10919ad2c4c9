/** Money inside is integer mills (1/1000 US dollar); on the wire it is a decimal string of dollars. */

/** `0.05`, `12.00`; a third digit only where there are tenths of a cent. */
export function dollars(mills: number): string {
  return (mills / 1000).toFixed(mills % 10 === 0 ? 2 : 3);
}

/** The mills of a decimal string of dollars with at most three digits behind the point. */
export function millsOf(text: string): number {
  return Math.round(Number(text) * 1000);
}
