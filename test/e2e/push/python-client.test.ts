import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMarket } from '../../support/market-fixture.ts';
import { startServer, type TestServer } from '../../support/start-server.ts';
import { pythonWithBoto3, toolPath } from '../../support/tools.ts';

let server: TestServer;
let python: string | undefined;

beforeAll(async () => {
  python = pythonWithBoto3();
  server = await startServer();
}, 300_000);
afterAll(() => server.close());

it.skipIf(toolPath('python3') === undefined).each(['websocket', 'polling'])(
  'a client in Python works over %s, drops off and resumes',
  { timeout: 60_000 },
  async (transport) => {
    const market = await openMarket(server);
    const worker = await market.worker();
    const hit = await market.hit();
    const program = 'test/clients/python-socketio/worker.py';
    const child = spawn(python as string, [program, server.url, market.id, worker, transport], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async () => JSON.parse((await lines.next()).value as string);
    const tell = (command: string) => child.stdin.write(`${command}\n`);

    expect(await next()).toMatchObject(['snapshot', { seq: 0, groupsTotal: 1, reset: false }]);
    tell(`accept ${hit.id}`);
    const came = [await next(), await next(), await next()];
    expect(came.map(([name]) => name).sort()).toEqual(['answer', 'assignment:accepted', 'hit:hidden']);
    expect(came.find(([name]) => name === 'answer')[1]).toMatchObject({
      ok: true,
      hit: hit.id,
      status: 'Accepted',
    });
    tell('drop');
    expect(await next()).toEqual(['dropped', {}]);
    const type = await market.qualificationType();
    await market.request('AssociateQualificationWithWorker', { QualificationTypeId: type, WorkerId: worker });
    tell('resume');
    // The library hands each message to a thread of its own, so their order is lost on its way to the program.
    const resumed = Object.fromEntries([await next(), await next()]);
    expect(resumed).toMatchObject({
      'qualification:granted': { seq: 2, type },
      snapshot: { seq: 2, reset: false, qualifications: [{ type }] },
    });
    tell('end');
    await new Promise((resolve) => child.once('close', resolve));
  },
);
