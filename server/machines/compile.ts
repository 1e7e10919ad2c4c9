import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { assertCompilable } from './compilable.ts';
import type { Effect } from './machine.ts';

/** What guards and assignments are called with. */
export interface Arguments {
  readonly context: object;
  readonly event: { readonly type: string; readonly now: number };
}
type Guard = (args: Arguments, params: unknown) => boolean;
type Assigner = (args: Arguments, params: unknown) => unknown;

/** One way out of a cell: the first whose guard holds is taken. */
export interface Candidate {
  /** The rules it follows. */
  readonly description: string | undefined;
  readonly guard: { readonly name: string; readonly run: Guard; readonly params: unknown } | undefined;
  /** State that it leads to; undefined: stays. */
  readonly target: string | undefined;
  readonly actions: readonly CompiledAction[];
}
export type CompiledAction =
  | { readonly kind: 'assign'; readonly run: Assigner; readonly params: unknown }
  | { readonly kind: 'effect'; readonly effect: Effect };

/** The ordered candidates of a state, by event and by delay. */
export interface Row {
  readonly on: ReadonlyMap<string, readonly Candidate[]>;
  readonly after: ReadonlyMap<string, readonly Candidate[]>;
}
export interface Region {
  /** Undefined: the machine has no parallel regions, and its value is the state itself. */
  readonly name: string | undefined;
  readonly rows: ReadonlyMap<string, Row>;
}
export type Table = readonly Region[];

/**
 * The machine's own definition as a table (design 3): a step of XState costs 11-34 µs, more than all else in a
 * command. The table calls the machine's own named functions, so the rules stay written once.
 */
export function compile(machine: AnyStateMachine): Table {
  assertCompilable(machine);
  const { root } = machine;
  if (root.type !== 'parallel') return [regionOf(machine, root, undefined)];
  return childrenOf(root).map((region) => regionOf(machine, region, region.key));
}

export function childrenOf(node: AnyStateNode): AnyStateNode[] {
  return Object.values(node.states as Record<string, AnyStateNode>);
}

function regionOf(machine: AnyStateMachine, node: AnyStateNode, name: string | undefined): Region {
  return { name, rows: new Map(childrenOf(node).map((state) => [state.key, rowOf(machine, state)])) };
}

function rowOf(machine: AnyStateMachine, state: AnyStateNode): Row {
  const on = new Map<string, Candidate[]>();
  const after = new Map<string, Candidate[]>();
  const delays = new Map(state.after.map((delayed) => [delayed.eventType as string, String(delayed.delay)]));
  for (const [eventType, transitions] of state.transitions) {
    const candidates = transitions.map((transition) => candidateOf(machine, transition));
    const delay = delays.get(eventType);
    if (delay === undefined) on.set(eventType, candidates);
    else after.set(delay, candidates);
  }
  return { on, after };
}

type Transition = AnyStateNode['transitions'] extends Map<string, (infer T)[]> ? T : never;

function candidateOf(machine: AnyStateMachine, transition: Transition): Candidate {
  return {
    description: transition.description,
    guard: guardOf(machine, transition.guard),
    target: transition.target?.[0]?.key,
    actions: transition.actions.map((action) => actionOf(machine, action)),
  };
}

function guardOf(machine: AnyStateMachine, guard: unknown): Candidate['guard'] {
  if (guard === undefined) return undefined;
  const { type, params } = named(guard);
  const run = (machine.implementations.guards as Record<string, unknown>)[type];
  return { name: type, run: run as Guard, params };
}

function actionOf(machine: AnyStateMachine, action: unknown): CompiledAction {
  const { type, params } = named(action);
  const implementation = (machine.implementations.actions as Record<string, unknown>)[type];
  const assignment = (implementation as { assignment?: unknown }).assignment;
  if (assignment === undefined)
    return { kind: 'effect', effect: params === undefined ? { type } : { type, params } };
  return { kind: 'assign', run: assignerOf(assignment), params };
}

/** `assign` takes a function of everything, or an object of values and functions for single members. */
function assignerOf(assignment: unknown): Assigner {
  if (typeof assignment === 'function') return assignment as Assigner;
  const members = Object.entries(assignment as Record<string, unknown>);
  return (args, params) =>
    Object.fromEntries(
      members.map(([member, value]) => [
        member,
        typeof value === 'function' ? (value as Assigner)(args, params) : value,
      ]),
    );
}

export function named(reference: unknown): { type: string; params: Effect['params'] } {
  if (typeof reference === 'string') return { type: reference, params: undefined };
  return reference as { type: string; params: Effect['params'] };
}
