import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { toolPath } from './tools.ts';

/** Made on first use, outside git. */
const venv = resolve('node_modules/.cache/turksim-clients/schemathesis/venv');

/** Python with Schemathesis; undefined without Python. */
function pythonWithSchemathesis(): string | undefined {
  const python = toolPath('python3');
  if (python === undefined) return undefined;
  const own = join(venv, 'bin/python');
  if (!existsSync(join(venv, 'bin/schemathesis'))) {
    mkdirSync(venv, { recursive: true });
    execFileSync(python, ['-m', 'venv', venv], { stdio: 'pipe' });
    const requirements = resolve('test/clients/schemathesis/requirements.txt');
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    execFileSync(own, install, { stdio: 'pipe' });
  }
  return own;
}

export interface Fuzz {
  /** Of the server, without trailing slash. */
  readonly url: string;
  readonly seed: number;
  /** Random requests for each method of each path. */
  readonly examples: number;
  /** Values that parameters and body members have now and then, by where they stand: `path.worker`. */
  readonly known: Readonly<Record<string, readonly string[]>>;
  /** Operations to leave out, by operationId. */
  readonly without: readonly string[];
}

/** Sends what the OpenAPI document allows and what it forbids; answers the exit code and all that was said. */
export async function fuzzDocument(fuzz: Fuzz): Promise<{ code: number; printed: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'turksim-schemathesis-'));
  try {
    writeFileSync(join(folder, 'schemathesis.toml'), settings(fuzz));
    const args = ['-m', 'schemathesis.cli', '--config-file', join(folder, 'schemathesis.toml'), 'run'];
    const what = [`${fuzz.url}/openapi.json`, '--seed', String(fuzz.seed), '--no-color'];
    const without = fuzz.without.flatMap((id) => ['--exclude-operation-id', id]);
    const child = spawn(pythonWithSchemathesis() as string, [...args, ...what, ...without], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PYTHONPATH: resolve('test/clients/schemathesis'),
        SCHEMATHESIS_HOOKS: 'media_types',
      },
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => {
        printed += text;
      });
    }
    const [code] = (await once(child, 'close')) as [number];
    return { code, printed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'unsupported_method',
  'allow_header_conformance',
  'missing_required_header',
];

function settings({ examples, known }: Fuzz): string {
  const names = Object.keys(known);
  const name = (where: string) => where.replaceAll('.', '-');
  return [
    'continue-on-failure = true',
    'request-timeout = 60',
    'warnings = false',
    '[generation]',
    `max-examples = ${examples}`,
    'no-shrink = true',
    '[phases.stateful]',
    'enabled = false',
    '[phases.coverage]',
    'unexpected-methods = ["TRACE", "DELETE"]',
    '[checks]',
    'enabled = false',
    ...checks.map((check) => `${check}.enabled = true`),
    // A wrong value may also make the request too large.
    'negative_data_rejection.expected-statuses = [400, 403, 404, 405, 409, 410, 413, 415, 431]',
    ...names.flatMap((where) => [
      `[dictionaries.${name(where)}]`,
      `values = ${JSON.stringify(known[where])}`,
    ]),
    '[parameters]',
    ...names.map((where) => `"${where}" = { dictionary = "${name(where)}", probability = 0.7 }`),
    '',
  ].join('\n');
}
