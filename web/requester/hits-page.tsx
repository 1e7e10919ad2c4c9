import { useState } from 'preact/hooks';
import type { HIT } from '../api/requester-entities.ts';
import { count, dateTime, dollars } from '../parts/format.ts';
import { Empty, ErrorBox, Loading } from '../parts/states.tsx';
import { useNarrow } from '../parts/use-narrow.ts';
import { useSteady } from '../parts/use-steady.ts';
import { useTitle } from '../parts/use-title.ts';
import { VirtualList } from '../parts/virtual-list.tsx';
import { ProgressBar, progressSaid } from './progress-bar.tsx';
import { type RequesterPageProps, requesterHref } from './requester-page.ts';
import { hitsMax, useHits } from './use-hits.ts';

const keyOf = ({ HITId }: HIT) => HITId;
const rowHeights = { wide: 56, narrow: 96 } as const;

/** All HITs of the account, also those that a program made. */
export function HitsPage({ live }: RequesterPageProps) {
  useTitle('HITs');
  const { hits, problem } = useHits(live);
  const [search, setSearch] = useState('');
  const found = (hits ?? []).filter((hit) => isFound(hit, search));
  const { rows, waiting, showWaiting, hand } = useSteady(found, keyOf, search);
  const isNarrow = useNarrow();
  if (problem !== undefined && hits === undefined) return <ErrorBox message={problem} />;
  if (!hits) return <Loading what="the HITs" />;
  return (
    <section aria-label="HITs" class="stack">
      <div class="tools">
        <input
          type="search"
          placeholder="Search title, id, annotation"
          aria-label="Search HITs"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <span class="muted" role="status">
          {count(rows.length)} of {count(hits.length)}
          {hits.length >= hitsMax && ' (the newest)'}
        </span>
        {waiting > 0 && (
          <button type="button" class="small" onClick={showWaiting}>
            Show {count(waiting)} more
          </button>
        )}
        <a class="button primary" href={requesterHref(live, 'publish')}>
          Publish
        </a>
      </div>
      {problem !== undefined && <ErrorBox message={problem} />}
      <div class="card" {...hand}>
        {rows.length === 0 ? (
          <NoHits live={live} isSearch={hits.length > 0} />
        ) : (
          <VirtualList
            label="HITs"
            items={rows}
            keyOf={keyOf}
            rowHeight={isNarrow ? rowHeights.narrow : rowHeights.wide}
          >
            {(hit) => <HitRow live={live} hit={hit} />}
          </VirtualList>
        )}
      </div>
    </section>
  );
}

function isFound({ HITId, HITTypeId, Title, RequesterAnnotation = '' }: HIT, search: string): boolean {
  const text = `${HITId} ${HITTypeId} ${Title} ${RequesterAnnotation}`.toLowerCase();
  return text.includes(search.trim().toLowerCase());
}

function NoHits({ live, isSearch }: RequesterPageProps & { isSearch: boolean }) {
  if (isSearch) return <Empty title="No HIT is found by that." />;
  return (
    <Empty title="This account has no HIT yet.">
      <p>
        <a href={requesterHref(live, 'publish')}>Publish one here</a>, or let a program of yours do it: it
        appears here by itself.
      </p>
    </Empty>
  );
}

function HitRow({ live, hit }: RequesterPageProps & { hit: HIT }) {
  return (
    <a class="hit-row" href={requesterHref(live, 'hits', hit.HITId)} data-hit={hit.HITId}>
      <span class="hit-row-main">
        <span class="hit-row-title">{hit.Title}</span>
        <span class="muted mono hit-row-id">{hit.HITId}</span>
      </span>
      <span class={`badge status-${hit.HITStatus.toLowerCase()}`}>{hit.HITStatus}</span>
      <span class="hit-row-reward">{dollars(hit.Reward)}</span>
      <span class="hit-row-progress">
        <ProgressBar hit={hit} />
        <span class="muted">{progressSaid(hit)}</span>
      </span>
      <span class="muted hit-row-until">until {dateTime(hit.Expiration * 1000)}</span>
    </a>
  );
}
