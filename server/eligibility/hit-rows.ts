/** A HIT's row of four words. */
export const hitShift = 2;
export const hitMembers = {
  state: 0,
  group: 1,
  /** Where the program of its audience begins, while it is open and its type is known; else 0: a check need not look further. */
  program: 2,
} as const;
export const hitStates = {
  exists: 1,
  /** Has a place. */
  open: 2,
  /** Somebody has or had it. */
  taken: 4,
  'none-left': 8,
  expired: 16,
  'not-assignable': 32,
} as const;
