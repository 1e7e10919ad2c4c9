import { type ReadonlySignal, signal } from '@preact/signals';
import { io, type Socket } from 'socket.io-client';
import {
  type NoRequests,
  type RequesterPush,
  type RequesterPushes,
  requesterPushNames,
} from '../../server/contract/socket-events.ts';
import { type Account, call } from '../api/requester-api.ts';
import { sign } from '../api/sign.ts';
import { requesterSecret } from '../app/keys.ts';
import { wallNow } from '../app/wall-clock.ts';
import { followLink, type LinkState } from './link.ts';

/** A requester's connection for as long as its pages are shown. */
export interface RequesterLive extends Account {
  readonly link: ReadonlySignal<LinkState>;
  /** Rises when something happened to the account's HITs or requests: what shows them reads them again. */
  readonly changes: ReadonlySignal<number>;
  /** Calls an operation; what it changes is read again at once. */
  call<Output = unknown>(operation: string, input: object): Promise<Output>;
  /** Several calls that change things, counted as one. */
  changed(): void;
  /** HITs of which something was pushed since this was last asked; undefined: any may have changed. */
  takeTouched(): readonly string[] | undefined;
  close(): void;
}

/** How long pushes are gathered before pages read again. */
const gatherMs = 700;

export function openRequesterLive(account: Account): RequesterLive {
  const { market, accessKeyId } = account;
  const socket: Socket<RequesterPushes, NoRequests> = io('/requester', {
    auth: (give) => {
      handshake(account).then(give, () => give({ market, accessKeyId }));
    },
  });
  const changes = signal(0);
  let touched: Set<string> | undefined;
  let isWaiting = false;
  const gather = ({ hit }: RequesterPush) => {
    if (hit !== undefined) touched?.add(hit);
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      changes.value++;
    }, gatherMs);
  };
  const changed = () => {
    touched = undefined;
    changes.value++;
  };
  for (const name of requesterPushNames) socket.on(name, gather);
  // What was missed while the connection was gone is not told again.
  socket.on('connect', () => changed());
  return {
    market,
    accessKeyId,
    link: followLink(socket),
    changes,
    changed,
    call: (operation, input) => call(account, operation, input),
    takeTouched() {
      const taken = touched && [...touched];
      touched = new Set();
      return taken;
    },
    close: () => socket.disconnect(),
  };
}

/** With a secret the connection is signed as `GET /requester`. */
async function handshake({ market, accessKeyId }: Account): Promise<object> {
  const secret = requesterSecret.peek();
  if (secret === '') return { market, accessKeyId };
  const request = { method: 'GET', path: '/requester', headers: {}, body: '' } as const;
  const { date, signature } = await sign({ accessKeyId, secret }, request, wallNow());
  return { market, accessKeyId, date, signature };
}
