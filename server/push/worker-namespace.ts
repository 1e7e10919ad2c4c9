import type { Namespace, Socket } from 'socket.io';
import { Refused } from '../contract/errors.ts';
import { limits } from '../contract/limits.ts';
import type { WorkerAuth } from '../contract/schemas/sockets.ts';
import { workerAuth } from '../contract/schemas/sockets.ts';
import type { EdgeParts } from '../http/edge-parts.ts';
import { isDefect } from '../http/error-answer.ts';
import { readInput } from '../http/read-input.ts';
import { unknownWorker } from '../worker/reading.ts';
import { admitting, connecting, marketDeleted } from './connection.ts';
import type { AddressLimit } from './connection-limits.ts';
import { encodeEvent } from './frames.ts';
import type { Hubs } from './hubs.ts';
import type { MarketHub } from './market-hub.ts';
import { Outgoing } from './outgoing.ts';
import { emptySnapshot } from './snapshot.ts';
import { requestHandler } from './worker-requests.ts';
import { WorkerSession } from './worker-session.ts';

/** What the handshake settled, for the connection. */
interface Admitted {
  readonly auth: WorkerAuth;
  /** End of the token, wall time; undefined: it does not end. */
  readonly expiresAt: number | undefined;
}

/** Timers take 31 bits of milliseconds; a connection that outlives one is checked again then. */
const timerMaxMs = 2_147_483_647;

const resetReason = {
  code: 'MarketReset',
  message: 'The market was reset, and this worker is gone with what it held.',
};

/** Namespace `/worker`: one session for each connection. */
export function serveWorkers(
  namespace: Namespace,
  parts: EdgeParts,
  hubs: Hubs,
  addresses: AddressLimit,
): void {
  /** The hub that each session is at; a reset moves it. */
  const places = new Map<WorkerSession, MarketHub>();
  /** A client that asks twice for the namespace on one connection has one session: the newer. */
  const sessions = new WeakMap<Socket['conn'], WorkerSession>();

  namespace.use(
    admitting(async (socket) => {
      addresses.check(socket);
      socket.data = await admitted(parts, hubs, socket);
    }, parts.log),
  );

  namespace.on('connection', connecting(connect, parts.log));

  /** All up to the session's start is done at once: what the client asks right after connecting must find its handler. */
  async function connect(socket: Socket): Promise<void> {
    const { auth, expiresAt } = socket.data as Admitted;
    const hub = hubs.current(auth.market);
    refuseTooMany(hub, auth.worker);
    const outgoing = new Outgoing(socket, () => parts.log.warn({ worker: auth.worker }, 'slow client cut'));
    const session = new WorkerSession(outgoing, auth, parts.figures.inboxRead);
    leave(sessions.get(socket.conn));
    sessions.set(socket.conn, session);
    hub.join(session);
    places.set(session, hub);
    const stopTimer = whenExpired(parts.wallTime, expiresAt, () =>
      outgoing.close({ code: 'TokenExpired', message: "The worker's token has expired." }),
    );
    parts.figures.connected('/worker', 1);
    socket.once('disconnect', () => {
      stopTimer();
      parts.figures.connected('/worker', -1);
      leave(session);
    });
    const { log, figures, wallTime } = parts;
    const market = () => (places.get(session) ?? hub).market;
    const isCut = () => outgoing.cutIfSlow();
    socket.onAny(requestHandler({ worker: auth.worker, market, isCut, log, figures, wallTime }));
    await begin(session, hub, auth);
  }

  function leave(session: WorkerSession | undefined): void {
    if (!session) return;
    session.outgoing.mute();
    places.get(session)?.leave(session);
    places.delete(session);
  }

  async function begin(
    session: WorkerSession,
    hub: MarketHub,
    resume: Partial<WorkerAuth>,
    reset = false,
  ): Promise<void> {
    if (await session.start(hub.market, resume, reset)) return;
    session.outgoing.write([encodeEvent('/worker', 'snapshot', emptySnapshot(hub.market, session.worker))]);
    session.outgoing.close(resetReason);
  }

  hubs.onReplaced((from, to) => {
    for (const session of from.sessions()) {
      from.leave(session);
      session.pause();
      if (!to) {
        places.delete(session);
        session.outgoing.close(marketDeleted);
        continue;
      }
      to.join(session);
      places.set(session, to);
      begin(session, to, {}, true).catch((error: unknown) => {
        if (isDefect(error)) parts.log.error({ err: error }, 'reset');
        session.outgoing.cut('the state of the market could not be read');
      });
    }
  });
}

async function admitted(parts: EdgeParts, hubs: Hubs, socket: Socket): Promise<Admitted> {
  const auth = readInput(workerAuth, socket.handshake.auth, 'auth');
  const expiresAt = await authorised(parts, auth);
  const hub = await hubs.of(auth.market);
  const { market } = hub;
  await market.settle(market.now());
  if (!market.index.hasWorker(auth.worker)) throw unknownWorker(auth.worker);
  refuseTooMany(hub, auth.worker);
  return { auth, expiresAt };
}

/** With `--auth on` the token must be of this worker in this market. */
async function authorised(parts: EdgeParts, auth: WorkerAuth): Promise<number | undefined> {
  if (parts.config.auth === 'off') return undefined;
  if (auth.token === undefined) throw new Refused('Unauthorized', "A worker's token is needed: auth.token.");
  const identity = await parts.tokens.verify(auth.token);
  if (identity.worker !== auth.worker || identity.market !== auth.market)
    throw new Refused('Forbidden', 'The token is of another worker or another market.');
  return identity.expiresAt;
}

function refuseTooMany(hub: MarketHub, worker: string): void {
  if (hub.connectionsOf(worker) < limits.connectionsPerWorkerMax) return;
  throw new Refused('TooManyRequests', `One worker may hold ${limits.connectionsPerWorkerMax} connections.`, {
    allowed: limits.connectionsPerWorkerMax,
  });
}

function whenExpired(wallTime: () => number, expiresAt: number | undefined, expired: () => void): () => void {
  if (expiresAt === undefined) return () => {};
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    const left = expiresAt - wallTime();
    if (left <= 0) expired();
    else timer = setTimeout(wait, Math.min(left, timerMaxMs)).unref();
  };
  wait();
  return () => clearTimeout(timer);
}
