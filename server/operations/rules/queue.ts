import type { Look } from '../operation.ts';

/** Decisions on the work of one HIT follow one another: all of them change its counters. */
export async function queueOfAssignment(
  { AssignmentId }: { AssignmentId: string },
  look: Look,
): Promise<string[]> {
  const assignment = await look('assignment', AssignmentId);
  return assignment ? [`hit/${assignment.hit}`] : [];
}

export function queueOfHit({ HITId }: { HITId: string }): string[] {
  return [`hit/${HITId}`];
}
