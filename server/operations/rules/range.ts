import { outOfRange } from '../../contract/errors.ts';

/** Refuses a number outside its limits (3.1, range template). */
export function within(parameter: string, value: number | undefined, min: number, max?: number): void {
  if (value === undefined) return;
  if (value < min || (max !== undefined && value > max)) throw outOfRange(parameter, value, min, max);
}

/** Qualification values are integers of 32 bits (Q79). */
export function withinInt32(parameter: string, value: number | undefined): void {
  within(parameter, value, -2_147_483_648, 2_147_483_647);
}
