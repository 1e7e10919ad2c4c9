import type { Access } from '../contract/entities.ts';
import type { AddressedName, AddressedPushes } from '../contract/events.ts';
import type { Assignment } from '../contract/schemas/assignment.ts';
import type { Group } from '../contract/schemas/group.ts';
import type { Qualification, QualificationRequest } from '../contract/schemas/qualification.ts';
import type { Snapshot, VisibilityName } from '../contract/schemas/sockets.ts';
import type { Numbered, Visibility } from '../contract/socket-events.ts';

/** What a worker's client knows: a snapshot with every push since then folded in. Never changed in place. */
export interface WorkerState {
  readonly worker: Snapshot['worker'];
  /** By type. */
  readonly qualifications: ReadonlyMap<string, Qualification>;
  /** By id: answering or pending. */
  readonly requests: ReadonlyMap<string, QualificationRequest>;
  /** By id: accepted or submitted. */
  readonly assignments: ReadonlyMap<string, Assignment>;
  /** By HIT type. Those beyond the snapshot's limit are not in it until something happens to them. */
  readonly groups: ReadonlyMap<string, Group>;
  /** Where to resume: the last number of the inbox that is folded in, and the inbox's epoch. */
  readonly seq: number;
  readonly epoch: string;
  /** The position and market time of what was folded last. */
  readonly feed: number;
  readonly at: string;
}

export function stateOf(snapshot: Snapshot): WorkerState {
  const { worker, seq, epoch, feed, at } = snapshot;
  const byId = <T extends { id: string }>(list: readonly T[]) => new Map(list.map((each) => [each.id, each]));
  return {
    worker,
    qualifications: new Map(snapshot.qualifications.map((each) => [each.type, each])),
    requests: byId(snapshot.requests),
    assignments: byId(snapshot.assignments),
    groups: new Map(snapshot.groups.map((group) => [group.hitTypeId, group])),
    seq,
    epoch,
    feed,
    at,
  };
}

/** The pushes that change a worker's state, by name. */
export type FoldedPush =
  | {
      [N in AddressedName]: { readonly name: N; readonly push: AddressedPushes[N] & Numbered };
    }[AddressedName]
  | { readonly name: VisibilityName; readonly push: Visibility };

/** The state after a push. */
export function fold(state: WorkerState, { name, push }: FoldedPush): WorkerState {
  const placed = { ...state, feed: push.feed, at: push.at };
  if ('seq' in push) return { ...placed, ...folded(state, name as AddressedName, push), seq: push.seq };
  return { ...placed, groups: foldedGroups(state.groups, push as Visibility) };
}

function foldedGroups(groups: WorkerState['groups'], push: Visibility): WorkerState['groups'] {
  const next = new Map(groups);
  const known = push.group ?? groups.get(push.hitTypeId);
  if (push.access === 'none') next.delete(push.hitTypeId);
  else if (known) next.set(push.hitTypeId, { ...known, access: push.access as Access });
  return next;
}

type Folded = Partial<Pick<WorkerState, 'worker' | 'qualifications' | 'requests' | 'assignments'>>;

function folded(state: WorkerState, name: AddressedName, push: Numbered & object): Folded {
  const [subject] = name.split(':');
  switch (subject) {
    case 'qualification':
      return foldedQualification(state, name, push as AddressedPushes['qualification:granted'] & Numbered);
    case 'request':
      return foldedRequest(state, name, push as AddressedPushes['request:pending'] & Numbered);
    case 'assignment':
      return foldedAssignment(state, name, push as AddressedPushes['assignment:accepted'] & Numbered);
    case 'system':
      return {
        worker: { ...state.worker, ...systemMember(push as AddressedPushes['system:changed'] & Numbered) },
      };
    default:
      return {};
  }
}

function foldedQualification(
  state: WorkerState,
  name: AddressedName,
  push: AddressedPushes['qualification:granted'] & Numbered,
): Folded {
  const qualifications = new Map(state.qualifications);
  if (name === 'qualification:revoked') {
    qualifications.delete(push.type);
    return { qualifications };
  }
  const held = qualifications.get(push.type);
  const grantedAt = held?.grantedAt ?? push.at;
  qualifications.set(push.type, { type: push.type, name: push.name, value: push.value, grantedAt });
  if (push.request === undefined) return { qualifications };
  const requests = new Map(state.requests);
  requests.delete(push.request);
  return { qualifications, requests };
}

function foldedRequest(
  state: WorkerState,
  name: AddressedName,
  push: AddressedPushes['request:pending'] & Numbered,
): Folded {
  const requests = new Map(state.requests);
  const { id, type, at } = push;
  if (name === 'request:pending')
    requests.set(id, { id, type, state: 'pending', requestedAt: requests.get(id)?.requestedAt ?? at });
  else requests.delete(id);
  return { requests };
}

function foldedAssignment(
  state: WorkerState,
  name: AddressedName,
  push: AddressedPushes['assignment:accepted'] & Numbered,
): Folded {
  const assignments = new Map(state.assignments);
  const { assignment: id, hit, hitTypeId, at } = push;
  const known = assignments.get(id);
  if (name === 'assignment:accepted') {
    const { deadline = at, reward = '0.00' } = push;
    const worker = state.worker.id;
    assignments.set(id, { id, hit, hitTypeId, worker, status: 'Accepted', acceptedAt: at, deadline, reward });
  } else if (name === 'assignment:submitted' && known) {
    assignments.set(id, { ...known, status: 'Submitted', submittedAt: at });
  } else if (name !== 'assignment:submitted') {
    assignments.delete(id);
  }
  return { assignments };
}

/** The member of the worker that a system value is shown in. */
function systemMember({ name, value }: AddressedPushes['system:changed']): Partial<WorkerState['worker']> {
  switch (name) {
    case 'Worker_PercentAssignmentsApproved':
      return { approvalRate: Number(value) };
    case 'Worker_NumberHITsApproved':
      return { hitsApproved: Number(value), approved: Number(value) };
    case 'Worker_Adult':
      return { adult: value === 1 };
    case 'Masters':
      return { masters: value !== null && value !== 0 };
    case 'Worker_Locale':
      return typeof value === 'object' && value !== null ? { locale: value } : {};
    default:
      return {};
  }
}
