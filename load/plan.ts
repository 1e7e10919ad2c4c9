import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Deployment, drivePlan, type Verdict } from './runner/plan-simulation.ts';

/**
 * `npx tsx load/plan.ts [--write]`: the plan of docs/capacity.md, simulated. One server of each deployment is a queue
 * with the costs that were measured; what the whole market asks for grows with its workers. Equal runs give equal tables.
 */

const document = join('docs', 'capacity.md');
const [begin, end] = ['<!-- plan: begin -->', '<!-- plan: end -->'];

const deployments: readonly Deployment[] = [
  { name: 'one server', servers: 1, feeds: 0, isPartitioned: false },
  { name: '2 servers, one Redis', servers: 2, feeds: 1, isPartitioned: false },
  { name: '4 servers, one Redis', servers: 4, feeds: 1, isPartitioned: false },
  { name: '16 servers, 8 Redis masters, workers partitioned', servers: 16, feeds: 8, isPartitioned: true },
  { name: '64 servers, 32 Redis masters, workers partitioned', servers: 64, feeds: 32, isPartitioned: true },
  {
    name: '256 servers, 128 Redis masters, workers partitioned',
    servers: 256,
    feeds: 128,
    isPartitioned: true,
  },
];

const head = [
  'deployment',
  'registered workers',
  'at work at once',
  'checks/s',
  'changes/s',
  'a server, busy',
  'a Redis, busy',
  'check p99 ms',
  'change p99 ms',
  'gives way first',
];

function cells({ deployment, registered, offered, result }: Verdict): string[] {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return [
    deployment.name,
    rounded(registered),
    rounded(offered.active),
    rounded(offered.checks),
    rounded(offered.changes),
    percent(result.serverBusy),
    percent(result.redisBusy),
    result.checkP99Ms.toFixed(1),
    result.changeP99Ms.toFixed(1),
    result.redisBusy > result.serverBusy ? 'Redis' : 'the servers',
  ];
}

/** Two figures are all that a plan can claim. */
function rounded(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString('en-US');
}

const line = (of: readonly string[]) => `| ${of.join(' | ')} |`;
const verdicts = deployments.map((deployment) => drivePlan(deployment));
const table = [
  line(head),
  line(head.map(() => '---')),
  ...verdicts.map((verdict) => line(cells(verdict))),
].join('\n');
console.log(table);
if (process.argv.includes('--write')) {
  const text = readFileSync(document, 'utf8');
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (from < begin.length || to < 0) throw new Error(`${document} has no ${begin} … ${end}`);
  writeFileSync(document, `${text.slice(0, from)}\n\n${table}\n\n${text.slice(to)}`);
}
