/** Hours of a week, Monday 0:00 being 0. */
export const hoursPerWeek = 168;
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
export const weekMs = hoursPerWeek * hourMs;

/** 1 January 1970 was a Thursday. */
const epochHourOfWeek = 72;

/** Hours since Monday 0:00 on a clock that is `offsetMinutes` ahead of UTC; 0 up to 168, with fraction. Without daylight saving: its hour is below what the published patterns show. */
export function localHourOfWeek(at: number, offsetMinutes: number): number {
  const hours = (at + offsetMinutes * 60_000) / hourMs + epochHourOfWeek;
  return hours - Math.floor(hours / hoursPerWeek) * hoursPerWeek;
}

/** Hour of the day, 0 up to 24, with fraction. */
export function localHour(at: number, offsetMinutes: number): number {
  return localHourOfWeek(at, offsetMinutes) % 24;
}

/** Monday 0 ... Sunday 6. */
export function localWeekday(at: number, offsetMinutes: number): number {
  return Math.floor(localHourOfWeek(at, offsetMinutes) / 24);
}
