import type { IncomingHttpHeaders } from 'node:http';
import type { ServeConfig } from '../config.ts';
import { isLoopback } from '../config.ts';
import { Refused } from '../contract/errors.ts';

/** What no route of ours takes, whoever asks; the Requester API is protected by its own headers. */

export interface Guard {
  /** Throws for a foreign Host on a loopback server, and for an Origin that is neither ours, loopback nor allowed. */
  check(headers: IncomingHttpHeaders): void;
  /** The Host alone: for the form posts of pages, which come from anywhere. */
  checkHost(headers: IncomingHttpHeaders): void;
  /** Whether answers to this origin carry the headers that let its pages read them. */
  isAllowedOrigin(origin: string): boolean;
}

/** `contentPort` is known once the server listens; HTMLQuestion pages come from it and must not reach our API. */
export function createGuard(config: Pick<ServeConfig, 'host' | 'origin'>, contentPort: () => number): Guard {
  const loopbackServer = isLoopback(config.host);
  const allowed = new Set(config.origin.map((origin) => origin.replace(/\/$/, '').toLowerCase()));

  function checkHost({ host }: IncomingHttpHeaders): void {
    if (!loopbackServer || host === undefined || isLoopback(hostName(host))) return;
    throw new Refused(
      'Forbidden',
      `The Host header names ${host}: this server answers to loopback names alone.`,
    );
  }

  function isOurs(origin: string, host: string | undefined): boolean {
    return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
  }

  function isAllowedOrigin(origin: string): boolean {
    if (allowed.has(origin)) return true;
    const url = URL.canParse(origin) ? new URL(origin) : undefined;
    if (url === undefined || !isLoopback(hostName(url.host))) return false;
    return Number(url.port) !== contentPort();
  }

  return {
    checkHost,
    isAllowedOrigin,
    check(headers) {
      checkHost(headers);
      const origin = headers.origin?.toLowerCase();
      if (origin === undefined || isOurs(origin, headers.host?.toLowerCase()) || isAllowedOrigin(origin))
        return;
      throw new Refused('Forbidden', `The origin ${headers.origin} is not allowed: --origin would allow it.`);
    },
  };
}

/** `[::1]:8080` and `localhost:8080` without port and brackets. */
function hostName(host: string): string {
  return host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
}

export function refuseOtherContent(type: string | undefined): void {
  if (type !== undefined && /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) return;
  throw new Refused(
    'UnsupportedMediaType',
    `The body is ${type ?? 'of no stated type'}: this route takes application/json.`,
    { allowed: 'application/json' },
  );
}
