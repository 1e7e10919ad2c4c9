import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { limits } from '../../contract/limits.ts';

/** A Lua script as the server runs it. */
export interface Script {
  readonly text: string;
  readonly sha: string;
}

/** Limits that scripts hold; in Lua's words. */
const limitTable = `{ ${Object.entries(limits)
  .map(([name, value]) => `${name} = ${value}`)
  .join(', ')} }`;

function load(file: string): Script {
  const source = readFileSync(new URL(file, import.meta.url), 'utf8');
  const text = source.replace('LIMITS', limitTable);
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/** One script per verb; the number in a file's name is how many keys it takes. */
export const scripts = {
  commit: load('./commit-5-and-more.lua'),
  check: load('./check-1-and-more.lua'),
  feed: load('./feed-2.lua'),
  inbox: load('./inbox-1.lua'),
  export: load('./export-2.lua'),
} as const;
