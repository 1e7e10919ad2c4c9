import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/start-server.ts';
import { pythonWithBoto3, toolPath } from '../support/tools.ts';

/** Runs an example as it stands; answers its exit code and all that it printed. */
async function example(
  program: string,
  file: string,
  url: string,
): Promise<{ code: number; printed: string }> {
  const child = spawn(program, [file, url], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      printed += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, printed };
}

/** What both examples tell, in this order. */
const story = [
  /without the Qualification the worker sees 0 HIT groups/,
  /push +qualification:granted .*"value": ?10/,
  /first try: score 10, and 0 HIT groups/,
  /second try at once: QualificationTypeRetryDelayNotElapsed until \d{4}-/,
  /a day passes/,
  /push +qualification:updated .*"value": ?20/,
  /third try: score 20, and 1 HIT group/,
  /the requester reads: I have been here for two hours\./,
  /push +assignment:approved/,
  /push +qualification:revoked .*the project is over/,
  /sees 0 HIT groups\ndone/,
];

function expectStory(printed: string): void {
  let from = 0;
  for (const line of story) {
    const at = printed.slice(from).search(line);
    expect(at, `${line} is missing, or comes too early, in:\n${printed}`).toBeGreaterThanOrEqual(0);
    from += at;
  }
}

describe('examples', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  it('qualify-and-work.mjs tells its story through the AWS SDK for JavaScript and a stock Socket.IO client', async () => {
    const { code, printed } = await example(process.execPath, 'examples/qualify-and-work.mjs', server.url);
    expect(code, printed).toBe(0);
    expectStory(printed);
    expect(printed).toMatch(/push +hit:visible .*Put one sentence into good English/);
    expect(printed).toMatch(/push +hit:hidden/);
  });

  it.skipIf(toolPath('python3') === undefined)(
    'qualify-and-work.py tells the same through boto3',
    { timeout: 180_000 },
    async () => {
      const { code, printed } = await example(
        pythonWithBoto3() as string,
        'examples/qualify-and-work.py',
        server.url,
      );
      expect(code, printed).toBe(0);
      expectStory(printed);
    },
  );
});
