import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { assign, fromPromise, raise, setup } from 'xstate';
import { assertCompilable } from '../../../server/machines/compilable.ts';
import { samples } from '../../support/machine-samples.ts';

const parts = setup({
  types: { context: {} as { count: number }, events: {} as { type: 'go' } },
  actors: { work: fromPromise(async () => 1) },
  guards: { known: () => true },
  delays: { pause: 10 },
  actions: { count: assign({ count: 1 }), note: () => {} },
});
const context = { count: 0 };
const machine = (states: object, more: object = {}): AnyStateMachine =>
  parts.createMachine({
    id: 'x',
    context,
    initial: 'a',
    states,
    ...more,
  } as never) as unknown as AnyStateMachine;
const going = (transition: object): AnyStateMachine =>
  machine({ a: { on: { go: { description: 'Q1', ...transition } } }, b: {} });

describe('[design 3] what a table can not say is refused', () => {
  it.each(samples)('$name can be compiled', ({ definition }) => {
    expect(() => assertCompilable(definition)).not.toThrow();
  });

  it('named guards, actions, delays and parallel regions are allowed', () => {
    const region = {
      initial: 'a',
      states: {
        a: {
          after: { pause: { description: 'Q1', target: 'b', guard: 'known', actions: ['count', 'note'] } },
        },
        b: {},
      },
    };
    const parallel = parts.createMachine({
      context,
      type: 'parallel',
      states: { one: region, two: region },
    } as never);
    expect(() => assertCompilable(parallel as unknown as AnyStateMachine)).not.toThrow();
  });

  it.each<[string, AnyStateMachine, RegExp]>([
    ['invoke', machine({ a: { invoke: { src: 'work' } } }), /a: has invoke/],
    ['always', machine({ a: { always: { target: 'b' } }, b: {} }), /a: has always/],
    ['entry actions', machine({ a: { entry: 'note' } }), /a: has entry/],
    ['exit actions', machine({ a: { exit: 'note' } }), /a: has exit/],
    ['history', machine({ a: {}, h: { type: 'history' } }), /h: is history/],
    ['final states', machine({ a: { type: 'final' } }), /a: is final/],
    ['nested states', machine({ a: { initial: 'x', states: { x: {} } } }), /a: holds states of its own/],
    ['transitions of the root', machine({ a: {} }, { on: { go: {} } }), /root: has transitions of its own/],
    ['any event', machine({ a: { on: { '*': { description: 'Q1' } } } }), /a: takes any event/],
    ['an inline guard', going({ guard: () => true }), /a on go: has an inline function/],
    ['an inline action', going({ actions: () => {} }), /a on go: has an inline function/],
    ['an inline assign', going({ actions: assign({ count: 2 }) }), /a on go: has an inline function/],
    ['an unknown guard', going({ guard: 'unknown' }), /nothing is named unknown/],
    ['an unknown action', going({ actions: 'unknown' }), /nothing is named unknown/],
    [
      'computed parameters',
      going({ actions: { type: 'note', params: () => ({}) } }),
      /computes the parameters/,
    ],
    ['a way out of the region', going({ target: '#x.b' }), /leads out of its region/],
    ['a transition without a rule', machine({ a: { on: { go: { actions: 'note' } } } }), /names no rule/],
    ['an unnamed delay', machine({ a: { after: { 100: { description: 'Q1' } } } }), /has no delay named 100/],
  ])('%s', (_, refused, fault) => {
    expect(() => assertCompilable(refused)).toThrow(fault);
  });

  it("XState's own actions but assign", () => {
    const raising = setup({ actions: { again: raise({ type: 'go' }) } }).createMachine({
      initial: 'a',
      states: { a: {} },
    });
    expect(() => assertCompilable(raising as AnyStateMachine)).toThrow(/again: is xstate.raise/);
  });
});
