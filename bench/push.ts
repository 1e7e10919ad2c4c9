import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { firstMessage } from './first-message.ts';
import { type Crowd, gather, since } from './push/crowd.ts';
import { type Kind, kinds, type Order, type Ready, type Samples } from './push/side.ts';
import { atLeast, atMost, type Bench, quantile, type Row } from './table.ts';

const sizes = [1000, 4000, 10_000];
/** The size that the budgets are about. */
const judged = 4000;
const perSecond = 1000;
const seconds = 5;
const broadcasts = 12;
const asksInFlight = 50;
const askMs = 3000;
/** Each side is measured so often, in turn; at the sizes that show the curve once. */
const turns = 3;

interface Measured {
  /** Milliseconds from when a change was due to its push at the client. */
  readonly latencies: number[];
  /** Messages a second of each broadcast, until the last has come. */
  readonly broadcasts: number[];
  /** Acknowledged requests a second. */
  readonly answers: number[];
  /** Bytes of the server a connection. */
  readonly bytes: number[];
}

const nothing = (): Measured => ({ latencies: [], broadcasts: [], answers: [], bytes: [] });

/** The server of a side, and its crowd. */
interface Running {
  readonly child: ChildProcess;
  readonly ready: Ready;
  readonly crowd: Crowd;
  readonly bytes: number;
}

/** Changes that warm both sides up. */
const warmup = { name: 'changes', perSecond, seconds: 2 } as const;

async function ordered<T>(child: ChildProcess, order: Order): Promise<T> {
  const answer = once(child, 'message');
  child.send(order);
  return ((await answer) as [T])[0];
}

