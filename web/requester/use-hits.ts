import { useEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from '../api/http.ts';
import { listAll } from '../api/requester-api.ts';
import type { HIT } from '../api/requester-entities.ts';
import type { RequesterLive } from '../connection/requester-live.ts';

/** HITs that the pages list; an account with more looks for older ones by their id. */
export const hitsMax = 2000;
/** With more than this touched at once, one reading of all is cheaper. */
const touchedMax = 10;

export interface Hits {
  /** Newest first; undefined before they were read. */
  readonly hits: readonly HIT[] | undefined;
  readonly problem: string | undefined;
}

/** HITs to be read again; undefined: all. */
type Stale = ReadonlySet<string> | undefined;

/** The account's HITs, kept current: those that pushes name are read again, all of them after a reconnection. */
export function useHits(live: RequesterLive): Hits {
  const [hits, setHits] = useState<readonly HIT[]>();
  const [problem, setProblem] = useState<string>();
  const known = useRef<readonly HIT[]>([]);
  const stale = useRef<Stale>(undefined);
  const changes = live.changes.value;
  useEffect(() => {
    let isCurrent = true;
    // A reading that a newer one overtakes counts for nothing: what it was to read stays to be read.
    stale.current = merged(stale.current, live.takeTouched());
    refreshed(live, known.current, stale.current).then(
      (fresh) => {
        if (!isCurrent) return;
        known.current = fresh;
        stale.current = new Set();
        setHits(fresh);
        setProblem(undefined);
      },
      (error: unknown) => isCurrent && setProblem(messageOf(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [live, changes]);
  return { hits, problem };
}

function merged(stale: Stale, touched: readonly string[] | undefined): Stale {
  return stale === undefined || touched === undefined ? undefined : new Set([...stale, ...touched]);
}

async function refreshed(live: RequesterLive, known: readonly HIT[], stale: Stale): Promise<readonly HIT[]> {
  if (stale === undefined || stale.size > touchedMax)
    return listAll<HIT>(live, 'ListHITs', { items: 'HITs', most: hitsMax });
  const read = await Promise.all([...stale].map((id) => live.call<{ HIT: HIT }>('GetHIT', { HITId: id })));
  const byId = new Map(read.map(({ HIT: hit }) => [hit.HITId, hit]));
  const before = known.map((hit) => byId.get(hit.HITId) ?? hit);
  const fresh = [...byId.values()].filter(({ HITId }) => !known.some((hit) => hit.HITId === HITId));
  return [...fresh, ...before];
}
