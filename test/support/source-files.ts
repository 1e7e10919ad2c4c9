import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { type ScannedSource, scan } from './source-scan.ts';

export interface SourceFile extends ScannedSource {
  /** From the checkout's root, with slashes. */
  readonly path: string;
  readonly text: string;
}

const sourceEnding = /\.(?:tsx?|mts|mjs|js)$/;
const proseEnding = /\.(?:md|ya?ml|json|css|html|lua|py|sh|cfg|conf|mmd)$/;

/** Paths of all files that git knows or would add. */
export function projectPaths(): string[] {
  const list = (...flags: string[]) =>
    execFileSync('git', ['ls-files', '-z', ...flags], { encoding: 'utf8' })
      .split('\0')
      .filter(Boolean);
  const paths = new Set([...list('--cached'), ...list('--others', '--exclude-standard')]);
  return [...paths].filter((path) => existsSync(path)).sort();
}

export function readSources(paths: readonly string[]): SourceFile[] {
  return paths
    .filter((path) => sourceEnding.test(path))
    .map((path) => sourceFile(path, readFileSync(path, 'utf8')));
}

/** What is read by people or by other programs. */
export function readProse(paths: readonly string[]): { path: string; text: string }[] {
  return paths
    .filter((path) => proseEnding.test(path) && path !== 'package-lock.json')
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, ...scan(text) };
}
