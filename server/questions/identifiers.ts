import { Flaw, quoted } from './flaw.ts';

/** QuestionIdentifiers are unique in a form and in a key, SelectionIdentifiers in a question. */
export function refuseRepeated(
  kind: 'QuestionIdentifier' | 'SelectionIdentifier',
  items: readonly { readonly identifier: string }[],
): void {
  const seen = new Set<string>();
  for (const { identifier } of items) {
    if (seen.has(identifier)) throw new Flaw('rule', `the ${kind} "${quoted(identifier)}" is used twice`);
    seen.add(identifier);
  }
}
