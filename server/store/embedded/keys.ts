/**
 * Where things stand in the one ordered key space of the data folder. Keys are UTF-8, ordered bytewise.
 * What belongs to no namespace begins with `!`; all else with the namespace's number in base 36, a colon
 * and the letter of its section. NUL parts a name from what orders its entries.
 */
export const ownerKey = '!owner';
export const shapesKey = '!shapes';
export const lastNumberKey = '!last-number';
export const namespaceKey = (name: string): string => `!namespace/${name}`;
export const sweepKey = (number: number): string => `!sweep/${paddedNumber(number)}`;
export const sweepKeys = { start: '!sweep/', end: '!sweep0' };

/** First and last-but-one of all keys of a namespace: a semicolon follows the colon. */
export function namespaceKeys(number: number): { start: string; end: string } {
  const text = number.toString(36);
  return { start: `${text}:`, end: `${text};` };
}

export interface NamespacePrefixes {
  readonly record: string;
  readonly recordEnd: string;
  readonly index: string;
  readonly deadlineByTime: string;
  readonly deadlineByTimeEnd: string;
  readonly deadlineById: string;
  readonly feed: string;
  readonly feedEnd: string;
  readonly inbox: string;
  readonly inboxEnd: string;
}

export function namespacePrefixes(number: number): NamespacePrefixes {
  const text = `${number.toString(36)}:`;
  return {
    record: `${text}r`,
    recordEnd: `${text}s`,
    index: `${text}i`,
    deadlineByTime: `${text}d`,
    deadlineByTimeEnd: `${text}e`,
    deadlineById: `${text}t`,
    feed: `${text}f`,
    feedEnd: `${text}g`,
    inbox: `${text}b`,
    inboxEnd: `${text}c`,
  };
}

const padding = 1_000_000_000_000_000;

/** A number from 0 to 8 × 10^15 as sixteen digits, which order bytewise as it does by size. */
export const paddedNumber = (value: number): string =>
  String(padding + Math.min(Math.max(0, value), 8 * padding));
/** The number that sixteen digits stand for. */
export const unpaddedNumber = (digits: string): number => Number(digits) - padding;
export const paddedLength = 16;

/** Writes keys as plain UTF-8. A RangeError tells lmdb to come again with more room. */
export const keyEncoder = {
  writeKey(key: string, target: Buffer, start: number): number {
    const room = target.length - start;
    if (key.length * 3 > room && Buffer.byteLength(key) > room) throw new RangeError('no room for the key');
    for (let at = 0; at < key.length; at++) {
      const unit = key.charCodeAt(at);
      if (unit > 127) return start + target.write(key, start);
      target[start + at] = unit;
    }
    return start + key.length;
  },
  readKey: (source: Buffer, start: number, end: number): string => source.toString('utf8', start, end),
};
