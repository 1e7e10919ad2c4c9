import { accessLevels } from '../contract/entities.ts';
import { limits } from '../contract/limits.ts';
import { hashStart, hashStep } from '../eligibility/byte-ids.ts';
import type { EligibilityIndex } from '../eligibility/eligibility-index.ts';

/**
 * The batch as programs write it, `{"checks":[{"worker":"…","hit":"…"},…]}` with plain ids, the two in either order
 * and with or without blanks, is answered from its bytes: no string is made and nothing parsed. Whatever looks
 * otherwise is left to the schema.
 */

const checksName = Buffer.from('"checks"');
const workerName = Buffer.from('"worker"');
const hitName = Buffer.from('"hit"');
const byteOf = (char: string) => char.charCodeAt(0);
const [quote, backslash, comma, colon] = [byteOf('"'), byteOf('\\'), byteOf(','), byteOf(':')];
const [openBrace, closeBrace, openBracket, closeBracket] = [
  byteOf('{'),
  byteOf('}'),
  byteOf('['),
  byteOf(']'),
];
const [space, tab, newLine, carriageReturn] = [0x20, 0x09, 0x0a, 0x0d];

const levelTexts = accessLevels.map((access) => JSON.stringify({ access }));

/** `{results}` as text, plain ASCII, in the order asked; undefined for a body of any other form. */
export function answerPlainBatch(index: EligibilityIndex, bytes: Buffer): string | undefined {
  const reading = new Reading(bytes);
  if (!reading.begins()) return undefined;
  const { worker, hit } = reading;
  let text = '{"results":[';
  for (let count = 1; count <= limits.checksPerRequestMax; count++) {
    if (!reading.check()) return undefined;
    const workerNumber = index.workerNumberIn(bytes, worker.start, worker.end, worker.hash);
    const hitNumber = index.hitNumberIn(bytes, hit.start, hit.end, hit.hash);
    if (workerNumber < 0) text += unknown('worker', bytes, worker);
    else if (hitNumber < 0) text += unknown('HIT', bytes, hit);
    else text += levelTexts[index.checkNumbers(workerNumber, hitNumber)];
    if (!reading.byte(comma)) return reading.ends() ? `${text}]}` : undefined;
    text += ',';
  }
  return undefined;
}

function unknown(kind: 'worker' | 'HIT', bytes: Buffer, { start, end }: IdPlace): string {
  return JSON.stringify({ error: `There is no ${kind} ${bytes.toString('latin1', start, end)}.` });
}

/** Where an id stands in the body, and the hash of its bytes. */
class IdPlace {
  start = 0;
  end = 0;
  hash = 0;
}

/** Goes through the body; each method steps over what it names, or answers false where something else stands. */
class Reading {
  /** The ids of the check that was read last. */
  readonly worker = new IdPlace();
  readonly hit = new IdPlace();
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  begins(): boolean {
    return this.byte(openBrace) && this.#name(checksName) && this.byte(colon) && this.byte(openBracket);
  }

  ends(): boolean {
    if (!this.byte(closeBracket) || !this.byte(closeBrace)) return false;
    this.#skipBlanks();
    return this.#at === this.#bytes.length;
  }

  check(): boolean {
    if (!this.byte(openBrace)) return false;
    const isWorkerFirst = this.#name(workerName);
    if (!isWorkerFirst && !this.#name(hitName)) return false;
    if (!this.#id(isWorkerFirst ? this.worker : this.hit) || !this.byte(comma)) return false;
    if (!this.#name(isWorkerFirst ? hitName : workerName)) return false;
    return this.#id(isWorkerFirst ? this.hit : this.worker) && this.byte(closeBrace);
  }

  byte(wanted: number): boolean {
    this.#skipBlanks();
    if (this.#bytes[this.#at] !== wanted) return false;
    this.#at++;
    return true;
  }

  #name(wanted: Buffer): boolean {
    this.#skipBlanks();
    const bytes = this.#bytes;
    const from = this.#at;
    for (let offset = 0; offset < wanted.length; offset++)
      if (bytes[from + offset] !== wanted[offset]) return false;
    this.#at = from + wanted.length;
    return true;
  }

  /** A colon and an id of plain characters. */
  #id(place: IdPlace): boolean {
    if (!this.byte(colon) || !this.byte(quote)) return false;
    const bytes = this.#bytes;
    let at = this.#at;
    let hash = hashStart;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte === quote) break;
      if (byte < 0x20 || byte > 0x7e || byte === backslash) return false;
      hash = hashStep(hash, byte);
    }
    place.start = this.#at;
    place.end = at;
    place.hash = hash;
    this.#at = at + 1;
    return at < bytes.length;
  }

  #skipBlanks(): void {
    const bytes = this.#bytes;
    for (let byte = bytes[this.#at] as number; byte <= space; byte = bytes[++this.#at] as number)
      if (byte !== space && byte !== newLine && byte !== tab && byte !== carriageReturn) return;
  }
}