async function start(kind: Kind, size: number, samples: Samples): Promise<Running> {
  const script = fileURLToPath(new URL('./push/serve.ts', import.meta.url));
  const child = fork(script, [kind, String(size), JSON.stringify(samples)], {
    execArgv: ['--import', './bench/strip-types.mjs', '--expose-gc'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const ready = await firstMessage<Ready>(child);
  const before = await ordered<number>(child, { name: 'memory' });
  const crowd = await gather(ready.port, ready.workers, kind === 'ws');
  const after = await ordered<number>(child, { name: 'memory' });
  return { child, ready, crowd, bytes: (after - before) / size };
}

async function stop({ child, crowd }: Running): Promise<void> {
  await crowd.close();
  const closed = once(child, 'close');
  child.kill();
  await closed;
}

/** Latencies of changes at a fixed rate, in milliseconds. All must arrive. */
async function pushLatencies({ child, crowd }: Running): Promise<number[]> {
  const found: number[] = [];
  const expected = perSecond * seconds;
  const all = new Promise<void>((resolve) => {
    crowd.listen(({ text, at }) => {
      const value = /"value":(\d+)/.exec(text)?.[1];
      if (value === undefined) return;
      found.push(since(Number(value), at) / 1000);
      if (found.length === expected) resolve();
    });
  });
  await ordered(child, { name: 'changes', perSecond, seconds });
  await all;
  return found;
}

/** Messages a second of one HIT that goes to all, until the last of them has it. */
async function broadcastRate({ child, crowd }: Running): Promise<number> {
  let count = 0;
  const last = new Promise<number>((resolve) => {
    crowd.listen(({ text, at }) => {
      if (text.includes('"hit:visible"') && ++count === crowd.size) resolve(at);
    });
  });
  const from = await ordered<number>(child, { name: 'broadcast' });
  return crowd.size / (((await last) - from) / 1e6);
}

/** Requests with acknowledgement a second, so many in flight over all sockets. */
async function answerRate({ crowd, ready }: Running): Promise<number> {
  const [name, argument] = ready.ask;
  const packet = JSON.stringify([name, argument]);
  let asked = 0;
  let answered = 0;
  const end = performance.now() + askMs;
  const ask = () => {
    const number = asked++;
    crowd.send(number % crowd.size, `42/worker,${number}${packet}`);
  };
  await new Promise<void>((resolve) => {
    crowd.listen(({ text }) => {
      if (!text.startsWith('43')) return;
      answered++;
      if (performance.now() < end) ask();
      else if (answered === asked) resolve();
    });
    for (let each = 0; each < asksInFlight; each++) ask();
  });
  return answered / (askMs / 1000);
}

/** One payload of each kind that our server sends, for the bare sides. */
async function takeSamples(): Promise<Samples> {
  const running = await start('turksim', 1, { changed: {}, visible: {}, checked: {} });
  const { child, crowd, ready } = running;
  const payload = (text: string, from: string) => JSON.parse(text.slice(text.indexOf(from))) as object[];
  const next = (sign: string) =>
    new Promise<string>((resolve) => {
      crowd.listen(({ text }) => text.includes(sign) && resolve(text));
    });
  const changed = next('"qualification:');
  const isChanged = ordered(child, { name: 'changes', perSecond: 1, seconds: 1 });
  const update = payload(await changed, '[')[1] as object;
  await isChanged;
  const visible = next('"hit:visible"');
  await ordered(child, { name: 'broadcast' });
  const seen = payload(await visible, '[')[1] as object;
  const checked = next('43/worker');
  crowd.send(0, `42/worker,0${JSON.stringify(ready.ask)}`);
  const answer = payload(await checked, '[')[0] as object;
  await stop(running);
  return { changed: update, visible: seen, checked: answer };
}

async function measure(kind: Kind, size: number, samples: Samples, into: Measured): Promise<void> {
  const running = await start(kind, size, samples);
  await broadcastRate(running);
  into.bytes.push(running.bytes);
  await ordered(running.child, warmup);
  into.latencies.push(...(await pushLatencies(running)));
  for (let round = 0; round < broadcasts; round++) into.broadcasts.push(await broadcastRate(running));
  if (kind !== 'ws') into.answers.push(await answerRate(running));
  await stop(running);
}

function rowsOf(size: number, by: Readonly<Record<Kind, Measured>>): Row[] {
  const { turksim, 'Socket.IO': bare, ws } = by;
  const at = `${size.toLocaleString('en-US')} sockets`;
  const isJudged = size === judged;
  const against = 'bare Socket.IO';
  const p99 = (side: Measured) => quantile(side.latencies, 0.99);
  const p50 = (side: Measured) => quantile(side.latencies, 0.5).toFixed(2);
  const median = (values: readonly number[]) => quantile(values, 0.5);
  return [
    {
      what: `grant → push at the client, p99: ${at}, ${perSecond} changes/s`,
      value: p99(turksim),
      unit: 'ms',
      against,
      limit: p99(bare),
      ...(isJudged ? { budget: atMost(1.5) } : {}),
      note: `p50 ${p50(turksim)} beside ${p50(bare)}; bare ws p99 ${p99(ws).toFixed(2)}, p50 ${p50(ws)}`,
    },
    {
      what: `one HIT to all of ${at}`,
      value: median(turksim.broadcasts),
      unit: 'messages/s',
      against,
      limit: median(bare.broadcasts),
      ...(isJudged ? { budget: atLeast(0.9) } : {}),
      note: `bare ws ${Math.round(median(ws.broadcasts)).toLocaleString('en-US')}`,
    },
    {
      what: `check over Socket.IO with acknowledgement: ${at}, ${asksInFlight} in flight`,
      value: median(turksim.answers),
      unit: 'answers/s',
      against,
      limit: median(bare.answers),
      ...(isJudged ? { budget: atLeast(0.8) } : {}),
    },
    {
      what: `memory of a connection: ${at}`,
      value: median(turksim.bytes) / 1024,
      unit: 'KiB',
      budget: atMost(30),
      note: `bare Socket.IO ${(median(bare.bytes) / 1024).toFixed(1)}, bare ws ${(median(ws.bytes) / 1024).toFixed(1)}`,
    },
  ];
}

export const bench: Bench = {
  title: 'How soon workers hear of what happens to them',
  method:
    `Server and clients in a process each, the same light clients and as many bytes on every side, which take turns, ${turns} times where a budget is held. ` +
    'A change is a Qualification granted anew through the whole path over the memory store, its latency counted from when it was due.',
  shortfalls:
    'slow pushes come at even distances, those of the scavenges of 1 to 2 ms that a trace of the collector shows; ours are longer and more frequent, since a grant leaves records, a feed entry and an inbox entry behind and a bare emit nothing',
  async run() {
    const samples = await takeSamples();
    const rows: Row[] = [];
    for (const size of sizes) {
      const by = { turksim: nothing(), 'Socket.IO': nothing(), ws: nothing() };
      for (let turn = 0; turn < (size === judged ? turns : 1); turn++)
        for (const kind of kinds) await measure(kind, size, samples, by[kind]);
      rows.push(...rowsOf(size, by));
    }
    return rows;
  },
};
