import { describe, expect, it } from 'vitest';
import { getShortestPaths } from 'xstate/graph';
import { advance, elapse, tableOf } from '../../../server/machines/advance.ts';
import { samples, start } from '../../support/machine-samples.ts';

type Happening = { readonly type: string; readonly now: number };
const now = start + 1;

/** All events of a machine, the ends of its delays among them. */
function eventsOf({ definition, events }: (typeof samples)[number]): Happening[] {
  const delays = Object.values(definition.states).flatMap((state) =>
    state.after.map(({ eventType }) => eventType),
  );
  return [...events(now), ...delays.map((type) => ({ type: String(type), now }))];
}

/** Every state of every region, as `region.state`. */
const statesIn = (sample: (typeof samples)[number]): string[] =>
  tableOf(sample.definition).flatMap(({ name = '', rows }) =>
    [...rows.keys()].map((state) => `${name}.${state}`),
  );
const stateValue = (snapshot: unknown): unknown => (snapshot as { value: unknown }).value;
const statesOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [`.${value}`]
    : Object.entries(value as object).map(([region, state]) => `${region}.${state}`);

describe.each(samples)('[design 3] $name: walked by its own graph', (sample) => {
  // One place is enough to fill a HIT: the walk goes by states alone.
  const first = sample.name === 'hit' ? { ...sample.record, maxAssignments: 1 } : sample.record;
  const paths = getShortestPaths(sample.definition, {
    input: first as never,
    events: eventsOf(sample) as never,
    serializeState: (snapshot) => JSON.stringify(stateValue(snapshot)),
    limit: 100_000,
  });

  it('every state is reachable', () => {
    const reached = new Set(paths.flatMap(({ state }) => statesOf(stateValue(state))));
    expect([...reached].sort()).toEqual(statesIn(sample).sort());
  });

  it('every shortest path leads the table to the same record', () => {
    for (const { steps, state } of paths) {
      let record: { readonly state: unknown } = first;
      for (const { event } of steps) {
        const happening = event as unknown as Happening;
        if (happening.type === 'xstate.init') continue;
        const [, , delay] = happening.type.split('.');
        const step =
          delay === undefined
            ? advance(sample.machine, record, happening)
            : elapse(sample.machine, record, delay, now);
        if (step.taken) record = step.record;
      }
      expect(record.state).toEqual(stateValue(state));
    }
  });
});
