import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closing, type VitestResults } from './support/closing-line.ts';
import { canInstallDebianPackages, findGo, type ToolName, tools } from './support/tools.ts';

/**
 * `npm test`: what the tests need beyond npm, lint, types, a fresh build, all tests. With CI=true a tool that is
 * missing or a test that was skipped is a failure. `--long` runs the long forms; other arguments go to vitest.
 */

const say = (line: string) => process.stdout.write(`${line}\n`);
const isCI = /^(1|true)$/i.test(process.env.CI ?? '');
const args = process.argv.slice(2);

process.exitCode = main();

function main(): number {
  const missing = provideTools();
  for (const name of missing) say(`missing ${name} (${tools[name].provides}): ${tools[name].howToGet}`);
  if (isCI && missing.length > 0) return fail('with CI=true every tool is needed');
  const checked = lintAndTypes();
  const built = isBuildStale() ? runNode('build', 'build.mjs') : 0;
  const tested = runTests(checked === 0 && built === 0 ? [] : ['failed: see lint, types and build above']);
  return tested || checked || built;
}

function fail(reason: string): number {
  say(`failed: ${reason}`);
  return 1;
}

/** Installs what is missing and can be had here; answers what is still missing. */
function provideTools(): ToolName[] {
  const missingNow = () =>
    (Object.keys(tools) as ToolName[]).filter((name) => tools[name].find() === undefined);
  const missing = missingNow();
  const packages = missing.flatMap((name) => {
    const tool = tools[name];
    return 'debian' in tool ? tool.debian : [];
  });
  if (packages.length > 0 && canInstallDebianPackages()) installDebianPackages(packages);
  const go = findGo();
  for (const name of missing) {
    const tool = tools[name];
    if ('go' in tool && go !== undefined) run(`go install ${tool.go}`, go, ['install', tool.go]);
  }
  return missing.length === 0 ? [] : missingNow();
}

function installDebianPackages(packages: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-qq'];
  if (run('apt-get update', 'apt-get', [...wait, 'update'], { env }) !== 0) return;
  const install = [...wait, 'install', '-y', '--no-install-recommends', ...packages];
  run(`apt-get install ${packages.join(' ')}`, 'apt-get', install, {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function lintAndTypes(): number {
  let code = runNode('biome', 'node_modules/@biomejs/biome/bin/biome', 'check', '.');
  for (const project of ['tsconfig.json', 'load/tsconfig.json', 'web/tsconfig.json']) {
    if (!existsSync(project)) continue;
    const compiler = ['node_modules/typescript/bin/tsc', '--noEmit', '-p', project];
    code = runNode(`types of ${project}`, ...compiler) || code;
  }
  return code;
}

/** The tests start what was built, so it must not be older than its sources. */
function isBuildStale(): boolean {
  const built = 'dist/server/cli.js';
  if (!existsSync(built)) return true;
  const builtAt = statSync(built).mtimeMs;
  const listed = [
    'ls-files',
    '-co',
    '--exclude-standard',
    'server',
    'simulator',
    'web',
    'build.mjs',
    'package.json',
  ];
  const files = spawnSync('git', listed, { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
  return files.some((file) => existsSync(file) && statSync(file).mtimeMs > builtAt);
}

/** Runs vitest; `before` are lines to repeat above the last one. */
function runTests(before: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-tests-'));
  const results = join(folder, 'results.json');
  const env: NodeJS.ProcessEnv = { ...process.env, TURKSIM_TEST_RESULTS: results };
  if (args.includes('--long')) env.TURKSIM_TEST_LONG = 'true';
  const rest = args.filter((arg) => arg !== '--long');
  try {
    const code = run('vitest', process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...rest], { env });
    const left = existsSync(results)
      ? (JSON.parse(readFileSync(results, 'utf8')) as VitestResults)
      : undefined;
    const ended = closing(code, left, isCI);
    for (const line of [...before, ...ended.lines]) say(line);
    return ended.code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runNode(title: string, ...command: readonly string[]): number {
  return run(title, process.execPath, command);
}

/** Runs a command to its end, with its output shown; answers its exit code. */
function run(
  title: string,
  command: string,
  commandArgs: readonly string[],
  options: SpawnSyncOptions = {},
): number {
  say(`> ${title}`);
  const ended = spawnSync(command, commandArgs, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (ended.error !== undefined) say(`${title}: ${ended.error.message}`);
  if (ended.status !== 0) say(`${title} failed (${ended.status ?? ended.signal ?? 'not started'})`);
  return ended.status ?? 1;
}
