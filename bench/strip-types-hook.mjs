import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transformWithOxc } from 'vite';

/** Load hook of Node: a `.ts` module is read and stripped, any other goes its usual way. */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
  const path = fileURLToPath(url);
  const { code } = await transformWithOxc(await readFile(path, 'utf8'), path, {
    lang: 'ts',
    target: 'es2023',
  });
  return { format: 'module', source: code, shortCircuit: true };
}
