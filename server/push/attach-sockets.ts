import type { Server, ServerOptions } from 'socket.io';
import { Refused } from '../contract/errors.ts';
import { limits } from '../contract/limits.ts';
import type { EdgeParts } from '../http/edge-parts.ts';
import { admitting } from './connection.ts';
import { AddressLimit } from './connection-limits.ts';
import { Hubs } from './hubs.ts';
import { serveDashboards } from './market-namespace.ts';
import { serveRequesters } from './requester-namespace.ts';
import { serveWorkers } from './worker-namespace.ts';

/** How long a connection may stay without a namespace: refused clients that don't leave by themselves. */
const connectTimeoutMs = 10_000;
/** A half-open connection is found within ping interval and timeout together. */
const pingIntervalMs = 25_000;
const pingTimeoutMs = 20_000;

/** No compression: frames are built once for many sockets, and it would cost memory for each. */
export function socketOptions({ guard }: Pick<EdgeParts, 'guard'>): Partial<ServerOptions> {
  return {
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: limits.messageBytesMax,
    connectTimeout: connectTimeoutMs,
    pingInterval: pingIntervalMs,
    pingTimeout: pingTimeoutMs,
    allowRequest: (request, decide) => {
      try {
        guard.check(request.headers);
        decide(null, true);
      } catch (error) {
        decide(error instanceof Refused ? error.message : 'refused', false);
      }
    },
    cors: {
      origin: (origin, decide) =>
        decide(null, origin === undefined || guard.isAllowedOrigin(origin.toLowerCase())),
    },
  };
}

export interface Sockets {
  close(): Promise<void>;
}

/** Serves all namespaces on `io`. */
export function attachSockets(io: Server, parts: EdgeParts): Sockets {
  const hubs = new Hubs(parts);
  const addresses = new AddressLimit(io, parts.config.connectionsPerAddress);
  io.use(
    admitting(async () => {
      throw new Refused(
        'NotFound',
        'There is nothing in this namespace: use /worker, /requester or /market.',
      );
    }, parts.log),
  );
  serveWorkers(io.of('/worker'), parts, hubs, addresses);
  serveRequesters(io.of('/requester'), parts, hubs, addresses);
  serveDashboards(io.of('/market'), parts, hubs, addresses);
  return {
    async close() {
      hubs.close();
      await io.close();
    },
  };
}
