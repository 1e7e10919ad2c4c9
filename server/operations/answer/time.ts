/** Timestamps on the wire: seconds since 1970, with milliseconds as a fraction (2.4). */
export function seconds(ms: number): number {
  return ms / 1000;
}
