import { bench as background } from './background.ts';
import { bench as eventQueue } from './event-queue.ts';
import { type ModelRun, ourModel, plainModel } from './simulate/agents.ts';
import { fullMarketMethod, fullMarketRows } from './simulate/full-market.ts';
import { preparePython, pythonModel } from './simulate/python.ts';
import { atLeast, type Bench, type Row } from './table.ts';

/** Market seconds before and while the models in Python are measured: some hundred thousand events. */
const pythonSeconds: Readonly<Record<number, number>> = { 2000: 60_000, 100000: 1500 };
const tools = ['SimPy', 'Mesa'];
const rounds = 3;
const events = 1_000_000;

function best(runs: readonly ModelRun[]): ModelRun {
  return runs.reduce((one, other) => (other.eventsPerSecond > one.eventsPerSecond ? other : one));
}

/** Models that differ in more than a twentieth of the time between two events are not the same. */
function mustAgree(name: string, { secondsPerEvent }: ModelRun, other: ModelRun): void {
  const ratio = other.secondsPerEvent / secondsPerEvent;
  if (ratio < 0.95 || ratio > 1.05) throw new Error(`${name} is another model: ${ratio.toFixed(3)}`);
}

function modelRows(agents: number, python: string | undefined): Row[] {
  const [ours, plain]: [ModelRun[], ModelRun[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(ourModel(agents, events, events));
    plain.push(plainModel(agents, events, events));
  }
  const [mine, theirs] = [best(ours), best(plain)];
  mustAgree('The plainest code', mine, theirs);
  const what = `agents that browse, choose, work and submit: ${agents.toLocaleString('en-US')}`;
  const row: Row = {
    what,
    value: mine.eventsPerSecond / 1e6,
    unit: 'M events/s',
    against: 'plainest JavaScript',
    limit: theirs.eventsPerSecond / 1e6,
    budget: atLeast(0.7),
  };
  if (python === undefined) return [row];
  const others = tools.map((name): Row => {
    const run = pythonModel(python, name.toLowerCase(), agents, pythonSeconds[agents] as number);
    mustAgree(name, mine, run);
    return { ...row, against: name, limit: run.eventsPerSecond / 1e6, budget: atLeast(8) };
  });
  return [row, ...others];
}

export const bench: Bench = {
  title: 'How fast does virtual time pass?',
  method: `*full:* ${fullMarketMethod} *Agents:* the simulator's queue, chance and behaviours alone, beside the plainest code for the same model and the same model in SimPy and Mesa (one thread each; best of three rounds, Python once). *Event queue:* ${eventQueue.method} *Background:* ${background.method}`,
  async run(isWanted) {
    const rows: Row[] = [];
    if (isWanted('full')) rows.push(...(await fullMarketRows()));
    for (const agents of [2000, 100_000])
      if (isWanted(`agents-${agents}`)) rows.push(...modelRows(agents, pythonHere()));
    if (isWanted('event-queue')) rows.push(...(await eventQueue.run(isWanted)));
    if (isWanted('background')) rows.push(...(await background.run(isWanted)));
    return rows;
  },
};

function pythonHere(): string | undefined {
  const found = preparePython();
  if ('python' in found) return found.python;
  console.log(`SimPy and Mesa are left out: ${found.missing}`);
  return undefined;
}
