import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface WritingChild {
  readonly process: ChildProcess;
  /** What it has said so far, but for `open`. */
  readonly lines: string[];
  /** Waits until it has said so many lines more than `open`. */
  said(count: number): Promise<void>;
  /** Waits for its end. */
  readonly ended: Promise<number | null>;
}

const running = new Set<ChildProcess>();

/** Ends those that a failed test left behind. */
export function endWriting(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Starts `writing-process.ts`, maybe under another program, and waits until it has the folder open. */
export async function startWriting(
  folder: string,
  mode: string,
  options: { readonly under?: readonly string[]; readonly flush?: boolean } = {},
): Promise<WritingChild> {
  const script = new URL('./writing-process.ts', import.meta.url).pathname;
  const command = [
    ...(options.under ?? []),
    process.execPath,
    '--import',
    'tsx',
    script,
    folder,
    mode,
    ...(options.flush === false ? ['unflushed'] : []),
  ];
  const child = spawn(command[0] as string, command.slice(1), { stdio: ['pipe', 'pipe', 'pipe'] });
  running.add(child);
  child.once('close', () => running.delete(child));
  const lines: string[] = [];
  let errors = '';
  let told = () => {};
  child.stderr.on('data', (text) => {
    errors += text;
  });
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    told();
  });
  let hasEnded = false;
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      hasEnded = true;
      told();
      resolve(code);
    });
  });
  const until = async (isEnough: () => boolean) => {
    while (!isEnough()) {
      if (hasEnded) throw new Error(`the writing process ended: ${errors}`);
      await new Promise<void>((resolve) => {
        told = resolve;
      });
    }
  };
  await until(() => lines[0] === 'open');
  lines.shift();
  return { process: child, lines, said: (count) => until(() => lines.length >= count), ended };
}
