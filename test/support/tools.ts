import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findK6, findProgram, howToGetK6 } from '../../load/runner/find-program.ts';

/** Programs beyond npm that some tests need. A test asks `toolPath`; `npm test` installs what it can first. */
interface Tool {
  /** What a test without it can't show. */
  readonly provides: string;
  find(): string | undefined;
  /** Debian packages that bring it. */
  readonly debian?: readonly string[];
  /** Argument of `go install`. */
  readonly go?: string;
  readonly howToGet: string;
}

const systemFolders = ['/usr/sbin', '/sbin', '/usr/local/sbin'];
const debianTool = (provides: string, names: readonly string[], packages: readonly string[]): Tool => ({
  provides,
  find: () => findProgram(names, systemFolders),
  debian: packages,
  howToGet: `apt-get install ${packages.join(' ')}`,
});

export const tools = {
  'redis-server': debianTool('the shared store', ['redis-server'], ['redis-server']),
  chromium: debianTool(
    'the pages in a browser',
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    ['chromium'],
  ),
  strace: debianTool('that answers wait for the disk', ['strace'], ['strace']),
  haproxy: debianTool('several servers behind one address', ['haproxy'], ['haproxy']),
  python3: {
    provides: 'the boto3 example and clients in Python',
    find: findPython,
    debian: ['python3', 'python3-venv'],
    howToGet: 'apt-get install python3 python3-venv',
  },
  k6: { provides: 'the load scripts', find: findK6, go: 'go.k6.io/k6@v1.8.1', howToGet: howToGetK6 },
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof tools;

/** Where the tool is, or undefined: the test is then skipped, which `npm test` counts, and refuses with CI=true. */
export function toolPath(name: ToolName): string | undefined {
  return tools[name].find();
}

/** Python of a virtual environment with boto3, pytest and python-socketio, made in `.venv` on first use; undefined without python3. */
export function pythonWithBoto3(): string | undefined {
  const python = toolPath('python3');
  if (python === undefined) return undefined;
  const folder = resolve('.venv');
  const own = join(folder, 'bin', 'python');
  if (!hasBoto3(own)) {
    execFileSync(python, ['-m', 'venv', folder], { stdio: 'pipe' });
    execFileSync(own, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...pythonPackages], {
      stdio: 'pipe',
    });
  }
  return own;
}

const pythonPackages = ['boto3==1.44.5', 'pytest==8.4.2', 'python-socketio[client]==5.18.1'];

function hasBoto3(python: string): boolean {
  if (!existsSync(python)) return false;
  try {
    execFileSync(python, ['-c', 'import boto3, pytest, socketio'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

/** Debian splits off what `python3 -m venv` needs, so finding python3 alone says too little. */
function findPython(): string | undefined {
  const python = findProgram(['python3']);
  if (python === undefined) return undefined;
  try {
    execFileSync(python, ['-c', 'import venv, ensurepip'], { stdio: 'pipe' });
    return python;
  } catch {
    return undefined;
  }
}

/** Whether packages can be installed here without asking: root on Debian or a relative of it. */
export function canInstallDebianPackages(): boolean {
  if (process.getuid?.() !== 0 || findProgram(['apt-get']) === undefined) return false;
  return (
    existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

/** Path of a Go that builds k6, or undefined. */
export function findGo(): string | undefined {
  const go = findProgram(['go'], ['/usr/local/go/bin']);
  if (go === undefined) return undefined;
  const version = /go1\.(\d+)/.exec(execFileSync(go, ['version'], { encoding: 'utf8' }));
  return Number(version?.[1] ?? 0) >= 25 ? go : undefined;
}
