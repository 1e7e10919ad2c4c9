import { z } from 'zod';

/** Part of a parameter set: any member, at any depth; lists as a whole. */
export type Overrides<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: Overrides<T[K]> | undefined }
    : T;

/** The schema of a parameter set, with every member optional. */
export function overrides<T extends z.ZodType>(
  schema: T,
): z.ZodType<Overrides<z.output<T>>, Overrides<z.input<T>>> {
  return partial(schema) as unknown as z.ZodType<Overrides<z.output<T>>, Overrides<z.input<T>>>;
}

function partial(schema: z.ZodType): z.ZodType {
  const about = schema.description ?? '';
  if (schema instanceof z.ZodObject) {
    const members = Object.entries(schema.shape).map(([name, member]) => [
      name,
      partial(member as z.ZodType).optional(),
    ]);
    return z.strictObject(Object.fromEntries(members)).describe(about);
  }
  if (schema instanceof z.ZodRecord) {
    const values = partial(schema.valueType as z.ZodType);
    return z.partialRecord(schema.keyType as z.ZodEnum, values).describe(about);
  }
  return schema;
}

/** `base` with the members that `changes` names in their place. */
export function overridden<T extends object>(base: T, changes: Overrides<NoInfer<T>>): T {
  const result = { ...base } as Record<string, unknown>;
  for (const [name, change] of Object.entries(changes)) {
    if (change === undefined) continue;
    const old = result[name];
    result[name] = isPlain(old) && isPlain(change) ? overridden(old, change) : change;
  }
  return result as T;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
