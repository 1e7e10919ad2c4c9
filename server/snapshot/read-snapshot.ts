import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Refused } from '../contract/errors.ts';
import { limits } from '../contract/limits.ts';
import { headSchema, lineSchema, type SnapshotHead, type SnapshotLine, snapshotVersion } from './format.ts';

/** A file on its way in: its head is read, its lines come as they are asked for. */
export interface SnapshotFile {
  readonly head: SnapshotHead;
  readonly lines: AsyncIterable<SnapshotLine>;
}

/** Reads a file, packed or not. Throws `Refused` for what is no snapshot, of a newer version, or cut off. */
export async function readSnapshot(file: Readable): Promise<SnapshotFile> {
  const texts = textLines(await unpacked(file));
  const first = await texts.next();
  const head = parsed(first.done === true ? '' : first.value, 1);
  const version = (head as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > snapshotVersion)
    throw new Refused(
      'BadRequest',
      `This snapshot is of version ${version}: here versions up to ${snapshotVersion} are read.`,
      {
        version,
        allowed: snapshotVersion,
      },
    );
  const checked = headSchema.safeParse(head);
  if (!checked.success) throw noSnapshot(1, checked.error.issues[0]?.message ?? 'it has no head');
  return { head: checked.data, lines: bodyLines(texts) };
}

async function* bodyLines(texts: AsyncIterator<string>): AsyncIterable<SnapshotLine> {
  const counted = { records: 0, events: 0 };
  for (let number = 2; ; number++) {
    const next = await texts.next();
    if (next.done === true) throw noSnapshot(number, 'it is cut off');
    const checked = lineSchema.safeParse(parsed(next.value, number));
    if (!checked.success) throw noSnapshot(number, 'it is neither events, a record, nor the end');
    const line = checked.data;
    if ('end' in line) {
      const { records, events } = line.end;
      if (records !== counted.records || events !== counted.events)
        throw noSnapshot(number, 'lines are missing');
      return;
    }
    if ('events' in line) counted.events += line.events.length;
    else counted.records++;
    yield line;
  }
}

function parsed(text: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw noSnapshot(number, 'it is no JSON');
  }
}

function noSnapshot(line: number, why: string): Refused {
  return new Refused('BadRequest', `This is no whole snapshot of a market: line ${line}: ${why}.`, { line });
}

/** Gzip says so in its first two bytes. */
async function unpacked(file: Readable): Promise<AsyncIterable<Buffer>> {
  const chunks = file[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  const start: Buffer = first.done === true ? Buffer.alloc(0) : first.value;
  const whole = (async function* () {
    yield start;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  })();
  if (start[0] !== 0x1f || start[1] !== 0x8b) return whole;
  // What goes wrong comes out of the iteration.
  return pipeline(whole, createGunzip(), () => {});
}

async function* textLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > limits.snapshotBytesMax) throw tooLarge();
      const pieces = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = pieces.pop() ?? '';
      if (rest.length > limits.snapshotLineLengthMax) throw tooLarge();
      yield* pieces;
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused('BadRequest', `The snapshot can't be unpacked: ${(error as Error).message}.`);
  }
  if (rest !== '') yield rest;
}

function tooLarge(): Refused {
  const limit = limits.snapshotBytesMax;
  return new Refused('PayloadTooLarge', `A snapshot has at most ${limit} bytes unpacked.`, { limit });
}
