/** The four things by which a newcomer sees that the market lives. */
export type Tally = 'granted' | 'revoked' | 'visibility' | 'finished';
export type Tallies = Readonly<Record<Tally, number>>;

const tallyOf: Readonly<Record<string, Tally>> = {
  'qualification:granted': 'granted',
  'qualification:revoked': 'revoked',
  'hit:visible': 'visibility',
  'hit:changed': 'visibility',
  'hit:hidden': 'visibility',
  'assignment:submitted': 'finished',
};

type Counts = Readonly<Record<string, number>>;

/** What was added between two countings of feed events by type; counts that fell began anew. */
export function tallied(now: Counts, before: Counts = {}): Tallies {
  const gained = { granted: 0, revoked: 0, visibility: 0, finished: 0 };
  for (const [type, count] of Object.entries(now)) {
    const name = tallyOf[type];
    const earlier = before[type] ?? 0;
    if (name !== undefined) gained[name] += count >= earlier ? count - earlier : count;
  }
  return gained;
}
