import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The built `turksim simulate`, as a user runs it. */
function simulate(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['dist/server/cli.js', 'simulate', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ended(child: ChildProcess): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (text: Buffer) => {
    out += text;
  });
  child.stderr?.on('data', (text: Buffer) => {
    err += text;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
}

const run = (...args: readonly string[]) => ended(simulate(args));

const scenario = `name: tiny
about: A tiny market
days: 0.5
population: { workers: 200 }
requesters: 20
requesterBehaviour: { hitsPerBatchMax: 100 }
batch: { reward: 0.2, hits: 10, assignments: 2, taskSeconds: 30, postAtHours: 3, lifetimeHours: 6, autoApprovalHours: 1 }
`;

describe('turksim simulate', () => {
  let folder = '';
  const inFolder = (name: string) => join(folder, name);
  const read = (...path: readonly string[]) => readFileSync(join(folder, ...path), 'utf8');
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'turksim-simulate-'));
    writeFileSync(inFolder('tiny.yaml'), scenario);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('--list names the built-in scenarios, --schema prints what files may hold', async () => {
    const { code, out } = await run('--list');
    expect(code).toBe(0);
    for (const name of ['one-batch', 'qualification-funnel', 'masters-or-open', 'approval-bar', 'newcomers'])
      expect(out).toMatch(new RegExp(`^${name} +\\S`, 'm'));
    for (const name of ['former-participants', 'bot-wave', 'small-market', 'lively'])
      expect(out).toContain(name);
    const schema = JSON.parse((await run('--schema')).out) as { properties: object };
    expect(Object.keys(schema.properties)).toContain('requirements');
  });

  it('[promise 5] writes the same bytes on one thread and on two', async () => {
    const common = [inFolder('tiny.yaml'), '--seed', '3', '--runs', '2', '--events'];
    const sweep = ['--sweep', 'requirements.approval=null,99'];
    for (const threads of ['1', '2']) {
      const out = inFolder(`threads-${threads}`);
      const { code, err } = await run(...common, ...sweep, '--threads', threads, '--out', out);
      expect(code, err).toBe(0);
      expect(err).toMatch(/100 % of 4 runs · market time/);
    }
    for (const file of ['results.json', 'runs.csv', 'curve.csv', 'events.jsonl', 'report.html'])
      expect(read('threads-1', file) === read('threads-2', file), file).toBe(true);
    expect(readdirSync(inFolder('threads-1')).sort()).toEqual([
      'curve.csv',
      'events.jsonl',
      'report.html',
      'results.json',
      'runs.csv',
    ]);
    const results = JSON.parse(read('threads-1', 'results.json')) as {
      partial: boolean;
      seeds: number[];
      variants: { value: number | null; runs: { seed: number }[] }[];
    };
    expect(results).toMatchObject({
      partial: false,
      seeds: [3, 4],
      sweep: { path: 'requirements.approval' },
    });
    expect(results.variants.map(({ value, runs }) => [value, runs.map(({ seed }) => seed)])).toEqual([
      [null, [3, 4]],
      [99, [3, 4]],
    ]);
    const table = read('threads-1', 'runs.csv').trim().split('\n');
    expect(table).toHaveLength(5);
    expect(table[0]).toMatch(/^requirements\.approval,seed,partial,wanted,/);
    const events = read('threads-1', 'events.jsonl').trim().split('\n');
    expect(JSON.parse(events[0] as string)).toMatchObject({
      run: 0,
      seed: 3,
      at: expect.stringMatching(/Z$/),
    });
  });

  it.each([
    [['nowhere'], /can't read a built-in scenario "nowhere"/],
    [[], /needs a SCENARIO/],
    [['one-batch', '--runs', '0'], /number of runs/],
    [['one-batch', '--detail', 'some'], /full, background/],
    [
      ['one-batch', '--sweep', 'batch.reward=0.1,0.2', '--sweep', 'requirements.approval=95,99'],
      /the sweep is given once; before it was batch\.reward=0\.1,0\.2/,
    ],
    [['one-batch', '--out', 'package.json'], /--out package\.json: no folder can be made there/],
    [
      ['one-batch', '--sweep', 'requirements.approval=101'],
      /one-batch\.yaml: requirements\.approval: Too big/,
    ],
  ])('%j is a mistake: exit 2 and one line that says why', async (args, why) => {
    const { code, err } = await run(...args);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringMatching(why) });
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    ['days: 0.5', 'days: soon', /flawed\.yaml: days: Invalid input/],
    [
      'workers: 200',
      'workers: 200, size: 1',
      /flawed\.yaml: population: unknown key "size"; allowed are preset/,
    ],
    ['reward: 0.2', 'reward: 0.213', /flawed\.yaml: batch\.reward: .*whole cents/],
  ])('a scenario with %s replaced by %s: exit 2 with path and reason', async (good, bad, why) => {
    writeFileSync(inFolder('flawed.yaml'), scenario.replace(good, bad));
    const { code, err } = await run(inFolder('flawed.yaml'));
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringMatching(why) });
  });

  it('takes workers of your own from a CSV file', async () => {
    writeFileSync(inFolder('mine.csv'), `country\n${'DE\n'.repeat(200)}`);
    writeFileSync(
      inFolder('own.yaml'),
      scenario.replace('workers: 200', 'workers: 200, ownWorkers: mine.csv'),
    );
    const sweep = ['--sweep', 'requirements.countries=[US],[DE]', '--days', '0.2'];
    const { code, err } = await run(inFolder('own.yaml'), ...sweep, '--out', inFolder('own'));
    expect(code, err).toBe(0);
    const { scenario: used, variants } = JSON.parse(read('own', 'results.json')) as {
      scenario: object;
      variants: { runs: { measures: { eligible: number } }[] }[];
    };
    expect(used).toMatchObject({ workers: 200, ownWorkers: { file: 'mine.csv', workers: 200 } });
    const eligible = variants.map(({ runs }) => runs[0]?.measures.eligible as number);
    expect(eligible[0]).toBeLessThan(5);
    expect(eligible[1]).toBeGreaterThanOrEqual(200);
  });

  it('Ctrl-C writes what is done so far, marked partial', async () => {
    const child = simulate([inFolder('tiny.yaml'), '--days', '30', '--out', inFolder('early')]);
    const end = ended(child);
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const { code, out, err } = await end;
    expect(code, err).toBe(0);
    expect(out).toContain('Ended early');
    const results = JSON.parse(read('early', 'results.json')) as {
      partial: boolean;
      variants: { runs: { partial: boolean; measures: { commands: number } }[] }[];
    };
    expect(results.partial).toBe(true);
    expect(results.variants[0]?.runs[0]).toMatchObject({ partial: true });
    expect(results.variants[0]?.runs[0]?.measures.commands).toBeGreaterThan(0);
    expect(read('early', 'report.html')).toContain('Partial:');
  });
});
