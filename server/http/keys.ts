import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ServeConfig } from '../config.ts';

export interface RequesterKey {
  readonly secret: string;
  readonly name: string;
}

/** By access key id. */
export type RequesterKeys = ReadonlyMap<string, RequesterKey>;

const keysFile = z.record(
  z.string().regex(/^\w{1,128}$/, 'an access key id has letters, digits and _ alone'),
  z.object({ secret: z.string().min(1), name: z.string().min(1).optional() }),
);

/** The requesters that may sign in; undefined with `--auth off`, where any key names an account. */
export async function readKeys(
  config: Pick<ServeConfig, 'auth' | 'keys'>,
): Promise<RequesterKeys | undefined> {
  if (config.auth === 'off') return undefined;
  if (config.keys === undefined) return new Map();
  return parseKeys(await readFile(config.keys, 'utf8'), config.keys);
}

/** Never quotes the file: it holds secrets. */
export function parseKeys(text: string, file: string): RequesterKeys {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error(`The key file ${file} is not valid JSON.`);
  }
  const parsed = keysFile.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `The key file ${file} is wrong at ${issue?.path.map(String).join('.')}: ${issue?.message}`,
    );
  }
  return new Map(
    Object.entries(parsed.data).map(([id, { secret, name }]) => [id, { secret, name: name ?? id }]),
  );
}
