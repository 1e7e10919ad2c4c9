import { useMemo, useState } from 'preact/hooks';
import type { Group } from '../../server/contract/schemas/group.ts';
import { groupsMax } from '../connection/group-book.ts';
import { count, plural } from '../parts/format.ts';
import { Empty } from '../parts/states.tsx';
import { useNarrow } from '../parts/use-narrow.ts';
import { useSteady } from '../parts/use-steady.ts';
import { useTitle } from '../parts/use-title.ts';
import { VirtualList } from '../parts/virtual-list.tsx';
import { chosenGroups } from './choose-groups.ts';
import { type GroupChoice, GroupFilters, standardChoice } from './group-filters.tsx';
import { GroupRow } from './group-row.tsx';
import type { WorkerPageProps } from './worker-page.ts';

const keyOf = ({ hitTypeId }: Group) => hitTypeId;
/** Pixels of a row, on a wide window and on a narrow one, where its parts stand beneath each other. */
const rowHeights = { wide: 60, narrow: 112 } as const;

/** The HIT groups that the worker can discover. */
export function GroupsPage({ live }: WorkerPageProps) {
  useTitle('HITs');
  const [choice, setChoice] = useState<GroupChoice>(standardChoice);
  const isNarrow = useNarrow();
  const version = live.groups.version.value;
  // The book is changed in place, as its version says.
  const chosen = useMemo(() => chosenGroups(live.groups.values(), choice), [live, version, choice]);
  const { rows, waiting, showWaiting, hand } = useSteady(chosen, keyOf, JSON.stringify(choice));
  const total = live.groups.size;
  return (
    <section aria-label="HIT groups" class="groups">
      <GroupFilters choice={choice} onChange={setChoice} />
      <p class="groups-count" role="status">
        <span>
          <span data-figure="groups">{count(rows.length)}</span>
          {rows.length === total ? '' : ` of ${count(total)}`} {total === 1 ? 'group' : 'groups'}
          {total >= groupsMax && ' (the newest)'}
        </span>
        {waiting > 0 && (
          <button type="button" class="small" onMouseDown={showWaiting} onClick={showWaiting}>
            Show {plural(waiting, 'new group')}
          </button>
        )}
      </p>
      <div class="card" {...hand}>
        {rows.length === 0 ? (
          <NoGroups total={total} onAll={() => setChoice(standardChoice)} />
        ) : (
          <VirtualList
            label="HIT groups"
            items={rows}
            keyOf={keyOf}
            rowHeight={isNarrow ? rowHeights.narrow : rowHeights.wide}
          >
            {(group) => (
              <GroupRow group={group} live={live} isGone={live.groups.get(group.hitTypeId) === undefined} />
            )}
          </VirtualList>
        )}
      </div>
    </section>
  );
}

function NoGroups({ total, onAll }: { total: number; onAll: () => void }) {
  if (total === 0)
    return (
      <Empty title="There is no HIT for you right now.">
        <p>New ones appear here by themselves. A Qualification may open more: see what there is to be had.</p>
      </Empty>
    );
  return (
    <Empty title="No group is left by these filters.">
      <button type="button" onClick={onAll}>
        Show all {count(total)}
      </button>
    </Empty>
  );
}
