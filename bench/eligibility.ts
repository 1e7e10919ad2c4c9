import { browsingRows, buildGroups, changeRows } from './eligibility/browsing.ts';
import { checkRows } from './eligibility/checks.ts';
import { countRows } from './eligibility/counts.ts';
import { memoryRows } from './eligibility/memory.ts';
import { peerRows } from './eligibility/peers.ts';
import { buildWorld } from './eligibility/world.ts';
import type { Bench, Row } from './table.ts';

const hits = 10_000;
const types = 10;

export const bench: Bench = {
  title: 'Eligibility in the process',
  method:
    'Both sides get the same workers, HITs and order, run in turn in one process, and must agree on every answer; medians. ' +
    'The plainest code knows requirements only; ours looks at blocks, own and taken HITs too. ' +
    'Peers get three rules a HIT, compiled once, and answer yes or no.',
  shortfalls:
    'a check costs what the plainest loop over the same columns costs, so that no more can be gained on CASL; a value that changes by 10 costs about 0.5 µs for each of its 27 flips (their rows lie apart in memory)',
  async run() {
    const rows: Row[] = [];
    for (const groups of [1000, 10_000]) {
      const world = buildGroups(groups, 20);
      rows.push(...browsingRows(world), ...changeRows(world, false));
    }
    const world = buildGroups(100_000, 20);
    rows.push(...browsingRows(world, { microsecondsMax: 200, fasterBy: 10 }), ...changeRows(world, true));
    rows.push(...browsingRows(buildGroups(100_000, 200), { microsecondsMax: 1000 }));
    rows.push(...(await peerRows()));
    for (const workers of [10_000, 100_000, 1_000_000]) {
      const market = buildWorld({ workers, types, hits }, 42);
      rows.push(...checkRows(market), ...countRows(market));
    }
    rows.push(...memoryRows());
    return rows;
  },
};
