import type { Kind, Records } from '../contract/records.ts';
import type { IndexChange } from '../store/store.ts';

/**
 * The ordered indexes of a market, each a function of the record: `[index, sort key]` for every list that
 * the record stands in. Sort keys begin with what orders the list and end with the record's id.
 */
type Entry = readonly [index: string, sort: string];
type Entries<K extends Kind> = (record: Records[K], id: string) => readonly Entry[];

/** Milliseconds as 15 digits, so that bytes order as numbers. */
export const timeKey = (ms: number): string => String(Math.max(0, Math.floor(ms))).padStart(15, '0');

export const indexNames = {
  hits: 'hits',
  hitsOfRequester: (requester: string) => `hits-of-requester/${requester}`,
  reviewableHits: (requester: string, status: 'Reviewable' | 'Reviewing') =>
    `hits-${status.toLowerCase()}/${requester}`,
  hitsOfType: (hitType: string) => `hits-of-type/${hitType}`,
  hitLayouts: 'hit-layouts',
  assignmentsOfHit: (hit: string) => `assignments-of-hit/${hit}`,
  assignmentsOfWorker: (worker: string) => `assignments-of-worker/${worker}`,
  /** Accepted or submitted. */
  openAssignmentsOfWorker: (worker: string) => `open-assignments-of-worker/${worker}`,
  qualificationTypes: 'qualification-types',
  qualificationTypesOfOwner: (owner: string) => `qualification-types-of-owner/${owner}`,
  hitTypesRequiring: (type: string) => `hit-types-requiring/${type}`,
  hitTypesOfRequesterRequiring: (requester: string, type: string) =>
    `hit-types-of-requester-requiring/${requester}/${type}`,
  pendingRequestsOfType: (type: string) => `pending-requests-of-type/${type}`,
  pendingRequestsOfOwner: (owner: string) => `pending-requests-of-owner/${owner}`,
  /** Being answered or pending: what a deletion of the type rejects. */
  openRequestsOfType: (type: string) => `open-requests-of-type/${type}`,
  requestsOfWorker: (worker: string) => `requests-of-worker/${worker}`,
  /** Answering or pending. */
  openRequestsOfWorker: (worker: string) => `open-requests-of-worker/${worker}`,
  qualificationsOfType: (type: string, holding: 'held' | 'revoked') => `qualifications-${holding}/${type}`,
  qualificationsOfWorker: (worker: string) => `qualifications-of-worker/${worker}`,
  workers: 'workers',
  blocksOfRequester: (requester: string) => `blocks-of-requester/${requester}`,
  bonusesOfAssignment: (assignment: string) => `bonuses-of-assignment/${assignment}`,
  bonusesOfHit: (hit: string) => `bonuses-of-hit/${hit}`,
  bonusesOfWorker: (worker: string) => `bonuses-of-worker/${worker}`,
  outbox: 'outbox',
  dueNotifications: (destination: string) => `due-notifications/${destination}`,
  agents: 'agents',
  markets: 'markets',
} as const;

