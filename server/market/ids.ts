import { randomBytes } from 'node:crypto';

/** Where a market's ids and chance come from: seeded in a simulation, unguessable in a server. */
export interface IdSource {
  /** An integer in 0..2^32-1. */
  uint32(): number;
}

export function randomIds(): IdSource {
  let pool = new Uint32Array(0);
  let next = 0;
  return {
    uint32() {
      if (next === pool.length) {
        const bytes = randomBytes(4096);
        pool = new Uint32Array(bytes.buffer, bytes.byteOffset, 1024);
        next = 0;
      }
      return pool[next++] as number;
    },
  };
}

/** sfc32: the same seed gives the same ids. */
export function seededIds(seed: number): IdSource {
  let a = seed >>> 0;
  let b = (seed / 4294967296) >>> 0;
  let c = 0x9e3779b9;
  let counter = 1;
  const uint32 = () => {
    const t = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let warm = 0; warm < 12; warm++) uint32();
  return { uint32 };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function characters(ids: IdSource, count: number): string {
  let text = '';
  while (text.length < count) {
    let word = ids.uint32();
    for (let digit = 0; digit < 6 && text.length < count; digit++) {
      text += alphabet[word % 36];
      word = Math.floor(word / 36);
    }
  }
  return text;
}

/** Ids of HITs, assignments and types: 30 characters beginning with 3, as the real ones (mturk-api 1.0). */
export const newEntityId = (ids: IdSource): string => `3${characters(ids, 29)}`;

/** 14 characters beginning with A, as most real WorkerIds. */
export const newWorkerId = (ids: IdSource): string => `A${characters(ids, 13)}`;

export function newUuid(ids: IdSource): string {
  const hex = Array.from({ length: 4 }, () => ids.uint32().toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
