import type { DashboardEvent } from '../../server/contract/schemas/sockets.ts';
import { plural, tail } from '../parts/format.ts';
import { systemName, systemValue } from '../parts/system-names.ts';

/** How an event of the feed is shown: what kind of thing it is, and a sentence. */
export interface Described {
  readonly tone: 'good' | 'bad' | 'plain' | 'work';
  readonly label: string;
  readonly text: string;
}

type Telling = (event: Members) => string;
type Members = Readonly<Record<string, unknown>>;

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const system = ({ name }: Members, value: unknown) => systemValue(text(name), value);
const worker = (event: Members) => (event.worker === undefined ? 'A worker' : `Worker ${text(event.worker)}`);
const named = (event: Members) => `“${text(event.name) || tail(text(event.qualificationType))}”`;
const hit = (event: Members) => `HIT ${tail(text(event.hit))}`;
const because = (event: Members) => (text(event.reason) === '' ? '' : `: ${text(event.reason)}`);
const workers = (event: Members, one: string, many: string) => {
  const number = Number(event.workers ?? 1);
  return `${plural(number, 'worker')} ${number === 1 ? one : many}`;
};
const groupOf = (event: Members) => `group ${tail(text(event.hitTypeId))}`;

const tellings: Readonly<Record<string, readonly [Described['tone'], label: string, Telling]>> = {
  'qualification:granted': [
    'good',
    'granted',
    (e) => `${worker(e)} was granted ${named(e)} with ${text(e.value)}`,
  ],
  'qualification:updated': [
    'plain',
    'updated',
    (e) => `${worker(e)} now has ${text(e.value)} in ${named(e)}`,
  ],
  'qualification:revoked': ['bad', 'revoked', (e) => `${worker(e)} lost ${named(e)}${because(e)}`],
  'request:asked': [
    'plain',
    'test',
    (e) => `${worker(e)} began the test of ${tail(text(e.qualificationType))}`,
  ],
  'request:resumed': [
    'plain',
    'test',
    (e) => `${worker(e)} went on with the test of ${tail(text(e.qualificationType))}`,
  ],
  'request:pending': [
    'plain',
    'pending',
    (e) => `${worker(e)} waits for type ${tail(text(e.qualificationType))}`,
  ],
  'request:granted': ['good', 'request', (e) => `${worker(e)}’s request was granted`],
  'request:rejected': ['bad', 'rejected', (e) => `${worker(e)}’s request was rejected${because(e)}`],
  'request:expired': ['bad', 'expired', (e) => `${worker(e)}’s test time ran out`],
  'system:changed': [
    'plain',
    'standing',
    (e) => `${worker(e)}’s ${systemName(text(e.name))}: ${system(e, e.previous)} → ${system(e, e.value)}`,
  ],
  'hit:visible': ['good', 'visible', (e) => `${workers(e, 'now sees', 'now see')} ${groupOf(e)}`],
  'hit:changed': ['plain', 'access', (e) => `${workers(e, 'has', 'have')} other access to ${groupOf(e)}`],
  'hit:hidden': ['bad', 'hidden', (e) => `${workers(e, 'no longer sees', 'no longer see')} ${groupOf(e)}`],
  'hit:created': ['plain', 'posted', (e) => `${hit(e)} was posted in ${groupOf(e)}`],
  'hit:expired': ['plain', 'expired', (e) => `${hit(e)} expired`],
  'hit:reviewable': ['plain', 'reviewable', (e) => `${hit(e)} can be reviewed`],
  'hit:disposed': ['plain', 'disposed', (e) => `${hit(e)} was disposed of`],
  'assignment:accepted': ['work', 'accepted', (e) => `${worker(e)} accepted ${hit(e)}`],
  'assignment:submitted': ['work', 'finished', (e) => `${worker(e)} finished ${hit(e)}`],
  'assignment:approved': ['good', 'approved', (e) => `${worker(e)}’s work on ${hit(e)} was approved`],
  'assignment:rejected': ['bad', 'rejected', (e) => `${worker(e)}’s work on ${hit(e)} was rejected`],
  'assignment:returned': ['plain', 'returned', (e) => `${worker(e)} returned ${hit(e)}`],
  'assignment:abandoned': ['bad', 'abandoned', (e) => `${worker(e)} ran out of time on ${hit(e)}`],
  'worker:blocked': ['bad', 'blocked', (e) => `${worker(e)} was blocked${because(e)}`],
  'worker:unblocked': ['good', 'unblocked', (e) => `${worker(e)} is no longer blocked`],
  bonus: ['good', 'bonus', (e) => `${worker(e)} got a bonus of $${text(e.amount)}`],
  message: ['plain', 'message', (e) => `${worker(e)} got a message: ${text(e.subject)}`],
};

/** Bookkeeping that tells a reader nothing: people's plans, deliveries, tokens. */
const untold: readonly string[] = [
  'agent:planned',
  'outbox:changed',
  'token:used',
  'hit-type:created',
  'worker:changed',
];

export const isTold = ({ type }: Pick<DashboardEvent, 'type'>): boolean => !untold.includes(type);

export function describeEvent(event: DashboardEvent): Described {
  const telling = tellings[event.type];
  if (telling === undefined) return { tone: 'plain', label: event.type, text: subjectOf(event) };
  const [tone, label, tell] = telling;
  return { tone, label, text: tell(event) };
}

/** Of events that have no sentence: whom or what they concern. */
function subjectOf(event: Members): string {
  const names = ['worker', 'hit', 'hitTypeId', 'qualificationType', 'requester', 'entry'] as const;
  return names
    .flatMap((name) => (event[name] === undefined ? [] : [`${name} ${text(event[name])}`]))
    .join(', ');
}
