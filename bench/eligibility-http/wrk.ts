import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../../load/runner/find-program.ts';

export interface Request {
  readonly path: string;
  /** A GET without one. */
  readonly body?: object;
}

export interface Load {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

interface Options {
  readonly connections?: number;
  readonly seconds?: number;
  /** Milliseconds between an answer and the next request of its connection. */
  readonly pause?: number;
}

/** Requests are made once, so that wrk does nothing but send them. */
const script = `
  local requests, at = {}, 0
  local function make(path, body)
    if body == '' then return wrk.format('GET', path) end
    wrk.headers['content-type'] = 'application/json'
    return wrk.format('POST', path, nil, body)
  end
  function init()
    for line in io.lines(os.getenv('REQUESTS')) do
      requests[#requests + 1] = make(line:match('^(%S+) ?(.*)$'))
    end
  end
  function request() at = at % #requests + 1; return requests[at] end
  local pause = tonumber(os.getenv('PAUSE'))
  if pause > 0 then function delay() return math.random(0, 2 * pause) end end
  function done(summary, latency)
    io.write(string.format('figures %d %d %d %d %d\\n', summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(99), summary.errors.status + summary.errors.timeout))
  end
`;

/** Sends requests in turn over connections that stay open, from the machine's other core. */
export async function load(
  url: string,
  requests: readonly Request[],
  { connections = 32, seconds = 4, pause = 0 }: Options = {},
): Promise<Load> {
  const wrk = findProgram(['wrk']);
  if (wrk === undefined) throw new Error('wrk is missing: apt-get install wrk');
  const folder = mkdtempSync(join(tmpdir(), 'turksim-wrk-'));
  try {
    const lines = requests.map(({ path, body }) => (body ? `${path} ${JSON.stringify(body)}` : path));
    writeFileSync(join(folder, 'requests'), lines.join('\n'));
    writeFileSync(join(folder, 'script.lua'), script);
    const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', join(folder, 'script.lua'), url];
    const env = { ...process.env, REQUESTS: join(folder, 'requests'), PAUSE: String(pause) };
    const { stdout } = await promisify(execFile)('taskset', ['-c', '1', wrk, ...args], { env });
    return figuresOf(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(output: string): Load {
  const [, count, micros, p50, p99, errors] =
    /^figures (\d+) (\d+) (\d+) (\d+) (\d+)$/m.exec(output)?.map(Number) ?? [];
  if (count === undefined || micros === undefined || errors !== 0)
    throw new Error(`wrk: ${errors} failed\n${output}`);
  return { perSecond: count / (micros / 1e6), p50: (p50 ?? 0) / 1000, p99: (p99 ?? 0) / 1000 };
}
