import { type HIT, undecidedOf } from '../api/requester-entities.ts';
import { count } from '../parts/format.ts';

/** How far a HIT is: decided, to be decided, being worked on, open. Said in words beside it. */
export function ProgressBar({ hit }: { hit: HIT }) {
  const share = (value: number) => `${(value / hit.MaxAssignments) * 100}%`;
  return (
    <span class="progress" aria-hidden="true">
      <span class="progress-done" style={{ width: share(hit.NumberOfAssignmentsCompleted) }} />
      <span class="progress-submitted" style={{ width: share(undecidedOf(hit)) }} />
      <span class="progress-pending" style={{ width: share(hit.NumberOfAssignmentsPending) }} />
    </span>
  );
}

export function progressSaid(hit: HIT): string {
  const parts: readonly (readonly [number, string])[] = [
    [hit.NumberOfAssignmentsCompleted, 'decided'],
    [undecidedOf(hit), 'to decide'],
    [hit.NumberOfAssignmentsPending, 'at work'],
    [hit.NumberOfAssignmentsAvailable, 'open'],
  ];
  return parts
    .filter(([value]) => value > 0)
    .map(([value, name]) => `${count(value)} ${name}`)
    .join(', ');
}
