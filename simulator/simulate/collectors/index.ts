import type { AssignmentRecord } from '../../../server/contract/records.ts';
import type { FeedCommit } from '../../../server/store/store.ts';
import type { Simulation } from '../simulation.ts';
import type { Collector, Ended, Findings, Json } from './collector.ts';
import { completion } from './completion.ts';
import { cost } from './cost.ts';
import { earnings } from './earnings.ts';
import { eligibility } from './eligibility.ts';
import { exclusion } from './exclusion.ts';
import { marketActivity } from './market.ts';
import { type MeasureName, measures } from './measures.ts';
import { newcomers } from './newcomers.ts';
import { qualification } from './qualification.ts';
import { quality } from './quality.ts';
import { waves } from './waves.ts';

/** Everything that is measured, in the order of the report. */
const collectors: readonly ((simulation: Simulation) => Collector)[] = [
  completion,
  eligibility,
  cost,
  quality,
  exclusion,
  earnings,
  qualification,
  waves,
  newcomers,
  marketActivity,
];

/** Assignments read at once. */
const readAtOnce = 1000;

/** The numbers and tables of one run. */
export interface Collected {
  /** Every measure, null where the run has no such number. */
  readonly measures: Readonly<Record<MeasureName, number | null>>;
  readonly details: Readonly<Record<string, Json>>;
}

/** Lets all collectors watch a run; the answer gathers what they found. */
export function collect(simulation: Simulation): {
  look(at: number): void;
  finish(at: number): Promise<Collected>;
} {
  const watching = collectors.map((make) => make(simulation));
  const taken: string[] = [];
  simulation.market.follow((commit: FeedCommit) => {
    for (const { type, hitTypeId, assignment } of commit.events) {
      if (type === 'assignment:accepted' && simulation.study?.has(hitTypeId))
        taken.push(assignment as string);
    }
    for (const collector of watching) collector.follow?.(commit);
  });
  simulation.study?.onPosted((wave) => {
    for (const collector of watching) collector.posted?.(wave);
  });
  return {
    look(at) {
      for (const collector of watching) collector.look?.(at);
    },
    async finish(at) {
      const ended: Ended = { simulation, at, assignments: await read(simulation, taken) };
      const found: Findings[] = [];
      for (const collector of watching) found.push(await collector.finish(ended));
      return gathered(found);
    },
  };
}

async function read({ market }: Simulation, ids: readonly string[]): Promise<AssignmentRecord[]> {
  const assignments: AssignmentRecord[] = [];
  for (let from = 0; from < ids.length; from += readAtOnce) {
    const keys = ids.slice(from, from + readAtOnce).map((id) => `assignment/${id}`);
    const found = await market.namespace.read(keys);
    assignments.push(...found.flatMap((record) => (record ? [record.value as AssignmentRecord] : [])));
  }
  return assignments;
}

function gathered(found: readonly Findings[]): Collected {
  const named = Object.keys(measures) as MeasureName[];
  const all: Findings['measures'] = Object.assign({}, ...found.map((part) => part.measures));
  return {
    measures: Object.fromEntries(named.map((name) => [name, all[name] ?? null])) as Collected['measures'],
    details: Object.assign({}, ...found.map((part) => part.details ?? {})),
  };
}
