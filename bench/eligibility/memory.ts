import { execFileSync } from 'node:child_process';
import { atMost, type Row } from '../table.ts';

/**
 * Memory is measured in a process of its own, which prints what a million workers take once garbage is collected:
 * with no own types, and with five (0.86 million Qualifications).
 */
const script = `
  import { performance } from 'node:perf_hooks';
  import { EligibilityIndex } from './server/eligibility/eligibility-index.ts';
  import { heldShare, seededChance, typeId, worker, workerId } from './bench/eligibility/world.ts';
  const used = () => { gc(); const { heapUsed, arrayBuffers } = process.memoryUsage(); return (heapUsed + arrayBuffers) / 1e6; };
  const chance = seededChance(3);
  const before = used();
  const start = performance.now();
  const index = new EligibilityIndex({ environment: 'sandbox' });
  let version = 0;
  for (let at = 0; at < 1e6; at++) {
    index.apply([{ kind: 'worker', id: workerId(at), version: ++version, value: worker(chance) }]);
  }
  const seconds = (performance.now() - start) / 1000;
  const bare = used() - before;
  for (let type = 0; type < 5; type++) {
    for (let at = 0; at < 1e6; at++) {
      if (chance.share() >= heldShare(type)) continue;
      index.apply([{ kind: 'qualification', worker: workerId(at), type: typeId(type), version: ++version, value: chance.below(100) }]);
    }
  }
  const qualified = used() - before;
  console.log(JSON.stringify({ bare, qualified, seconds, population: index.population() }));
`;

export function memoryRows(): Row[] {
  const args = ['--expose-gc', '--import', './bench/strip-types.mjs', '--input-type=module', '-e', script];
  const output = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    cwd: `${import.meta.dirname}/../..`,
  });
  const { bare, qualified, seconds } = JSON.parse(output) as Record<'bare' | 'qualified' | 'seconds', number>;
  return [
    { what: '1 M workers, system values', value: bare, unit: 'MB', budget: atMost(200) },
    {
      what: '1 M workers, 5 own types, 0.86 M Qualifications',
      value: qualified,
      unit: 'MB',
      budget: atMost(200),
    },
    { what: '1 M workers told to a new index', value: seconds, unit: 's' },
  ];
}
