import type { AnyStateMachine } from 'xstate';
import type { ErrorCode } from '../contract/errors.ts';

/** A record as its machine sees it: `state` is the machine's value, the rest its context. */
export type ContextOf<R extends { readonly state: unknown }> = {
  readonly [M in keyof R as M extends 'state' ? never : M]: Record<never, never> extends Pick<R, M>
    ? R[M] | undefined
    : R[M];
};

/** What a transition asks of whoever runs it: one of the machine's named actions that are no `assign`. */
export interface Effect {
  readonly type: string;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

/** Instants at which a record's named delays end, epoch ms; undefined: not running. */
export type Deadlines<R> = Readonly<Record<string, (record: R) => number | undefined>>;

/** A lifecycle: the XState machine, and what its delays mean in absolute time. Never run as an actor. */
export interface Machine<
  R extends { readonly state: unknown },
  E extends { readonly type: string },
  F extends Effect,
> {
  readonly definition: AnyStateMachine;
  readonly deadlines: Deadlines<R>;
  /** Only carry types. */
  readonly types?: { readonly record: R; readonly event: E; readonly effect: F };
}

/** The outcome of an event: a next record with what is to be done, or a refusal, with its code where the machine names one. */
export type Step<R, F> =
  | { readonly taken: true; readonly record: R; readonly effects: readonly F[] }
  | { readonly taken: false; readonly code?: ErrorCode };

/** Implementation of an action that only asks for something: it does nothing by itself. */
export const asks =
  <P extends Readonly<Record<string, unknown>> | undefined = undefined>() =>
  (_: unknown, _params: P): void => {};

/** A named delay of a machine: what is left until a deadline, ms; infinite while it isn't running. */
export const until =
  <C>(deadline: (context: C) => number | undefined) =>
  ({ context, event }: { context: C; event: { readonly now: number } }): number =>
    (deadline(context) ?? Number.POSITIVE_INFINITY) - event.now;
