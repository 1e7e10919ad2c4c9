import { requirementText } from '../../../server/domain/unmet.ts';
import type { Simulation } from '../simulation.ts';
import type { Wave } from '../study.ts';
import { type Collector, type Findings, shareOf } from './collector.ts';

/** Whom the requirements admit when the batch is posted. */
export function eligibility(simulation: Simulation): Collector {
  let found: Findings = { measures: {} };
  return {
    posted(wave) {
      if (wave.number === 1) found = atPosting(simulation, wave);
    },
    finish: () => found,
  };
}

function atPosting(simulation: Simulation, { requirements, hitTypeId }: Wave): Findings {
  const { market, people } = simulation;
  const audience = market.index.audience(requirements);
  const { population } = audience;
  const eligible = audience.eligible.accept;
  const eligibleOnline = people
    .onlineWorkers()
    .filter((worker) => market.index.groupAccess(worker, hitTypeId) === 'accept').length;
  return {
    measures: {
      population,
      eligible,
      eligibleShare: shareOf(eligible, population),
      eligibleButTest: butTest(simulation, requirements),
      onlineAtPosting: people.online,
      eligibleOnline,
    },
    details: {
      funnel: {
        population,
        steps: audience.funnel.map(({ requirement, alone, remaining }) => ({
          requirement: requirementText(requirement, typeName(simulation, requirement.QualificationTypeId)),
          alone,
          remaining,
        })),
      },
    },
  };
}

/** Nobody has taken the study's own test when it is posted: how many meet the rest. */
function butTest({ market, study }: Simulation, requirements: Wave['requirements']): number | null {
  const others = requirements.filter(({ QualificationTypeId }) => QualificationTypeId !== study?.testType);
  if (others.length === requirements.length) return null;
  return market.index.audience(others).eligible.accept;
}

/** What the report calls a type: only the study's own have no name of the system's. */
export function typeName({ study }: Simulation, type: string): string {
  if (type === study?.testType) return 'score in the test';
  return type === study?.participantType ? 'participation before' : 'a Qualification';
}
