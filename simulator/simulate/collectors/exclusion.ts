import { requirementText } from '../../../server/domain/unmet.ts';
import { submissionsMeasuredMin } from '../../population/approval-rate.ts';
import { qualityKinds } from '../../population/parameters.ts';
import { countries } from '../../population/places.ts';
import type { Simulation } from '../simulation.ts';
import type { Wave } from '../study.ts';
import { type Collector, type Findings, type Json, shareOf } from './collector.ts';
import { typeName } from './eligibility.ts';

/** Kinds of workers that the report tells apart. A worker belongs to several. */
const groups: readonly {
  readonly name: string;
  readonly has: (simulation: Simulation, worker: number) => boolean;
}[] = [
  { name: 'experts', has: isKind('expert') },
  { name: 'ordinary workers', has: isKind('ordinary') },
  { name: 'careless workers', has: isKind('careless') },
  { name: 'spammers', has: isKind('uniformSpammer', 'constantSpammer') },
  { name: 'newcomers (under 100 done)', has: isNewcomer },
  { name: 'workers of the United States', has: livesIn('US') },
  { name: 'workers of India', has: livesIn('IN') },
];

function isKind(...kinds: (typeof qualityKinds)[number][]) {
  return ({ population }: Simulation, worker: number) =>
    kinds.includes(qualityKinds[population.columns.qualityKind[worker] as number] as never);
}

function livesIn(code: string) {
  return ({ population }: Simulation, worker: number) =>
    countries[population.columns.country[worker] as number]?.code === code;
}

function isNewcomer({ population }: Simulation, worker: number): boolean {
  return (population.columns.submitted[worker] as number) < submissionsMeasuredMin;
}

/** Who is shut out when the batch is posted, and by what. The study's own test, which all may take, shuts nobody out. */
export function exclusion(simulation: Simulation): Collector {
  let found: Findings = { measures: {} };
  return {
    posted(wave) {
      if (wave.number === 1) found = atPosting(simulation, wave);
    },
    finish: () => found,
  };
}

const everybody = { limit: Number.MAX_SAFE_INTEGER };

interface Tally {
  workers: number;
  excluded: number;
}

function atPosting(simulation: Simulation, wave: Wave): Findings {
  const { population, market, study } = simulation;
  const test = wave.requirements.findIndex((one) => one.QualificationTypeId === study?.testType);
  const byRequirement = wave.requirements.map(() => ({ failing: 0, onlyThis: 0 }));
  const byGroup = groups.map((): Tally => ({ workers: 0, excluded: 0 }));
  const all: Tally = { workers: 0, excluded: 0 };
  const hours: Tally = { workers: 0, excluded: 0 };
  const admitted = wave.requirements.map(
    (requirement) => new Set(market.index.audienceWorkers([requirement], 'accept', everybody).workers),
  );
  for (let worker = 0; worker < population.size; worker++) {
    const id = population.id(worker);
    const unmet = admitted.flatMap((workers, at) => (workers.has(id) ? [] : [at]));
    const [only] = unmet;
    for (const place of unmet) (byRequirement[place] as { failing: number }).failing++;
    if (only !== undefined && unmet.length === 1) (byRequirement[only] as { onlyThis: number }).onlyThis++;
    const isShutOut = unmet.some((at) => at !== test);
    count(all, 1, isShutOut);
    count(hours, population.columns.onlineHoursPerWeek[worker] as number, isShutOut);
    groups.forEach((group, at) => {
      if (group.has(simulation, worker)) count(byGroup[at] as Tally, 1, isShutOut);
    });
  }
  const [expert, ordinary, careless, spammers, newcomers] = byGroup as [Tally, Tally, Tally, Tally, Tally];
  const [good, poor] = [sum(expert, ordinary), sum(careless, spammers)];
  return {
    measures: {
      excluded: all.excluded,
      excludedShare: shareOf(all.excluded, all.workers),
      excludedHours: shareOf(hours.excluded, hours.workers),
      excludedGood: shareOf(good.excluded, good.workers),
      excludedPoor: shareOf(poor.excluded, poor.workers),
      excludedNew: shareOf(newcomers.excluded, newcomers.workers),
    },
    details: {
      exclusion: {
        requirements: wave.requirements.map((requirement, at) => ({
          requirement: requirementText(requirement, typeName(simulation, requirement.QualificationTypeId)),
          ...(byRequirement[at] as { failing: number; onlyThis: number }),
        })),
        groups: groups.map(({ name }, at): Json => ({ group: name, ...(byGroup[at] as Tally) })),
      },
    },
  };
}

function count(tally: Tally, weight: number, isExcluded: boolean): void {
  tally.workers += weight;
  if (isExcluded) tally.excluded += weight;
}

const sum = (one: Tally, other: Tally): Tally => ({
  workers: one.workers + other.workers,
  excluded: one.excluded + other.excluded,
});
