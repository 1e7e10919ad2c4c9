/** A HIT's row of four words: all that a check needs of it. */
export const hitShift = 2;
export const hitMembers = { state: 0, group: 1, program: 2 } as const;
export const hitStates = {
  exists: 1,
  /** Has a place. */
  open: 2,
  /** Open, and its type is known: a check has something to look at. */
  listed: 4,
  /** Somebody has or had it. */
  taken: 8,
  'none-left': 16,
  expired: 32,
  'not-assignable': 64,
} as const;
