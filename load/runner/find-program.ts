import { execFileSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { homedir, totalmem } from 'node:os';
import { delimiter, join } from 'node:path';

/** How somebody without k6 gets it, in one line. */
export const howToGetK6 =
  'k6 is not installed: with Go 1.25 or newer run "go install go.k6.io/k6@v1.8.1", or take it from https://k6.io/docs/get-started/installation';

/** The first of `names` that can be run, looked for in PATH and then in `furtherFolders`; undefined where there is none. */
export function findProgram(
  names: readonly string[],
  furtherFolders: readonly string[] = [],
): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...furtherFolders];
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find(isExecutable);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** k6 in PATH or where `go install` puts it. */
export function findK6(): string | undefined {
  return findProgram(['k6']) ?? findProgram(['k6'], goBinFolders());
}

/**
 * With Go's own setting k6 looks for garbage every second among its virtual users, each time for some tenths of a
 * second in which requests wait for it. With this one it does so once it has taken what `goMemoryBytes` allows: a minute of
 * single checks at 5,000 a second leaves some 3 GB.
 */
const goGarbagePercent = '6400';
const goMemoryBytes = Math.min(4 * 2 ** 30, totalmem() / 4);

export function environmentOfK6(): NodeJS.ProcessEnv {
  return { GOGC: goGarbagePercent, GOMEMLIMIT: `${Math.round(goMemoryBytes)}B`, ...process.env };
}

/** Where `go install` puts programs. */
export function goBinFolders(): string[] {
  const go = findProgram(['go'], ['/usr/local/go/bin']);
  if (go === undefined) return [join(homedir(), 'go', 'bin')];
  const [bin, path] = execFileSync(go, ['env', 'GOBIN', 'GOPATH'], { encoding: 'utf8' }).split('\n');
  return [
    bin ?? '',
    ...(path ?? '')
      .split(delimiter)
      .filter(Boolean)
      .map((root) => join(root, 'bin')),
  ].filter(Boolean);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
