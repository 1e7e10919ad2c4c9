/** How briskly people act in the living market. Market seconds unless said otherwise. */
export const pace = {
  /** Mean time between two looks at the list of HITs while nothing suits. */
  lookAgainSeconds: 25,
  /** Groups that a worker reads in one look: the first pages of the list (P42). */
  groupsPerLook: 40,
  /** Chance to ask for a Qualification that a tempting HIT wants, where asking is open. */
  seekChance: 0.35,
  /** A worker who did not get, or lost, a Qualification tries again after this time at the earliest. */
  askAgainSeconds: 900,
  /** Chance that an accepted HIT is returned unfinished (P25). */
  returnChance: 0.13,
  /** Chance that an accepted HIT is forgotten: it is abandoned at its deadline. */
  forgetChance: 0.01,
  /** Median time for a Qualification test, and its spread (standard deviation of the logarithm). */
  testSeconds: 25,
  timeSigma: 0.4,
  /** Mean time between two rounds of a requester's bookkeeping. */
  tendSeconds: 3,
  /** HITs with a place that a requester likes to have open; below it a batch is posted. */
  openHitsWanted: 40,
  /** Mean size of a batch, heavy-tailed (P36). */
  batchMeanHits: 12,
  batchMaxHits: 60,
  /** Submissions and requests decided in one round at most. */
  decisionsPerRound: 12,
  /** Chance in one round to revoke a Qualification from somebody. */
  revokeChance: 0.5,
  /** Chance that a pending request is granted rather than rejected. */
  grantChance: 0.8,
  /** Chance that a submission is rejected (P26, for those who review). */
  rejectChance: 0.03,
  /** Chance that an approval carries a bonus. */
  bonusChance: 0.02,
} as const;
