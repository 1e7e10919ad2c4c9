import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { projectPaths, readProse, readSources, sourceFile } from '../support/source-files.ts';
import {
  type Arrow,
  type Banned,
  bannedCalls,
  brokenArrows,
  danglingImports,
  importCircles,
  linesOf,
  longFiles,
  longFunctions,
  unreachableFiles,
} from '../support/tidy-rules.ts';

const paths = projectPaths();
const files = readSources(paths);
const prose = readProse(paths);
const shipped = files.filter(({ path }) => /^(?:server|simulator|testing|web|load)\//.test(path));

const core = /^server\/(?:domain|machines|eligibility|questions|lifecycle)\//;
const hashOnly: Arrow['but'] = ({ from, names }) =>
  from === 'node:crypto' && names.length > 0 && names.every((name) => name === 'createHash');

const arrows: readonly Arrow[] = [
  { from: core, not: /^node:/, but: hashOnly, because: 'the core does no I/O' },
  {
    from: core,
    not: /^(?:express|socket\.io|socket\.io-client|redis|lmdb|pino|prom-client|jose|commander|@faker-js\/faker)$/,
    because: 'the core knows no edge, store or log',
  },
  {
    from: core,
    not: /^server\/(?:store|http|push|operations)\/|^server\/[^/]+\.ts$|^simulator\//,
    because: 'the core is below stores, edges and operations',
  },
  {
    from: /^server\/contract\//,
    not: /^(?:server\/(?!contract\/)|simulator\/|web\/|node:)/,
    because: 'all may read the contract, so it needs nobody',
  },
  {
    from: /^server\/operations\//,
    not: /^server\/(?:http|push)\//,
    because: 'operations do not know who asked',
  },
  {
    from: /^server\/(?:eligibility|push)\//,
    not: /^server\/operations\//,
    because: 'these follow the feed alone',
  },
  { from: /^server\/store\//, not: /^server\/(?:http|push|operations)\//, because: 'a store knows no edge' },
  {
    from: /^server\//,
    not: /^(?:test|bench|load|web|examples)\//,
    because: 'the server stands without these',
  },
  {
    from: /^(?:web|load)\//,
    not: /^(?:server\/(?!contract\/|client\/)|simulator\/)/,
    because: 'clients see the contract, and what we give to clients, alone',
  },
  {
    from: /^server\/client\//,
    not: /^server\/(?!contract\/|client\/)|^simulator\/|^node:/,
    because: 'it runs in browsers too',
  },
];

/** The parts that wrap what must not stand anywhere else. */
const wallClock = [
  /^web\/app\/wall-clock\.ts$/,
  /^server\/market\/clock\.ts$/,
  /^server\/store\/[a-z]+-store\.ts$/,
  /^server\/serve\.ts$/,
  /^testing\/index\.ts$/,
  /^load\/(?:due|signature|runner\/results)\.ts$/,
];
const chance = [/^server\/market\/ids\.ts$/];
const environment = [/^server\/(?:cli|config)\.ts$/, /^load\/(?:seed-market|runner\/find-program)\.ts$/];
const console = [/^load\//];

const bans: readonly Banned[] = [
  { call: /\bDate\.now\b/, allowed: wallClock, instead: 'time is an argument' },
  { call: /\bnew Date\(\s*\)/, allowed: wallClock, instead: 'time is an argument' },
  { call: /\bMath\.random\b/, allowed: chance, instead: 'chance comes from the market or the simulation' },
  { call: /\bprocess\.env\b/, allowed: environment, instead: 'options come from config.ts' },
  { call: /\bconsole\s*\./, allowed: console, instead: 'the server has a log' },
];
const coreBans: readonly Banned[] = [
  {
    call: /\b(?:setTimeout|setInterval|setImmediate|queueMicrotask|randomUUID|randomBytes)\b|\bperformance\s*\./,
    allowed: [],
    instead: 'the core starts nothing by itself',
  },
];

/** What is started by name rather than imported. */
const entries = [
  /^server\/cli\.ts$/,
  /^(?:testing|server\/client)\/index\.ts$/,
  /^web\/(?:vite\.config\.ts|public\/)/,
  ...scriptsOf('web/index.html'),
  /^load\/[a-z-]+\.ts$/,
  /^bench\/[a-z-]+\.(?:ts|mjs)$/,
  /^examples\//,
  /^test\/(?:.*\.test|run|simulation\/storm\/run)\.ts$/,
  /^test\/clients\//,
  /^(?:build\.mjs|vitest\.config\.ts)$/,
  // Types of packages that have none: tsc finds them.
  /\.d\.ts$/,
];

/** The modules that a page loads, by their addresses. */
function scriptsOf(page: string): RegExp[] {
  const addresses = prose.find(({ path }) => path === page)?.text.matchAll(/src="\/([\w/-]+\.tsx?)"/g) ?? [];
  return [...addresses].map((match) => new RegExp(`^web/${match[1]}$`));
}

describe('[tidy] the checkout', () => {
  it('was read whole: every source file that git knows or would add', () => {
    const known = execFileSync(
      'git',
      ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.mjs', '*.js'],
      {
        encoding: 'utf8',
      },
    );
    const present = paths.filter((path) => known.split('\n').includes(path));
    expect(files.map(({ path }) => path)).toEqual(present.sort());
    expect(files.length).toBeGreaterThan(60);
    for (const path of ['server/cli.ts', 'server/contract/errors.ts', 'test/unit/tidy.test.ts'])
      expect(paths).toContain(path);
    expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(files.length);
  });

  it('has no import of a file that is not there', () => {
    expect(danglingImports(files, new Set(paths))).toEqual([]);
  });

  it('keeps the arrows of the design: nothing imports upward', () => {
    expect(brokenArrows(files, arrows)).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(importCircles(files)).toEqual([]);
  });

  it('has no dead file: an entry reaches every file', () => {
    const noTests = entries.filter((entry) => !entry.source.startsWith('^test'));
    expect(unreachableFiles(shipped, noTests)).toEqual([]);
    expect(unreachableFiles(files, entries)).toEqual([]);
  });

  it('reads clock, chance, environment and console in the wrapping parts alone', () => {
    expect(bannedCalls(shipped, bans)).toEqual([]);
    expect(
      bannedCalls(
        files.filter(({ path }) => core.test(path)),
        coreBans,
      ),
    ).toEqual([]);
  });

  it('keeps files to 350 lines and functions to 70', () => {
    expect(
      longFiles([...files, ...prose.filter(({ path }) => /\.(?:css|lua|py|html)$/.test(path))], 350),
    ).toEqual([]);
    expect(longFunctions(shipped, 70)).toEqual([]);
  });

  it('has no test switched off and nothing left to do', () => {
    const tests = files.filter(({ path }) => path.startsWith('test/'));
    const off = {
      call: /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:only|skip|todo|fails)\b/,
      allowed: [],
      instead: 'a test runs or goes',
    };
    expect(bannedCalls(tests, [off])).toEqual([]);
    const leftover = new RegExp(`\\b(?:${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|X{3})\\b`);
    const found = [...files, ...prose].flatMap(({ path, text }) =>
      linesOf(text, leftover).map((line) => `${path}:${line}`),
    );
    expect(found).toEqual([]);
  });
});

describe('[tidy] the rules themselves', () => {
  const planted = (path: string, text: string) => sourceFile(path, text);

  it('see an import upward in every form, and let types through', () => {
    const forms = [
      "import { listen } from '../http/listen.ts';",
      "import * as listen from '../http/listen.ts';",
      "import '../http/listen.ts';",
      "export { listen } from '../http/listen.ts';",
      "export * from '../http/listen.ts';",
      "const listen = await import('../http/listen.ts');",
      "import {\n  first,\n  second as other,\n} from '../http/listen.ts';",
      "import { readFile } from 'node:fs/promises';",
      "import { createHash, randomBytes } from 'node:crypto';",
    ];
    for (const form of forms)
      expect(brokenArrows([planted('server/domain/a.ts', form)], arrows).length, form).toBeGreaterThan(0);
    const harmless = [
      "import type { Listen } from '../http/listen.ts';",
      "export type { Listen } from '../http/listen.ts';",
      "// import { listen } from '../http/listen.ts';",
      'const text = `import { listen } from "../http/listen.ts"`;',
      "import { createHash } from 'node:crypto';",
    ];
    for (const form of harmless)
      expect(brokenArrows([planted('server/domain/a.ts', form)], arrows), form).toEqual([]);
  });

  it('see a circle through several files, through types too, and none where there is none', () => {
    const a = planted('server/a.ts', "import { b } from './b.ts';");
    const b = planted('server/b.ts', "import { c } from './c.ts';");
    const c = planted('server/c.ts', "export { a } from './a.ts';");
    expect(importCircles([a, b, c])).toEqual(['server/a.ts – server/b.ts – server/c.ts']);
    const throughTypes = planted('server/c.ts', "import type { a } from './a.ts';");
    expect(importCircles([a, b, throughTypes])).toHaveLength(1);
    expect(importCircles([a, b])).toEqual([]);
  });

  it('see a banned call in code, and none in comments, strings or patterns', () => {
    const found = (text: string) => bannedCalls([planted('server/domain/a.ts', text)], bans).length;
    for (const call of [
      'Date.now()',
      'new Date()',
      'Math.random()',
      'process.env.HOME',
      'console.log(1)',
      'Date.now',
    ])
      expect(found(`const a = ${call};`), call).toBe(1);
    expect(found(['const a = `$', '{Date.now()}`;'].join(''))).toBe(1);
    expect(
      found(
        "// Date.now()\n/* Date.now() */ const a = 'Date.now()' + `Date.now()`; a.replace(/Date.now/, '')",
      ),
    ).toBe(0);
    expect(found('const a = 6 / 2; Date.now(); const b = a / 3;')).toBe(1);
    expect(found('const a = <b><br />{Date.now()}</b>;')).toBe(1);
  });

  it('see a long function, and count what stands inside it apart', () => {
    const lines = (count: number) => 'step();\n'.repeat(count);
    const found = (text: string) => longFunctions([planted('server/a.ts', text)], 10);
    expect(
      found(`export async function a(b: Map<string, number>): Promise<void> {\n${lines(10)}}`),
    ).toHaveLength(1);
    expect(found(`const a = (b: number) => {\n${lines(10)}};`)).toHaveLength(1);
    expect(found(`class A {\n  private a(): string[] {\n${lines(10)}}\n}`)).toHaveLength(1);
    expect(found(`function a() {\n${lines(4)} const b = () => {\n${lines(8)}};\n}`)).toEqual([]);
    expect(found(`const table = {\n${lines(40)}};`)).toEqual([]);
    expect(found(`if (a) {\n${lines(40)}}`)).toEqual([]);
  });

  it('see a file that no entry reaches and an import that dangles', () => {
    const cli = planted(
      'server/cli.ts',
      "import { a } from './a.ts'; new URL('./thread.js', import.meta.url);",
    );
    const others = ['a', 'thread', 'dead'].map((name) => planted(`server/${name}.ts`, ''));
    expect(unreachableFiles([cli, ...others], entries)).toEqual(['server/dead.ts']);
    expect(danglingImports([cli], new Set(['server/cli.ts']))).toHaveLength(1);
  });
});
