import type { Group } from '../../server/contract/schemas/group.ts';
import { dollars, duration, plural } from '../parts/format.ts';
import { AccessNote } from './access-note.tsx';
import { whyNot } from './why-not.ts';
import { type WorkerPageProps, workerHref } from './worker-page.ts';

/** A group in the list. A row that has left the list meanwhile stays, said to be gone, until the hand leaves it. */
export function GroupRow({ group, live, isGone }: WorkerPageProps & { group: Group; isGone: boolean }) {
  const why = isGone ? 'No longer for you, or no longer there' : whyNot(group);
  return (
    <a
      class={`group-row ${isGone ? 'group-gone' : ''}`}
      href={workerHref(live, 'groups', group.hitTypeId)}
      data-group={group.hitTypeId}
    >
      <span class="group-main">
        <span class="group-title">{group.title}</span>
        <span class="group-by muted">
          {group.requester.name} · {plural(group.available, 'HIT')} ·{' '}
          {duration(group.assignmentDurationInSeconds)}
        </span>
      </span>
      <span class="group-reward">{dollars(group.reward)}</span>
      <span class="group-access">
        <AccessNote access={isGone ? 'none' : group.access} />
        <span class="group-why" title={why}>
          {why}
        </span>
      </span>
    </a>
  );
}
