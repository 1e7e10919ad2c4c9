import { accessLevels } from '../contract/entities.ts';
import { limits } from '../contract/limits.ts';
import { hashStart, hashStep } from '../eligibility/byte-ids.ts';
import type { EligibilityIndex } from '../eligibility/eligibility-index.ts';

/**
 * The batch as programs write it, `{"checks":[{"worker":"…","hit":"…"},…]}` without a blank and with plain ids, is
 * answered from its bytes: no string is made and nothing parsed. Whatever looks otherwise is left to the schema.
 */

const head = Buffer.from('{"checks":[');
const beforeWorker = Buffer.from('{"worker":"');
const beforeHit = Buffer.from('","hit":"');
const tail = Buffer.from('"}]}');
const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const closingBrace = 0x7d;

const levelTexts = accessLevels.map((access) => JSON.stringify({ access }));

/** `{results}` as text, in the order asked; undefined for a body of any other form. */
export function answerPlainBatch(index: EligibilityIndex, bytes: Buffer): string | undefined {
  if (!holds(bytes, 0, head)) return undefined;
  const reading = new Reading(bytes, head.length);
  let text = '{"results":[';
  for (let count = 1; count <= limits.checksPerRequestMax; count++) {
    if (!reading.id(beforeWorker)) return undefined;
    const { start, end } = reading;
    const worker = index.workerNumberIn(bytes, start, end, reading.hash);
    if (!reading.id(beforeHit)) return undefined;
    const hit = index.hitNumberIn(bytes, reading.start, reading.end, reading.hash);
    if (worker < 0) text += unknown('worker', bytes, start, end);
    else if (hit < 0) text += unknown('HIT', bytes, reading.start, reading.end);
    else text += levelTexts[index.checkNumbers(worker, hit)];
    if (reading.isAtEnd()) return `${text}]}`;
    if (!reading.goOn()) return undefined;
    text += ',';
  }
  return undefined;
}

function unknown(kind: 'worker' | 'HIT', bytes: Buffer, start: number, end: number): string {
  return JSON.stringify({ error: `There is no ${kind} ${bytes.toString('latin1', start, end)}.` });
}

function holds(bytes: Buffer, at: number, wanted: Buffer): boolean {
  for (let offset = 0; offset < wanted.length; offset++)
    if (bytes[at + offset] !== wanted[offset]) return false;
  return true;
}

/** Where the reader stands in the body, and the id that it read last. */
class Reading {
  start = 0;
  /** The quote behind the id. */
  end: number;
  hash = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.end = at;
  }

  /** Reads `before` and an id of plain characters. */
  id(before: Buffer): boolean {
    const bytes = this.#bytes;
    if (!holds(bytes, this.end, before)) return false;
    let at = this.end + before.length;
    this.start = at;
    let hash = hashStart;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte === quote) break;
      if (byte < 0x20 || byte > 0x7e || byte === backslash) return false;
      hash = hashStep(hash, byte);
    }
    this.end = at;
    this.hash = hash;
    return true;
  }

  /** Whether the body ends behind this check. */
  isAtEnd(): boolean {
    return this.end + tail.length === this.#bytes.length && holds(this.#bytes, this.end, tail);
  }

  /** Steps over `"},` to the next check. */
  goOn(): boolean {
    const at = this.end + 1;
    if (this.#bytes[at] !== closingBrace || this.#bytes[at + 1] !== comma) return false;
    this.end = at + 2;
    return true;
  }
}
