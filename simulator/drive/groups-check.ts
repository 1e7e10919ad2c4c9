import type { WorkerClient, WorkerState } from '../../server/client/index.ts';
import type { Group } from '../../server/contract/schemas/group.ts';

/** What the server says that a worker can discover, at one position. */
export interface StatedGroups {
  readonly groups: readonly Pick<Group, 'hitTypeId' | 'access'>[];
  readonly feed: number;
  /** More than one page: no single position holds for it. */
  readonly nextToken?: string;
}

export type Comparison = 'equal' | 'not comparable' | { readonly differs: string };

/**
 * Compares what a client has folded with what the server states at the position that it names. The client's
 * states are kept while the server is asked; a request over the socket then shows that all before it has come.
 */
export async function compareGroups(
  client: WorkerClient,
  state: () => Promise<StatedGroups>,
): Promise<Comparison> {
  const first = client.state;
  if (first === undefined || !client.socket.connected) return 'not comparable';
  let interrupted = false;
  const states: WorkerState[] = [first];
  const stop = client.onChange((next, came) => {
    if (came === 'snapshot') interrupted = true;
    states.push(next);
  });
  const disconnected = () => {
    interrupted = true;
  };
  client.socket.on('disconnect', disconnected);
  try {
    const stated = await state();
    await client.ask('types:list', { limit: 1 });
    const at = states.findLast(({ feed }) => feed <= stated.feed);
    if (interrupted || stated.nextToken !== undefined || at === undefined) return 'not comparable';
    return compared(at, stated);
  } catch (error) {
    if (interrupted) return 'not comparable';
    throw error;
  } finally {
    stop();
    client.socket.off('disconnect', disconnected);
  }
}

function compared(folded: WorkerState, stated: StatedGroups): Comparison {
  const wanted = new Map(stated.groups.map(({ hitTypeId, access }) => [hitTypeId, access]));
  for (const [group, { access }] of folded.groups) {
    if (wanted.get(group) !== access)
      return {
        differs: `${group} is ${access} to the client and ${wanted.get(group) ?? 'none'} to the server at ${stated.feed}`,
      };
  }
  const missing = [...wanted.keys()].find((group) => !folded.groups.has(group));
  return missing === undefined
    ? 'equal'
    : {
        differs: `${missing} is none to the client and ${wanted.get(missing)} to the server at ${stated.feed}`,
      };
}
