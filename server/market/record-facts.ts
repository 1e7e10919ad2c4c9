import type { Kind, Records } from '../contract/records.ts';
import type { NewFact } from '../store/store.ts';
import { splitKey } from './indexes.ts';

/** What the eligibility index must learn of each kind of record; the others do not concern it. */
const factOf: { readonly [K in Kind]?: (id: string, record: Records[K] | undefined) => NewFact | undefined } =
  {
    worker: (id, record) => ({
      kind: 'worker',
      id,
      value: record === undefined ? null : workerValue(record),
    }),
    qualification: (id, record) => {
      const [worker, type] = splitPair(id);
      const held = record !== undefined && record.state.holding === 'held';
      return { kind: 'qualification', worker, type, value: held ? (record.value ?? null) : null };
    },
    qualificationType: (id, record) => ({
      kind: 'qualificationType',
      id,
      value: record === undefined ? null : { name: record.name },
    }),
    hitType: (id, record) =>
      record && {
        kind: 'hitType',
        id,
        value: {
          requester: record.requester,
          requesterName: record.requesterName,
          title: record.title,
          description: record.description,
          ...(record.keywords === undefined ? {} : { keywords: record.keywords }),
          rewardMills: record.rewardMills,
          assignmentDurationSeconds: record.assignmentDurationSeconds,
          requirements: record.requirements,
        },
      },
    hit: (id, record) => ({ kind: 'hit', id, value: record === undefined ? null : hitValue(record) }),
    participation: (id, record) => {
      const [worker, hit] = splitPair(id);
      return { kind: 'participation', worker, hit, value: record?.taken ?? false };
    },
    block: (id, record) => {
      const [requester, worker] = splitPair(id);
      return { kind: 'block', requester, worker, value: record !== undefined };
    },
  };

function workerValue(record: Records['worker']) {
  return {
    approvalRate: record.approvalRate,
    hitsApproved: record.approved,
    masters: record.state.masters === 'held',
    adult: record.state.adult === 'yes',
    locale: record.locale,
    ...(record.requester === undefined ? {} : { requester: record.requester }),
  };
}

function hitValue(record: Records['hit']) {
  return {
    hitType: record.hitTypeId,
    status: record.state,
    available: Math.max(0, record.maxAssignments - record.pending - record.submitted - record.completed),
    expired: record.expired,
    createdAt: record.createdAt,
  };
}

/** Ids of pairs are joined by the last colon: access key ids and WorkerIds hold none. */
function splitPair(id: string): [string, string] {
  const colon = id.lastIndexOf(':');
  return [id.slice(0, colon), id.slice(colon + 1)];
}

/** The fact that follows from a changed record; none where nothing changed that the index knows. */
export function factsOf(key: string, before: unknown, after: unknown): NewFact[] {
  const { kind, id } = splitKey(key);
  const project = factOf[kind] as ((id: string, record: unknown) => NewFact | undefined) | undefined;
  if (!project) return [];
  const fact = project(id, after);
  if (fact === undefined) return [];
  if (before !== undefined && after !== undefined && sameJson(project(id, before), fact)) return [];
  return [fact];
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
