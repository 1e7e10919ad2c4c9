import type { AddressedName } from '../../server/contract/events.ts';
import { systemName, systemValue } from '../parts/system-names.ts';

export interface Told {
  readonly tone: 'good' | 'bad' | 'plain';
  readonly text: string;
}

type Members = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => String(value ?? 'none');
const system = ({ name }: Members, value: unknown) => systemValue(text(name), value);
const because = ({ reason }: Members) => (reason === undefined || reason === '' ? '.' : `: ${text(reason)}`);
const said = ({ feedback }: Members) => (feedback === undefined ? '.' : `: ${text(feedback)}`);

const tellings: Readonly<Record<AddressedName, readonly [Told['tone'], (push: Members) => string]>> = {
  'qualification:granted': [
    'good',
    (p) => `You were granted “${text(p.name)}” with the value ${text(p.value)}.`,
  ],
  'qualification:updated': ['plain', (p) => `Your value in “${text(p.name)}” is now ${text(p.value)}.`],
  'qualification:revoked': ['bad', (p) => `“${text(p.name)}” was taken from you${because(p)}`],
  'request:pending': ['plain', () => 'Your request for a Qualification waits for the requester.'],
  'request:rejected': ['bad', (p) => `Your request for a Qualification was rejected${because(p)}`],
  'request:expired': ['bad', () => 'The time of your test ran out.'],
  'system:changed': [
    'plain',
    (p) => `Your ${systemName(text(p.name))} went from ${system(p, p.previous)} to ${system(p, p.value)}.`,
  ],
  'assignment:accepted': ['plain', () => 'You accepted a HIT.'],
  'assignment:submitted': ['plain', () => 'You submitted your work.'],
  'assignment:returned': ['plain', () => 'You returned a HIT.'],
  'assignment:approved': ['good', (p) => `Your work was approved for $${text(p.reward)}${said(p)}`],
  'assignment:rejected': ['bad', (p) => `Your work was rejected${said(p)}`],
  'assignment:abandoned': ['bad', () => 'The time of an accepted HIT ran out.'],
  bonus: ['good', (p) => `You got a bonus of $${text(p.amount)}${because(p)}`],
  message: ['plain', (p) => `${text(p.from)} wrote: ${text(p.subject)}`],
};

/** A sentence for the worker. */
export function tellPush(name: string, push: object): Told {
  const telling = tellings[name as AddressedName];
  if (telling === undefined) return { tone: 'plain', text: name };
  return { tone: telling[0], text: telling[1](push as Members) };
}
