import { hourMs } from '../../population/local-time.ts';
import { ascending, type Collector, type Ended, type Findings, rounded, shareOf } from './collector.ts';

/** How later postings of the batch fare, and who comes back to them. */
export function waves(): Collector {
  return {
    finish(ended) {
      const { study } = ended.simulation;
      return study && study.batch.waves > 1 ? wavesOf(ended) : { measures: {} };
    },
  };
}

function wavesOf({ simulation, assignments }: Ended): Findings {
  const posted = simulation.study?.waves ?? [];
  const waveOf = new Map(posted.flatMap(({ number, hits }) => hits.map((hit) => [hit, number] as const)));
  const earlier = new Set<string>();
  let later = 0;
  let former = 0;
  const rows = posted.map(({ number, postedAt, hits }) => {
    const own = assignments.filter(
      ({ hit, submittedAt }) => submittedAt !== undefined && waveOf.get(hit) === number,
    );
    const workers = new Set(own.map(({ worker }) => worker));
    const back = [...workers].filter((worker) => earlier.has(worker)).length;
    for (const worker of workers) earlier.add(worker);
    if (number > 1) {
      later += workers.size;
      former += back;
    }
    const times = ascending(own.map(({ submittedAt = postedAt }) => (submittedAt - postedAt) / hourMs));
    const wanted = hits.length * (simulation.study?.batch.assignments ?? 1);
    const half = times[Math.ceil(wanted / 2) - 1];
    return {
      wave: number,
      submitted: times.length,
      participants: workers.size,
      former: back,
      hoursTo50: half === undefined ? null : rounded(half),
    };
  });
  return {
    measures: {
      wavesPosted: posted.length,
      formerShare: shareOf(former, later),
      lastWaveHoursTo50: rows.at(-1)?.hoursTo50 ?? null,
    },
    details: { waves: rows },
  };
}
