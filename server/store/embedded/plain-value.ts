/** Deeper than anything that is kept; a value that holds itself has no depth at all. */
const depthMax = 40;
/** What any value takes at most beside the characters of a text, with the name that it has in a record. */
const bytesPerValue = 16;
/** A character takes at most three bytes. */
const bytesPerCharacter = 3;

/**
 * Fails for a value that can't be kept. Values are encoded while they are written, when nothing may fail any
 * more, so this looks at them before. Answers about how many bytes the value takes.
 */
export function checkPlain(value: unknown, depth = 0): number {
  if (typeof value === 'string') return bytesPerValue + value.length * bytesPerCharacter;
  if (typeof value !== 'object') {
    if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
      throw new TypeError(`A ${typeof value} can't be kept.`);
    }
    return bytesPerValue;
  }
  if (value === null) return bytesPerValue;
  if (depth > depthMax) throw new TypeError('A value is nested too deeply to be kept.');
  let bytes = bytesPerValue;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) bytes += checkPlain(value[at], depth + 1);
    return bytes;
  }
  const record = value as Readonly<Record<string, unknown>>;
  for (const name in record) bytes += checkPlain(record[name], depth + 1);
  return bytes;
}
