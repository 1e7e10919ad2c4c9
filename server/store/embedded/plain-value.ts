/** Deeper than anything that is kept; a value that holds itself has no depth at all. */
const depthMax = 40;

/**
 * Fails for a value that can't be kept. Values are encoded while they are written, when nothing may fail any
 * more, so this looks at them before.
 */
export function checkPlain(value: unknown, depth = 0): void {
  if (typeof value !== 'object') {
    if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
      throw new TypeError(`A ${typeof value} can't be kept.`);
    }
    return;
  }
  if (value === null) return;
  if (depth > depthMax) throw new TypeError('A value is nested too deeply to be kept.');
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) checkPlain(value[at], depth + 1);
    return;
  }
  const record = value as Readonly<Record<string, unknown>>;
  for (const name in record) checkPlain(record[name], depth + 1);
}
