import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { advance, elapse, tableOf } from '../../../server/machines/advance.ts';
import type { Row } from '../../../server/machines/compile.ts';
import { deadlinesOf } from '../../../server/machines/deadlines.ts';
import type { Effect, Machine, Step } from '../../../server/machines/machine.ts';
import { Random } from '../../../simulator/engine/random.ts';
import { samples, start } from '../../support/machine-samples.ts';
import { randomRuns, testSeed } from '../../support/runs.ts';
import { delayEvent, stepByXState } from '../../support/xstate-step.ts';

type Recorded = { readonly state: unknown };
type Happening = { readonly type: string; readonly now: number };
type AnyMachine = Machine<Recorded, Happening, never>;

const timedKinds = new Set(['hit', 'assignment', 'qualificationRequest', 'outbox']);

const withForced = (definition: AnyStateMachine, outcomes: ReadonlyMap<string, boolean>): AnyStateMachine =>
  definition.provide({
    guards: Object.fromEntries(
      Object.keys(definition.implementations.guards).map((name) => [name, () => outcomes.get(name) ?? false]),
    ),
  } as never);

/** Every combination of outcomes of so many guards. */
function* combinations(names: readonly string[]): Iterable<ReadonlyMap<string, boolean>> {
  for (let bits = 0; bits < 2 ** names.length; bits++)
    yield new Map(names.map((name, at) => [name, (bits & (1 << at)) !== 0]));
}

const guardsIn = (rows: readonly Row[], cell: string, on: 'on' | 'after'): string[] => [
  ...new Set(rows.flatMap((row) => (row[on].get(cell) ?? []).flatMap(({ guard }) => guard?.name ?? []))),
];

/** Every state value of a machine: all combinations of its regions' states. */
function statesOf(definition: AnyStateMachine): unknown[] {
  const table = tableOf(definition);
  const [only] = table;
  if (only && only.name === undefined) return [...only.rows.keys()];
  return table.reduce<Record<string, string>[]>(
    (values, { name, rows }) =>
      values.flatMap((value) => [...rows.keys()].map((state) => ({ ...value, [name as string]: state }))),
    [{}],
  );
}

const rowsIn = (definition: AnyStateMachine, state: unknown): Row[] =>
  tableOf(definition).flatMap(({ name, rows }) => {
    const key = name === undefined ? state : (state as Record<string, unknown>)[name];
    const row = rows.get(key as string);
    return row ? [row] : [];
  });

describe.each(samples)('[design 3] $name: table and machine are equal', (sample) => {
  it('for every state, every event and every combination of guard outcomes', () => {
    let cells = 0;
    for (const state of statesOf(sample.definition)) {
      const record = { ...sample.record, state };
      for (const event of sample.events(start + 1)) {
        const guards = guardsIn(rowsIn(sample.definition, state), event.type, 'on');
        for (const outcomes of combinations(guards)) {
          const forced = withForced(sample.definition, outcomes);
          const { timers: _, ...expected } = stepByXState(forced, record, event);
          expect(advance({ definition: forced, deadlines: {} } as AnyMachine, record, event)).toEqual(
            expected,
          );
          cells++;
        }
      }
    }
    expect(cells).toBeGreaterThan(0);
  });

  it('for every state, every delay and every combination of guard outcomes', () => {
    for (const state of statesOf(sample.definition)) {
      const rows = rowsIn(sample.definition, state);
      const record = { ...sample.record, state };
      for (const delay of new Set(rows.flatMap((row) => [...row.after.keys()]))) {
        for (const outcomes of combinations(guardsIn(rows, delay, 'after'))) {
          const forced = withForced(sample.definition, outcomes);
          const type = delayEvent(forced, record, delay) as string;
          const { timers: _, ...expected } = stepByXState(forced, record, { type, now: start + 1 });
          const machine = { definition: forced, deadlines: {} } as AnyMachine;
          expect(elapse(machine, record, delay, start + 1)).toEqual(expected);
        }
      }
    }
  });

  it('in random runs with the real guards, and deadlines are the timers that XState would keep', () => {
    const seed = testSeed();
    const random = new Random(seed);
    for (let run = 0; run < randomRuns(60, 2_000); run++) {
      const walk = new Walk(sample, `seed ${seed} run ${run}`);
      for (let turn = 0; turn < 40; turn++) walk.step(random);
    }
  });
});

/** A record's way through its machine, stepped by the table and by XState at once. */
class Walk {
  readonly #sample: (typeof samples)[number];
  readonly #title: string;
  #record: Recorded;
  #now = start;
  /** The timers that XState would have running: event → instant. */
  readonly #timers = new Map<string, number>();

  constructor(sample: (typeof samples)[number], title: string) {
    this.#sample = sample;
    this.#title = title;
    this.#record = sample.record;
    for (const [delay, at] of Object.entries(deadlinesOf(this.#kind, this.#record as never)))
      this.#timers.set(delayEvent(sample.definition, this.#record, delay) as string, at);
  }

  get #kind(): 'hit' {
    return this.#sample.name as 'hit';
  }

  step(random: Random): void {
    const [due] = [...this.#timers].sort(([, a], [, b]) => a - b);
    if (due && random.uniform() < 0.2) {
      this.#fire(due);
      return;
    }
    this.#now += random.int(20 * 60_000);
    const events = this.#sample.events(this.#now);
    const event = events[random.int(events.length)] as Happening;
    this.#compare(event, advance(this.#sample.machine, this.#record, event));
  }

  #fire([type, at]: readonly [string, number]): void {
    this.#now = Math.max(this.#now, at);
    this.#timers.delete(type);
    const delay = type.split('.')[2] as string;
    this.#compare({ type, now: this.#now }, elapse(this.#sample.machine, this.#record, delay, this.#now));
  }

  #compare(event: Happening, step: Step<Recorded, Effect>): void {
    const title = `${this.#title}: ${event.type} on ${JSON.stringify(this.#record)}`;
    const { timers, ...expected } = stepByXState(this.#sample.definition, this.#record, event);
    expect(step, title).toEqual(expected);
    for (const id of timers.stopped) this.#timers.delete(id);
    for (const { event: id, delayMs } of timers.started)
      if (delayMs < Number.POSITIVE_INFINITY) this.#timers.set(id, this.#now + delayMs);
    if (step.taken) this.#record = step.record;
    // A sweep that fires stays due until its outcome is known, in the same commit.
    if (!timedKinds.has(this.#sample.name)) return;
    const kept = [...this.#timers].map(([id, at]) => [id.split('.')[2], at]);
    expect(deadlinesOf(this.#kind, this.#record as never), title).toEqual(Object.fromEntries(kept));
  }
}
