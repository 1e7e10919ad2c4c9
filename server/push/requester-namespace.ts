import type { Namespace, Socket } from 'socket.io';
import { Refused } from '../contract/errors.ts';
import { requesterAuth } from '../contract/schemas/sockets.ts';
import type { RequesterPushName } from '../contract/socket-events.ts';
import { requesterPushNames } from '../contract/socket-events.ts';
import type { EdgeParts } from '../http/edge-parts.ts';
import { readInput } from '../http/read-input.ts';
import { verifySignature } from '../http/sigv4.ts';
import type { FeedCommit } from '../store/store.ts';
import { admitting, connecting, marketDeleted, noRequests } from './connection.ts';
import type { AddressLimit } from './connection-limits.ts';
import type { Frame } from './frames.ts';
import { encodeEvent } from './frames.ts';
import type { Hubs } from './hubs.ts';
import { Outgoing } from './outgoing.ts';
import { requesterPush } from './wire-events.ts';

const names: ReadonlySet<string> = new Set<RequesterPushName>(requesterPushNames);

/** The sockets of a market's requesters, and what waits for each until the tick is over. */
class RequesterSockets {
  readonly #sockets = new Map<string, Set<Outgoing>>();
  #waiting = new Map<Outgoing, Frame[]>();

  add(requester: string, outgoing: Outgoing): void {
    const sockets = this.#sockets.get(requester) ?? new Set();
    this.#sockets.set(requester, sockets.add(outgoing));
  }

  remove(requester: string, outgoing: Outgoing): void {
    const sockets = this.#sockets.get(requester);
    sockets?.delete(outgoing);
    if (sockets?.size === 0) this.#sockets.delete(requester);
    this.#waiting.delete(outgoing);
  }

  take(commit: FeedCommit): void {
    for (const [offset, event] of commit.events.entries()) {
      if (event.requester === undefined || !names.has(event.type)) continue;
      const sockets = this.#sockets.get(event.requester);
      if (!sockets) continue;
      const frame = encodeEvent('/requester', event.type, requesterPush(event, commit.first + offset));
      for (const outgoing of sockets) this.#give(outgoing, frame);
    }
  }

  #give(outgoing: Outgoing, frame: Frame): void {
    if (this.#waiting.size === 0) setImmediate(() => this.#flush());
    const frames = this.#waiting.get(outgoing);
    if (frames) frames.push(frame);
    else this.#waiting.set(outgoing, [frame]);
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const [outgoing, frames] of waiting) outgoing.write(frames);
  }

  all(): Outgoing[] {
    return [...this.#sockets.values()].flatMap((sockets) => [...sockets]);
  }
}

/** Namespace `/requester`: what workers and time do to a requester's HITs and types. */
export function serveRequesters(
  namespace: Namespace,
  parts: EdgeParts,
  hubs: Hubs,
  addresses: AddressLimit,
): void {
  const byMarket = new Map<string, RequesterSockets>();

  function socketsOf(market: string): RequesterSockets {
    const known = byMarket.get(market);
    if (known) return known;
    const hub = hubs.current(market);
    const sockets = new RequesterSockets();
    byMarket.set(market, sockets);
    hub.listen((commit) => sockets.take(commit));
    return sockets;
  }

  hubs.onReplaced((from, to) => {
    const sockets = byMarket.get(from.market.id);
    if (to && sockets) to.listen((commit) => sockets.take(commit));
    if (to || !sockets) return;
    byMarket.delete(from.market.id);
    for (const outgoing of sockets.all()) outgoing.close(marketDeleted);
  });

  namespace.use(
    admitting(async (socket) => {
      addresses.check(socket);
      const auth = readInput(requesterAuth, socket.handshake.auth, 'auth');
      authorise(parts, socket, auth);
      await hubs.of(auth.market);
      socket.data = auth;
    }, parts.log),
  );

  namespace.on(
    'connection',
    connecting((socket: Socket) => {
      const { market, accessKeyId } = socket.data as { market: string; accessKeyId: string };
      const sockets = socketsOf(market);
      const outgoing = new Outgoing(socket, () =>
        parts.log.warn({ requester: accessKeyId }, 'slow client cut'),
      );
      sockets.add(accessKeyId, outgoing);
      parts.figures.connected('/requester', 1);
      socket.onAny(noRequests);
      socket.once('disconnect', () => {
        sockets.remove(accessKeyId, outgoing);
        parts.figures.connected('/requester', -1);
      });
    }, parts.log),
  );
}

/** With `--auth on`: a signature of `GET /requester` with no header but Host and X-Amz-Date. */
function authorise(
  parts: EdgeParts,
  socket: Socket,
  auth: { accessKeyId: string; date?: string | undefined; signature?: string | undefined },
): void {
  if (parts.keys === undefined) return;
  const { accessKeyId, date, signature } = auth;
  if (date === undefined || signature === undefined)
    throw new Refused(
      'Unauthorized',
      'A signature of GET /requester is needed: auth.date and auth.signature.',
    );
  const { host = '' } = socket.handshake.headers;
  verifySignature(
    {
      method: 'GET',
      path: '/requester',
      headers: new Map([
        ['host', host],
        ['x-amz-date', date],
      ]),
      body: new Uint8Array(),
    },
    {
      accessKeyId,
      date: date.slice(0, 8),
      region: 'us-east-1',
      service: 'mturk-requester',
      terminator: 'aws4_request',
      signedHeaders: ['host', 'x-amz-date'],
      signature,
    },
    parts.keys,
    parts.wallTime(),
  );
}
