/** Bits of a worker's `flags` column. */
export const workerFlags = {
  /** A program works through the account. */
  bot: 1,
  /** The account names a country where its holder does not live. */
  falseLocale: 2,
  /** Its holder came with another account before. */
  extraAccount: 4,
  queuesSeveral: 8,
  adult: 16,
  masters: 32,
} as const;
