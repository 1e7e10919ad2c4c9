import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { transition } from 'xstate';
import type { Effect, Step } from '../../server/machines/machine.ts';

type Recorded = { readonly state: unknown };
type Happening = { readonly type: string; readonly now: number };

/** What XState itself adds to a step: the timers that it would start and stop. */
export interface Timers {
  readonly started: readonly { readonly event: string; readonly delayMs: number }[];
  readonly stopped: readonly string[];
}

/** The event that XState sends when a delay ends, in whichever state of the record waits for it. */
export function delayEvent(definition: AnyStateMachine, record: Recorded, delay: string): string | undefined {
  const prefix = `xstate.after.${delay}.`;
  for (const node of snapshotOf(definition, record)._nodes)
    for (const { eventType } of node.after)
      if (String(eventType).startsWith(prefix)) return String(eventType);
  return undefined;
}

function snapshotOf(definition: AnyStateMachine, record: Recorded): AnyMachineSnapshot {
  return definition.resolveState({ value: record.state as string, context: record });
}

/** A step by XState's own `transition`: what the compiled table must agree with. */
export function stepByXState<R extends Recorded>(
  definition: AnyStateMachine,
  record: R,
  event: Happening,
): Step<R, Effect> & { readonly timers: Timers } {
  const snapshot = snapshotOf(definition, record);
  const [next, actions] = transition(definition, snapshot, event);
  const timers = timersOf(actions);
  if (definition.getTransitionData(snapshot, event as never).length === 0) return { taken: false, timers };
  const effects = actions
    .filter(({ type }) => !type.startsWith('xstate.'))
    .map(({ type, params }) => (params === undefined ? { type } : { type, params }) as Effect);
  const refusal = effects.find(({ type }) => type === 'refuse');
  if (refusal) return { taken: false, code: refusal.params?.code as never, timers };
  const { context, value } = next as AnyMachineSnapshot;
  const entries = Object.entries({ ...context, state: value }).filter(([, member]) => member !== undefined);
  return { taken: true, record: Object.fromEntries(entries) as unknown as R, effects, timers };
}

type Actions = ReturnType<typeof transition>[1];

function timersOf(actions: Actions): Timers {
  const started: { event: string; delayMs: number }[] = [];
  const stopped: string[] = [];
  for (const { type, params } of actions as readonly { type: string; params: unknown }[]) {
    if (type === 'xstate.cancel') stopped.push((params as { sendId: string }).sendId);
    if (type !== 'xstate.raise') continue;
    const { event, delay } = params as { event: { type: string }; delay: number };
    started.push({ event: event.type, delayMs: delay });
  }
  return { started, stopped };
}
