import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ScriptResult } from './result.ts';
import { k6Version, requireK6, runK6 } from './runner/k6.ts';
import { machine } from './runner/results.ts';

/**
 * `npm run load:calibrate`: k6 against a server that answers a fixed body, at rising rates. The last rate without a
 * dropped iteration is what k6 can offer here; a load script near it measures k6, not turksim.
 */

const rates = [1000, 2000, 5000, 8000, 12_000];
const trivialServer = `
  const server = require('node:http').createServer((_, response) => response.end('{"access":"accept"}'));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

try {
  await calibrate();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function calibrate(): Promise<void> {
  const k6 = requireK6();
  const server = spawn(process.execPath, ['-e', trivialServer], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    const url = `http://127.0.0.1:${port.toString().trim()}`;
    console.log(`${k6Version(k6)}\n${machine()}, generator and server on it\n`);
    console.log('| offered/s | done/s | p95 ms | p99 ms | dropped |\n| --- | --- | --- | --- | --- |');
    for (const rate of rates) console.log(await line(k6, url, rate));
  } finally {
    server.kill();
  }
}

async function line(k6: string, url: string, rate: number): Promise<string> {
  const environment = {
    TURKSIM_URL: url,
    TURKSIM_PROFILE: 'load',
    TURKSIM_RATE: String(rate),
    TURKSIM_DURATION: '10s',
  };
  const { result } = await runK6(k6, join(import.meta.dirname, 'calibration.ts'), environment, {
    quiet: true,
  });
  if (result === undefined) throw new Error(`k6 left no figures at ${rate}/s`);
  return row(rate, result);
}

function row(rate: number, { metrics }: ScriptResult): string {
  const duration = metrics['http_req_duration{scenario:measured}'] ?? {};
  const figure = (name: string) => (duration[name] ?? 0).toFixed(2);
  const dropped = metrics['dropped_iterations{scenario:measured}']?.count ?? 0;
  const done = Math.round((duration.count ?? 0) / 10);
  return `| ${rate} | ${done} | ${figure('p(95)')} | ${figure('p(99)')} | ${dropped} |`;
}
