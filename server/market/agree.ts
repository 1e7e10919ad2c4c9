/**
 * Whether a record is there before and after a change, with the same values of these members: what follows from
 * them alone then stays as it was.
 */
export function agree(before: unknown, after: unknown, members: readonly PropertyKey[]): boolean {
  if (before === undefined || after === undefined) return false;
  for (const member of members) {
    if ((before as Members)[member] !== (after as Members)[member]) return false;
  }
  return true;
}

type Members = Readonly<Record<PropertyKey, unknown>>;
