import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The built `turksim validate`, as a user runs it. */
async function validate(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, ['dist/server/cli.js', 'validate', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => {
    out += text;
  });
  child.stderr.on('data', (text: Buffer) => {
    err += text;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
}

describe('turksim validate', () => {
  let folder = '';
  const inFolder = (name: string) => join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'turksim-validate-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('prints target, accepted range, result and verdict, and writes the table', async () => {
    const out = inFolder('deep/validation.md');
    const { code, out: printed, err } = await validate('--only', 'v24,V36', '--runs', '2', '--out', out);
    expect(code).toBe(0);
    expect(printed).toMatch(/^id +quantity +published +accepted +measured +verdict$/m);
    expect(printed).toMatch(/^V36 .*in range$/m);
    expect(printed).not.toContain('V01');
    expect(printed).toContain('2 of 2 gates in range');
    expect(err).toContain('100 %');
    expect(readFileSync(out, 'utf8')).toContain('seeds 1 to 2');
  });

  it('gives the same numbers on one thread and on two, and takes up what was kept', async () => {
    const common = [
      '--only',
      'V24,V01',
      '--runs',
      '2',
      '--workers',
      '60',
      '--json',
      '--out',
      inFolder('a.md'),
    ];
    const one = await validate(...common, '--threads', '1', '--keep', inFolder('kept'));
    const files = readdirSync(inFolder('kept')).sort();
    expect(files).toEqual([
      'requesters-60-1.json',
      'requesters-60-2.json',
      'tracker-60-1.json',
      'tracker-60-2.json',
    ]);
    const written = files.map((file) => statSync(inFolder(`kept/${file}`)).mtimeMs);
    const two = await validate(...common, '--threads', '2');
    const again = await validate(...common, '--keep', inFolder('kept'));
    expect(two.out).toBe(one.out);
    expect(again.out).toBe(one.out);
    expect(files.map((file) => statSync(inFolder(`kept/${file}`)).mtimeMs)).toEqual(written);
    expect((JSON.parse(one.out) as { results: object[] }).results).toHaveLength(2);
  });

  it('refuses a target that there is none of in one line, with 2', async () => {
    const { code, err } = await validate('--only', 'V01,V99');
    expect(code).toBe(2);
    expect(err).toBe('turksim: there is no target V99: they are V01 to V36.\n');
  });
});
