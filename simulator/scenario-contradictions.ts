import type { StudyBatch, StudyRequirements } from './scenario-study.ts';

/** Days of a run whose scenario says none. */
export const daysUsual = 7;

/** The members of a scenario that may contradict each other though each is right by itself. */
export interface Study {
  readonly days?: number | undefined;
  readonly batch?: StudyBatch | undefined;
  readonly requirements: StudyRequirements;
}

/** What can't be meant, each with its path: a run would pass over it in silence and answer another question. */
export function contradictions({ days = daysUsual, batch, requirements }: Study): string[] {
  const asked = Object.entries(requirements).flatMap(([name, value]) => (value == null ? [] : [name]));
  if (!batch)
    return asked.length === 0 ? [] : [`requirements.${asked[0]}: there is no batch that could ask for it`];
  const found: string[] = [];
  if (batch.survey && batch.hits > 1)
    found.push('batch.hits: a survey is one HIT; how many take it is said by batch.assignments');
  if (batch.postAtHours >= days * 24)
    found.push(
      `batch.postAtHours: posting after ${batch.postAtHours} hours lies beyond the end of the run (days: ${days}, which are ${days * 24} hours)`,
    );
  if (requirements.formerParticipants && batch.waves === 1)
    found.push('requirements.formerParticipants: a single wave has no former participants; see batch.waves');
  return found;
}
