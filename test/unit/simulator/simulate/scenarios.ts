import { type Scenario, scenarioOf } from '../../../../simulator/scenario.ts';

/** A small scenario with a study; `changes` go over its file's data. */
export function smallScenario(changes: Record<string, unknown> = {}): Scenario {
  return scenarioOf(
    {
      name: 'small',
      about: 'A small market',
      detail: 'full',
      days: 1,
      population: { workers: 300 },
      requesters: 30,
      requesterBehaviour: { hitsPerBatchMax: 200 },
      batch: {
        title: 'Which label fits?',
        reward: 0.25,
        hits: 20,
        assignments: 3,
        taskSeconds: 60,
        postAtHours: 6,
        lifetimeHours: 12,
        autoApprovalHours: 2,
      },
      requirements: { approval: 90 },
      ...changes,
    },
    'small.yaml',
  );
}
