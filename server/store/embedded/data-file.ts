import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * The two pages at the head of an LMDB file, as lmdb 3.5 writes them: a page header, then magic and version,
 * the pages in use and the number of the transaction. The newer of the two counts.
 */
const magicAt = 24;
const magic = 0xbeefc0de;
const versionAt = 28;
const version = 2;
const pageSizeAt = 48;
const lastPageAt = 144;
const transactionAt = 152;
const headBytes = 160;

/** Pages at the end that were taken and given back by one transaction are never written. */
const unwrittenBytesMax = 1_048_576n;

/**
 * Why a file can't be LMDB's, or not all of it; undefined: it may be opened. LMDB maps the file into memory, so
 * that a piece cut off would end the whole process at its first touch, not raise an error.
 */
export function damageOf(path: string): string | undefined {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    // LMDB writes both head pages at once; a crash before that leaves an empty file, which it begins anew.
    if (size === 0) return undefined;
    const first = readHead(file, 0);
    if (!isHead(first)) return 'it is no LMDB file of this version';
    const second = readHead(file, first.readUInt32LE(pageSizeAt));
    if (!isHead(second)) return 'its head is damaged';
    const isSecondNewer = second.readBigUInt64LE(transactionAt) > first.readBigUInt64LE(transactionAt);
    const newest = isSecondNewer ? second : first;
    const pages = newest.readBigUInt64LE(lastPageAt) + 1n;
    const missing = pages * BigInt(newest.readUInt32LE(pageSizeAt)) - BigInt(size);
    return missing > unwrittenBytesMax ? `its last ${missing} bytes are missing` : undefined;
  } finally {
    closeSync(file);
  }
}

/** Bytes of an open file that hold pages in use, or free ones between them. */
export function usedBytes(file: number): number {
  const first = readHead(file, 0);
  if (!isHead(first)) return 0;
  const pageSize = first.readUInt32LE(pageSizeAt);
  const second = readHead(file, pageSize);
  const last = (head: Buffer) => (isHead(head) ? Number(head.readBigUInt64LE(lastPageAt)) : 0);
  return (Math.max(last(first), last(second)) + 1) * pageSize;
}

function readHead(file: number, at: number): Buffer {
  const head = Buffer.alloc(headBytes);
  readSync(file, head, 0, headBytes, at);
  return head;
}

const isHead = (page: Buffer): boolean =>
  page.readUInt32LE(magicAt) === magic && (page.readUInt32LE(versionAt) & 0xffff) === version;
