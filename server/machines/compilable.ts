import type { AnyStateMachine } from 'xstate';

/** The parts of a state's configuration that are looked at. */
interface StateConfig {
  readonly type?: string;
  readonly states?: Readonly<Record<string, StateConfig>>;
  readonly on?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly [member: string]: unknown;
}
type Complain = (where: string, what: string) => void;

const refusedMembers = ['invoke', 'always', 'entry', 'exit', 'onDone', 'history', 'output'];
const refusedTypes = ['final', 'history'];

/**
 * Refuses what a table could not say: only named guards, named pure actions, `assign`, named delays, and atomic
 * states, at the top or in parallel regions (design 3). Every transition names its rule.
 */
export function assertCompilable(machine: AnyStateMachine): void {
  const faults: string[] = [];
  const complain: Complain = (where, what) => void faults.push(`${where}: ${what}`);
  const root = machine.config as StateConfig;
  const regions = root.type === 'parallel' ? Object.entries(root.states ?? {}) : [['', root] as const];
  if (root.type === 'parallel') checkHolder('root', root, complain);
  for (const [name, region] of regions) checkRegion(machine, name, region, complain);
  checkActions(machine, complain);
  if (faults.length > 0) throw new Error(`${machine.id} cannot be compiled: ${faults.join('; ')}`);
}

function checkRegion(machine: AnyStateMachine, name: string, region: StateConfig, complain: Complain): void {
  checkHolder(name || 'root', region, complain);
  for (const [key, state] of Object.entries(region.states ?? {})) {
    const where = name ? `${name}.${key}` : key;
    checkMembers(where, state, complain);
    if (state.states) complain(where, 'holds states of its own');
    for (const [event, transitions] of Object.entries(state.on ?? {})) {
      if (event.includes('*')) complain(where, 'takes any event');
      checkTransitions(machine, `${where} on ${event}`, transitions, complain);
    }
    for (const [delay, transitions] of Object.entries(state.after ?? {})) {
      if (!(delay in machine.implementations.delays)) complain(where, `has no delay named ${delay}`);
      checkTransitions(machine, `${where} after ${delay}`, transitions, complain);
    }
  }
}

/** The root and the regions only hold states. */
function checkHolder(where: string, holder: StateConfig, complain: Complain): void {
  checkMembers(where, holder, complain);
  if (holder.on || holder.after) complain(where, 'has transitions of its own');
}

function checkMembers(where: string, state: StateConfig, complain: Complain): void {
  for (const member of refusedMembers) if (state[member] !== undefined) complain(where, `has ${member}`);
  if (refusedTypes.includes(state.type ?? '')) complain(where, `is ${state.type}`);
}

function checkTransitions(
  machine: AnyStateMachine,
  where: string,
  transitions: unknown,
  complain: Complain,
): void {
  for (const transition of [transitions].flat()) {
    if (typeof transition !== 'object' || transition === null) {
      complain(where, 'names no rule');
      continue;
    }
    const { description, guard, actions, target } = transition as Record<string, unknown>;
    if (!description) complain(where, 'names no rule');
    if (target !== undefined && (typeof target !== 'string' || /[.#]/.test(target)))
      complain(where, 'leads out of its region');
    if (guard !== undefined) checkName(machine.implementations.guards, where, guard, complain);
    for (const action of [actions ?? []].flat())
      checkName(machine.implementations.actions, where, action, complain);
  }
}

function checkName(known: object, where: string, reference: unknown, complain: Complain): void {
  const name = typeof reference === 'string' ? reference : (reference as { type?: unknown })?.type;
  if (typeof reference === 'function' || typeof name !== 'string') {
    complain(where, 'has an inline function');
    return;
  }
  if (!(name in known)) complain(where, `nothing is named ${name}`);
  if (typeof (reference as { params?: unknown }).params === 'function')
    complain(where, `computes the parameters of ${name}`);
}

/** XState marks its own actions by their type; of these a table knows `assign` alone. */
function checkActions(machine: AnyStateMachine, complain: Complain): void {
  for (const [name, action] of Object.entries(machine.implementations.actions)) {
    const type = (action as { type?: unknown }).type;
    if (typeof type === 'string' && type !== 'xstate.assign') complain(name, `is ${type}`);
  }
}
