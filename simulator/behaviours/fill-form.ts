import type { Random } from '../engine/random.ts';
import type { ChoiceField, FormField } from './form-field.ts';
import { writtenValue } from './written-value.ts';

/** What a worker knows of a form's right answers. */
export interface Knowledge {
  /** Right values by field, where the form's maker has any. */
  readonly truth: ReadonlyMap<string, readonly string[]>;
  /** Chance to give the right one. */
  readonly rightChance: number;
}

/**
 * Values for every field, of the right type and within its rules, by name; undefined if a field wants something that this
 * worker can't think of (a format nobody would guess): the task is then returned.
 */
export function fillForm(
  fields: readonly FormField[],
  { truth, rightChance }: Knowledge,
  random: Random,
): Map<string, readonly string[]> | undefined {
  const filled = new Map<string, readonly string[]>();
  for (const field of fields) {
    const right = truth.get(field.name);
    const values = right && random.chance(rightChance) ? right : filledIn(field, right, random);
    if (!values) return undefined;
    filled.set(field.name, values);
  }
  return filled;
}

/** A value that is not the right one, as far as the field has others. */
function filledIn(
  field: FormField,
  right: readonly string[] | undefined,
  random: Random,
): readonly string[] | undefined {
  if (field.kind === 'fixed') return [field.value];
  if (field.kind === 'choice') return chosen(field, right, random);
  const value = writtenValue(field, random);
  return value === undefined ? undefined : [value];
}

function chosen(
  { options, min, max }: ChoiceField,
  right: readonly string[] | undefined,
  random: Random,
): readonly string[] {
  const others = options.filter((option) => !right?.includes(option));
  const pool = others.length >= min ? others : options;
  const most = Math.min(max, pool.length);
  const count = Math.min(pool.length, min + random.int(Math.max(1, most - min + 1)));
  return random.shuffle([...pool]).slice(0, count);
}
