import type { Kind, Records } from '../contract/records.ts';
import type { IndexChange } from '../store/store.ts';
import { agree } from './agree.ts';

/** A place in a list: which list, and the key that orders it there. Sort keys end with the record's id. */
type Entry = readonly [index: string, sort: string];

/** The lists that records of a kind stand in: a function of the record, and of no other members of it than these. */
interface Listing {
  readonly members: readonly PropertyKey[];
  readonly entries: (record: never, id: string) => readonly Entry[];
}

function listing<K extends Kind, M extends keyof Records[K]>(
  _kind: K,
  members: readonly M[],
  entries: (record: Pick<Records[K], M>, id: string) => readonly Entry[],
): Listing {
  return { members, entries };
}

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

const listings: { readonly [K in Kind]?: Listing } = {
  market: listing('market', ['createdAt'], ({ createdAt }, id) => [
    [indexNames.markets, `${timeKey(createdAt)}/${id}`],
  ]),
  hit: listing('hit', ['state', 'createdAt', 'requester', 'hitTypeId', 'expiration'], (record, id) => {
    const { state, createdAt, requester, hitTypeId, expiration } = record;
    if (state === 'Disposed') return [];
    const newest = `${timeKey(createdAt)}/${id}`;
    const entries: Entry[] = [
      [indexNames.hits, newest],
      [indexNames.hitsOfRequester(requester), newest],
      [indexNames.hitsOfType(hitTypeId), newest],
    ];
    if (state === 'Reviewable' || state === 'Reviewing')
      entries.push([indexNames.reviewableHits(requester, state), `${timeKey(expiration)}/${id}`]);
    return entries;
  }),
  hitType: listing('hitType', ['requirements', 'requester'], ({ requirements, requester }, id) =>
    [...new Set(requirements.map((requirement) => requirement.QualificationTypeId))].flatMap((type) => [
      [indexNames.hitTypesRequiring(type), id],
      [indexNames.hitTypesOfRequesterRequiring(requester, type), id],
    ]),
  ),
  hitLayout: listing('hitLayout', ['createdAt'], ({ createdAt }, id) => [
    [indexNames.hitLayouts, `${timeKey(createdAt)}/${id}`],
  ]),
  assignment: listing(
    'assignment',
    ['state', 'worker', 'hit', 'acceptedAt', 'submittedAt'],
    ({ state, worker, hit, acceptedAt, submittedAt }, id) => {
      const oldest = `${timeKey(acceptedAt)}/${id}`;
      const entries: Entry[] = [[indexNames.assignmentsOfWorker(worker), oldest]];
      if (state === 'Accepted' || state === 'Submitted')
        entries.push([indexNames.openAssignmentsOfWorker(worker), oldest]);
      if (submittedAt !== undefined)
        entries.push([indexNames.assignmentsOfHit(hit), `${timeKey(submittedAt)}/${id}`]);
      return entries;
    },
  ),
  qualificationType: listing('qualificationType', ['createdAt', 'owner'], ({ createdAt, owner }, id) => [
    [indexNames.qualificationTypes, `${timeKey(createdAt)}/${id}`],
    [indexNames.qualificationTypesOfOwner(owner), `${timeKey(createdAt)}/${id}`],
  ]),
  qualificationRequest: listing(
    'qualificationRequest',
    ['state', 'type', 'worker', 'owner', 'askedAt', 'submittedAt'],
    ({ state, type, worker, owner, askedAt, submittedAt }, id) => {
      const asked = `${timeKey(askedAt)}/${id}`;
      const entries: Entry[] = [[indexNames.requestsOfWorker(worker), asked]];
      if (state === 'answering' || state === 'pending') {
        entries.push([indexNames.openRequestsOfType(type), asked]);
        entries.push([indexNames.openRequestsOfWorker(worker), asked]);
      }
      if (state !== 'pending') return entries;
      const oldest = `${timeKey(submittedAt ?? askedAt)}/${id}`;
      entries.push([indexNames.pendingRequestsOfType(type), oldest]);
      entries.push([indexNames.pendingRequestsOfOwner(owner), oldest]);
      return entries;
    },
  ),
  qualification: listing(
    'qualification',
    ['state', 'type', 'worker', 'grantedAt'],
    ({ state: { holding }, type, worker, grantedAt = 0 }, id) => {
      if (holding === 'none') return [];
      const sort = `${timeKey(grantedAt)}/${id}`;
      const ofType: Entry = [indexNames.qualificationsOfType(type, holding), sort];
      return holding === 'held' ? [ofType, [indexNames.qualificationsOfWorker(worker), sort]] : [ofType];
    },
  ),
  worker: listing('worker', ['createdAt'], ({ createdAt }, id) => [
    [indexNames.workers, `${timeKey(createdAt)}/${id}`],
  ]),
  block: listing('block', ['requester', 'at'], ({ requester, at }, id) => [
    [indexNames.blocksOfRequester(requester), `${timeKey(at)}/${id}`],
  ]),
  bonus: listing('bonus', ['at', 'assignment', 'hit', 'worker'], ({ at, assignment, hit, worker }, id) => {
    const sort = `${timeKey(at)}/${id}`;
    return [
      [indexNames.bonusesOfAssignment(assignment), sort],
      [indexNames.bonusesOfHit(hit), sort],
      [indexNames.bonusesOfWorker(worker), sort],
    ];
  }),
  outbox: listing('outbox', ['at', 'kind', 'state', 'to'], ({ at, kind, state, to }, id) => {
    const sort = `${timeKey(at)}/${id}`;
    const isDue = kind === 'notification' && state === 'due';
    return isDue
      ? [
          [indexNames.outbox, sort],
          [indexNames.dueNotifications(to), sort],
        ]
      : [[indexNames.outbox, sort]];
  }),
  agent: listing('agent', [], (_record, id) => [[indexNames.agents, id]]),
};

/** The entries to add and to take away when a record changes from `before` to `after`. */
export function indexChanges(kind: Kind, id: string, before: unknown, after: unknown): IndexChange[] {
  const listing = listings[kind];
  if (!listing || agree(before, after, listing.members)) return [];
  const old = before === undefined ? [] : listing.entries(before as never, id);
  const next = after === undefined ? [] : listing.entries(after as never, id);
  const gone = without(old, next).map(([index, sort]) => ({ index, sort, id: null }));
  const added = without(next, old).map(([index, sort]) => ({ index, sort, id }));
  return [...gone, ...added];
}

const without = (entries: readonly Entry[], others: readonly Entry[]): readonly Entry[] =>
  entries.filter(([index, sort]) => !others.some((other) => other[0] === index && other[1] === sort));

export function splitKey(key: string): { kind: Kind; id: string } {
  const slash = key.indexOf('/');
  return { kind: key.slice(0, slash) as Kind, id: key.slice(slash + 1) };
}