const entriesOf: { readonly [K in Kind]?: Entries<K> } = {
  market: (record, id) => [[indexNames.markets, `${timeKey(record.createdAt)}/${id}`]],
  hit: (record, id) => {
    if (record.state === 'Disposed') return [];
    const newest = `${timeKey(record.createdAt)}/${id}`;
    const entries: Entry[] = [
      [indexNames.hits, newest],
      [indexNames.hitsOfRequester(record.requester), newest],
      [indexNames.hitsOfType(record.hitTypeId), newest],
    ];
    if (record.state === 'Reviewable' || record.state === 'Reviewing') {
      entries.push([
        indexNames.reviewableHits(record.requester, record.state),
        `${timeKey(record.expiration)}/${id}`,
      ]);
    }
    return entries;
  },
  hitType: (record, id) =>
    [...new Set(record.requirements.map((requirement) => requirement.QualificationTypeId))].flatMap(
      (type) => [
        [indexNames.hitTypesRequiring(type), id],
        [indexNames.hitTypesOfRequesterRequiring(record.requester, type), id],
      ],
    ),
  hitLayout: (record, id) => [[indexNames.hitLayouts, `${timeKey(record.createdAt)}/${id}`]],
  assignment: (record, id) => {
    const entries: Entry[] = [
      [indexNames.assignmentsOfWorker(record.worker), `${timeKey(record.acceptedAt)}/${id}`],
    ];
    if (record.state === 'Accepted' || record.state === 'Submitted')
      entries.push([
        indexNames.openAssignmentsOfWorker(record.worker),
        `${timeKey(record.acceptedAt)}/${id}`,
      ]);
    if (record.submittedAt !== undefined) {
      entries.push([indexNames.assignmentsOfHit(record.hit), `${timeKey(record.submittedAt)}/${id}`]);
    }
    return entries;
  },
  qualificationType: (record, id) => [
    [indexNames.qualificationTypes, `${timeKey(record.createdAt)}/${id}`],
    [indexNames.qualificationTypesOfOwner(record.owner), `${timeKey(record.createdAt)}/${id}`],
  ],
  qualificationRequest: (record, id) => {
    const entries: Entry[] = [
      [indexNames.requestsOfWorker(record.worker), `${timeKey(record.askedAt)}/${id}`],
    ];
    if (record.state === 'answering' || record.state === 'pending') {
      entries.push([indexNames.openRequestsOfType(record.type), `${timeKey(record.askedAt)}/${id}`]);
      entries.push([indexNames.openRequestsOfWorker(record.worker), `${timeKey(record.askedAt)}/${id}`]);
    }
    if (record.state !== 'pending') return entries;
    const oldest = `${timeKey(record.submittedAt ?? record.askedAt)}/${id}`;
    entries.push([indexNames.pendingRequestsOfType(record.type), oldest]);
    entries.push([indexNames.pendingRequestsOfOwner(record.owner), oldest]);
    return entries;
  },
  qualification: (record, id) => {
    const entries: Entry[] = [];
    const { holding } = record.state;
    if (holding === 'none') return entries;
    entries.push([
      indexNames.qualificationsOfType(record.type, holding),
      `${timeKey(record.grantedAt ?? 0)}/${id}`,
    ]);
    if (holding === 'held')
      entries.push([
        indexNames.qualificationsOfWorker(record.worker),
        `${timeKey(record.grantedAt ?? 0)}/${id}`,
      ]);
    return entries;
  },
  worker: (record, id) => [[indexNames.workers, `${timeKey(record.createdAt)}/${id}`]],
  block: (record, id) => [[indexNames.blocksOfRequester(record.requester), `${timeKey(record.at)}/${id}`]],
  bonus: (record, id) => {
    const sort = `${timeKey(record.at)}/${id}`;
    return [
      [indexNames.bonusesOfAssignment(record.assignment), sort],
      [indexNames.bonusesOfHit(record.hit), sort],
      [indexNames.bonusesOfWorker(record.worker), sort],
    ];
  },
  outbox: (record, id) => {
    const sort = `${timeKey(record.at)}/${id}`;
    const due = record.kind === 'notification' && record.state === 'due';
    return [
      [indexNames.outbox, sort],
      ...(due ? [[indexNames.dueNotifications(record.to), sort] as const] : []),
    ];
  },
  agent: (_record, id) => [[indexNames.agents, id]],
};

/** The entries to add and to take away when `key` changes from `before` to `after`. */
export function indexChanges(key: string, before: unknown, after: unknown): IndexChange[] {
  const { kind, id } = splitKey(key);
  const entries = entriesOf[kind] as Entries<Kind> | undefined;
  if (!entries) return [];
  const old = before === undefined ? [] : entries(before as Records[Kind], id);
  const next = after === undefined ? [] : entries(after as Records[Kind], id);
  const isIn = (list: readonly Entry[], entry: Entry) =>
    list.some(([index, sort]) => index === entry[0] && sort === entry[1]);
  const gone = old.filter((entry) => !isIn(next, entry)).map(([index, sort]) => ({ index, sort, id: null }));
  const added = next.filter((entry) => !isIn(old, entry)).map(([index, sort]) => ({ index, sort, id }));
  return [...gone, ...added];
}

export function splitKey(key: string): { kind: Kind; id: string } {
  const slash = key.indexOf('/');
  return { kind: key.slice(0, slash) as Kind, id: key.slice(slash + 1) };
}
