import { outOfRange } from '../../contract/errors.ts';

/** What refusals say where no upper limit is known (3.1); an instant so many seconds ahead is still one that can be written. */
const unknownMax = 2_147_483_647;

/** Refuses a number outside its limits (3.1, range template). */
export function within(parameter: string, value: number | undefined, min: number, max = unknownMax): void {
  if (value !== undefined && (value < min || value > max)) throw outOfRange(parameter, value, min, max);
}

/** Qualification values are integers of 32 bits (Q79). */
export function withinInt32(parameter: string, value: number | undefined): void {
  within(parameter, value, -2_147_483_648, 2_147_483_647);
}
