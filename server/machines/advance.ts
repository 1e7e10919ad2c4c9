import type { AnyStateMachine } from 'xstate';
import type { ErrorCode } from '../contract/errors.ts';
import type { Candidate, Region, Row, Table } from './compile.ts';
import { compile } from './compile.ts';
import type { Effect, Machine, Step } from './machine.ts';

type Recorded = { readonly state: unknown };
type Draft = Record<string, unknown>;
type Happening = { readonly type: string; readonly now: number };

const tables = new WeakMap<AnyStateMachine, Table>();

/** A machine's table, made when it is first asked for. */
export function tableOf(machine: AnyStateMachine): Table {
  const known = tables.get(machine);
  if (known) return known;
  const table = compile(machine);
  tables.set(machine, table);
  return table;
}

/** One pure step: the record after an event and what else is to be done, or the refusal of the event. */
export function advance<R extends Recorded, E extends Happening, F extends Effect>(
  machine: Machine<R, E, F>,
  record: R,
  event: E,
): Step<R, F> {
  return step(machine.definition, record, event, (row) => row.on.get(event.type));
}

/** As `advance`, for the end of a named delay at `now`. */
export function elapse<R extends Recorded, E extends Happening, F extends Effect>(
  machine: Machine<R, E, F>,
  record: R,
  delay: string,
  now: number,
): Step<R, F> {
  return step(machine.definition, record, { type: `after ${delay}`, now }, (row) => row.after.get(delay));
}

/** The row of a region that stands for the record's present state. */
export function rowOf(region: Region, record: Recorded): Row | undefined {
  return region.rows.get(stateIn(region, record));
}

function stateIn(region: Region, record: Recorded): string {
  if (region.name === undefined) return record.state as string;
  return (record.state as Readonly<Record<string, string>>)[region.name] as string;
}

function step<R extends Recorded, F extends Effect>(
  definition: AnyStateMachine,
  record: R,
  event: Happening,
  cell: (row: Row) => readonly Candidate[] | undefined,
): Step<R, F> {
  const taken: [Region, Candidate][] = [];
  // All guards see the record as it was; only then do actions change it.
  for (const region of tableOf(definition)) {
    const row = rowOf(region, record);
    const candidates = row && cell(row);
    const chosen = candidates?.find(
      ({ guard }) => !guard || guard.run({ context: record, event }, guard.params),
    );
    if (chosen) taken.push([region, chosen]);
  }
  if (taken.length === 0) return { taken: false };
  return perform(record, event, taken);
}

function perform<R extends Recorded, F extends Effect>(
  record: R,
  event: Happening,
  taken: readonly (readonly [Region, Candidate])[],
): Step<R, F> {
  // One copy for the whole step: assignments read what those before them wrote, and nobody else sees it yet.
  const draft: Draft = { ...record };
  const effects: Effect[] = [];
  let [assigned, takesAway] = [false, false];
  for (const [, { actions }] of taken) {
    for (const action of actions) {
      if (action.kind === 'assign') {
        const members = action.run({ context: draft, event }, action.params) as Draft;
        Object.assign(draft, members);
        assigned = true;
        takesAway ||= Object.values(members).includes(undefined);
      } else if (action.effect.type === 'refuse') return refusal(action.effect);
      else effects.push(action.effect);
    }
  }
  draft.state = nextState(record, taken);
  const changed = assigned || draft.state !== record.state;
  const after = takesAway ? withoutUndefined(draft) : draft;
  return { taken: true, record: (changed ? after : record) as R, effects: effects as unknown as F[] };
}

function refusal(effect: Effect): { taken: false; code: ErrorCode } {
  return { taken: false, code: effect.params?.code as ErrorCode };
}

/** A member that was assigned undefined is taken away: records never hold undefined. */
const withoutUndefined = (draft: Draft): Draft =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));

function nextState(record: Recorded, taken: readonly (readonly [Region, Candidate])[]): unknown {
  let state = record.state;
  for (const [{ name }, { target }] of taken) {
    if (target === undefined) continue;
    if (name === undefined) state = target;
    else if ((state as Record<string, string>)[name] !== target)
      state = { ...(state as object), [name]: target };
  }
  return state;
}
