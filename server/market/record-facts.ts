import type { Kind, Records } from '../contract/records.ts';
import type { NewFact } from '../store/store.ts';
import { agree } from './agree.ts';

/** What the eligibility index learns of records of a kind: a function of these members of the record. */
interface Lesson {
  readonly members: readonly PropertyKey[];
  readonly fact: (id: string, record: never) => NewFact | undefined;
}

function lesson<K extends Kind, M extends keyof Records[K]>(
  _kind: K,
  members: readonly M[],
  fact: (id: string, record: Pick<Records[K], M> | undefined) => NewFact | undefined,
): Lesson {
  return { members, fact };
}

/** The kinds that the index knows; the others do not concern it. */
const lessons: { readonly [K in Kind]?: Lesson } = {
  worker: lesson('worker', ['approvalRate', 'approved', 'state', 'locale', 'requester'], (id, record) => ({
    kind: 'worker',
    id,
    value: record === undefined ? null : workerValue(record),
  })),
  qualification: lesson('qualification', ['state', 'value'], (id, record) => {
    const [worker, type] = splitPair(id);
    const held = record !== undefined && record.state.holding === 'held';
    return { kind: 'qualification', worker, type, value: held ? (record.value ?? null) : null };
  }),
  qualificationType: lesson('qualificationType', ['name'], (id, record) => ({
    kind: 'qualificationType',
    id,
    value: record === undefined ? null : { name: record.name },
  })),
  hitType: lesson(
    'hitType',
    [
      'requester',
      'requesterName',
      'title',
      'description',
      'keywords',
      'rewardMills',
      'assignmentDurationSeconds',
      'requirements',
    ],
    (id, record) =>
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
  ),
  hit: lesson(
    'hit',
    ['hitTypeId', 'state', 'maxAssignments', 'pending', 'submitted', 'completed', 'expired', 'createdAt'],
    (id, record) => ({ kind: 'hit', id, value: record === undefined ? null : hitValue(record) }),
  ),
  participation: lesson('participation', ['taken'], (id, record) => {
    const [worker, hit] = splitPair(id);
    return { kind: 'participation', worker, hit, value: record?.taken ?? false };
  }),
  block: lesson('block', [], (id, record) => {
    const [requester, worker] = splitPair(id);
    return { kind: 'block', requester, worker, value: record !== undefined };
  }),
};

function workerValue(
  record: Pick<Records['worker'], 'approvalRate' | 'approved' | 'state' | 'locale' | 'requester'>,
) {
  return {
    approvalRate: record.approvalRate,
    hitsApproved: record.approved,
    masters: record.state.masters === 'held',
    adult: record.state.adult === 'yes',
    locale: record.locale,
    ...(record.requester === undefined ? {} : { requester: record.requester }),
  };
}

function hitValue(
  record: Pick<
    Records['hit'],
    'hitTypeId' | 'state' | 'maxAssignments' | 'pending' | 'submitted' | 'completed' | 'expired' | 'createdAt'
  >,
) {
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

/** The fact that follows from a changed record; undefined where nothing changed that the index knows. */
export function factOf(kind: Kind, id: string, before: unknown, after: unknown): NewFact | undefined {
  const lesson = lessons[kind];
  if (!lesson || agree(before, after, lesson.members)) return undefined;
  const fact = lesson.fact(id, after as never);
  if (before === undefined || after === undefined) return fact;
  return isAlike(lesson.fact(id, before as never), fact) ? undefined : fact;
}

/** Equal as JSON would be, whatever the order of members. */
function isAlike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) =>
    isAlike((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]),
  );
}
