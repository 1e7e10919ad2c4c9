import exec from 'k6/execution';

let running: typeof exec.scenario | undefined;

/**
 * What k6 says of the running scenario. At every question it would make the object anew with all its accessors, which
 * costs as much as half a request; one of them goes on telling the truth, of later scenarios too.
 */
export function scenario(): typeof exec.scenario {
  running ??= exec.scenario;
  return running;
}

/** How many iterations the running scenario has begun before this one, over all virtual users. */
export const iterationNumber = (): number => scenario().iterationInTest;
