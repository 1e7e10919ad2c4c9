import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import * as sdk from '@aws-sdk/client-mturk';
import type { CallOutcome, WalkClient } from './client-walk.ts';
import { findGo, pythonWithBoto3, toolPath } from './tools.ts';

/** The client libraries that walk through all operations. Each is installed when it is first used, outside git. */

const cache = resolve('node_modules/.cache/turksim-clients');

function clientFolder(name: string): string {
  const folder = join(cache, name);
  mkdirSync(folder, { recursive: true });
  cpSync(resolve('test/clients', name), folder, { recursive: true });
  return folder;
}

type Command = new (input: object) => object;
type Sender = { send(command: object): Promise<CallOutcome & { ok: true } & object> };

/** The official client for JavaScript, version 3. */
export function javaScript3(client: sdk.MTurkClient): WalkClient {
  const commands = sdk as unknown as Readonly<Record<string, Command>>;
  return {
    async call(operation, input) {
      const Named = commands[`${operation}Command`] as Command;
      try {
        const output = await (client as unknown as Sender).send(new Named(withDates(input)));
        return { ok: true, output: { ...output } };
      } catch (error) {
        const { name, message } = error as Error;
        return { ok: false, code: name, message };
      }
    },
    async close() {},
  };
}

function withDates(input: object): object {
  const { ExpireAt } = input as { ExpireAt?: number };
  return ExpireAt === undefined ? input : { ...input, ExpireAt: new Date(ExpireAt * 1000) };
}

/** A program that reads calls and writes outcomes, one JSON object a line. */
function overLines(program: string, args: readonly string[], cwd: string): WalkClient {
  const child = spawn(program, args, { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async call(operation, input) {
      child.stdin.write(`${JSON.stringify({ operation, input })}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${program} ended without an answer to ${operation}`);
      return JSON.parse(value);
    },
    async close() {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.stdin.end();
      await ended;
    },
  };
}

/** Undefined without Python. */
export function boto3(url: string): WalkClient | undefined {
  const python = pythonWithBoto3();
  if (python === undefined) return undefined;
  return overLines(python, ['client.py', url], resolve('test/clients/boto3'));
}

export function javaScript2(url: string): WalkClient {
  const folder = clientFolder('js-v2');
  if (!existsSync(join(folder, 'node_modules/aws-sdk/package.json'))) {
    execFileSync('npm', ['ci', '--silent', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'pipe' });
  }
  return overLines(process.execPath, ['--no-warnings', 'client.mjs', url], folder);
}

/** Undefined without Go. */
export function go(url: string): WalkClient | undefined {
  const compiler = findGo();
  if (compiler === undefined) return undefined;
  const folder = clientFolder('go');
  execFileSync(compiler, ['build', '-o', 'client', '.'], { cwd: folder, stdio: 'pipe' });
  return overLines(join(folder, 'client'), [url], folder);
}

/** The AWS CLI; undefined without Python. */
export function awsCli(url: string): WalkClient | undefined {
  const python = toolPath('python3');
  if (python === undefined) return undefined;
  const folder = clientFolder('aws-cli');
  const own = join(folder, 'venv/bin/python');
  if (!existsSync(join(folder, 'venv/bin/aws'))) {
    execFileSync(python, ['-m', 'venv', join(folder, 'venv')], { stdio: 'pipe' });
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    execFileSync(own, [...install, '-r', 'requirements.txt'], { cwd: folder, stdio: 'pipe' });
  }
  return overLines(own, ['client.py', url], folder);
}
