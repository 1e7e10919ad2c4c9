import { posix } from 'node:path';
import type { SourceFile } from './source-files.ts';
import type { Import } from './source-scan.ts';
import { functionLengths } from './source-scan.ts';

/** Each rule answers its violations, one line each; none means that the rule holds. */

export interface Arrow {
  /** Paths that the rule is about. */
  readonly from: RegExp;
  /** What they may not import: a path from the root, `node:…`, or a package's name. */
  readonly not: RegExp;
  /** The exceptions among these. */
  readonly but?: (imported: Import & { readonly target: string }) => boolean;
  readonly because: string;
}

export interface Banned {
  readonly call: RegExp;
  /** Paths where it may stand: the parts that wrap it. */
  readonly allowed: readonly RegExp[];
  readonly instead: string;
}

/** Path from the root of what is imported; a package or built-in keeps its name. */
function targetOf(file: SourceFile, imported: Import): string {
  return imported.from.startsWith('.')
    ? posix.join(posix.dirname(file.path), imported.from.replace(/\?.*$/, ''))
    : imported.from;
}

export function brokenArrows(files: readonly SourceFile[], arrows: readonly Arrow[]): string[] {
  const broken: string[] = [];
  for (const file of files)
    for (const arrow of arrows.filter(({ from }) => from.test(file.path)))
      for (const imported of file.imports) {
        const target = targetOf(file, imported);
        const allowed = imported.typeOnly || arrow.but?.({ ...imported, target }) === true;
        if (arrow.not.test(target) && !allowed)
          broken.push(`${file.path} imports ${target}: ${arrow.because}`);
      }
  return broken;
}

/** Circles of imports, those of types included, each named once by its members. */
export function importCircles(files: readonly SourceFile[]): string[] {
  const known = new Set(files.map(({ path }) => path));
  const next = new Map(
    files.map((file) => [
      file.path,
      file.imports.map((imported) => targetOf(file, imported)).filter((target) => known.has(target)),
    ]),
  );
  const circles = new Set<string>();
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]) => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) circles.add([...trail.slice(seenAt)].sort().join(' – '));
    if (seenAt >= 0 || done.has(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return [...circles];
}

export function bannedCalls(files: readonly SourceFile[], bans: readonly Banned[]): string[] {
  return files.flatMap((file) =>
    bans
      .filter(({ allowed }) => !allowed.some((path) => path.test(file.path)))
      .flatMap(({ call, instead }) =>
        linesOf(file.code, call).map((line) => `${file.path}:${line} ${call.source}: ${instead}`),
      ),
  );
}

/** Lines, from 1, on which `pattern` stands. */
export function linesOf(text: string, pattern: RegExp): number[] {
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}

export function longFiles(files: readonly { path: string; text: string }[], most: number): string[] {
  return files
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > most)
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}

export function longFunctions(files: readonly SourceFile[], most: number): string[] {
  return files.flatMap(({ path, code }) =>
    functionLengths(code)
      .filter(({ ownLines }) => ownLines > most)
      .map(({ line, ownLines }) => `${path}:${line} has a function of ${ownLines} lines`),
  );
}

/** Imports of files that are not there: a scanner that misreads imports shows here first. */
export function danglingImports(files: readonly SourceFile[], paths: ReadonlySet<string>): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter(({ from }) => from.startsWith('.'))
      .map((imported) => targetOf(file, imported))
      .filter((target) => !paths.has(target))
      .map((target) => `${file.path} imports ${target}, which is not there`),
  );
}

/** Files that no entry reaches, by imports of any kind or by a path named in `new URL('./…')`. */
export function unreachableFiles(files: readonly SourceFile[], entries: readonly RegExp[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const queue = files.map(({ path }) => path).filter((path) => entries.some((entry) => entry.test(path)));
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const file = byPath.get(path);
    if (file === undefined || reached.has(path)) continue;
    reached.add(path);
    queue.push(...file.imports.map((imported) => targetOf(file, imported)), ...namedByUrl(file));
  }
  return [...byPath.keys()].filter((path) => !reached.has(path));
}

/** Worker threads are started by address, not imported; the built file's ending stands for the source's. */
function namedByUrl(file: SourceFile): string[] {
  return [...file.text.matchAll(/new URL\(\s*['"`](\.[^'"`]+)['"`]/g)]
    .map((match) => posix.join(posix.dirname(file.path), match[1] as string))
    .flatMap((path) => [path, path.replace(/\.js$/, '.ts')]);
}
