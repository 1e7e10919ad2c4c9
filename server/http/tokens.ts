import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ServeConfig } from '../config.ts';
import { Refused } from '../contract/errors.ts';

/** Who asks: the holder of the admin key, or one worker of one market until `expiresAt` (wall time, epoch ms). */
export type Identity =
  | { readonly kind: 'admin' }
  | { readonly kind: 'worker'; readonly market: string; readonly worker: string; readonly expiresAt: number };

export interface Tokens {
  /** Who shows this Authorization header; throws Unauthorized without one, Forbidden for a wrong one. With `--auth off` all are admins. */
  identify(authorization: string | undefined): Promise<Identity>;
  /** As `identify` where that takes no work: with `--auth off`, the admin key, a token seen before. */
  identifyNow(authorization: string | undefined): Identity | undefined;
  /** Who shows this worker's token. */
  verify(token: string): Promise<Identity & { readonly kind: 'worker' }>;
  issue(
    of: { market: string; worker: string },
    ttlSeconds: number,
  ): Promise<{ token: string; expiresAt: number }>;
  isAdminKey(key: string): boolean;
}

const admin: Identity = { kind: 'admin' };
const issuer = 'turksim';
const algorithm = 'HS256';
/** Verified tokens that are remembered, so that a check costs no second verification. */
const rememberedMax = 10_000;

export function createTokens(config: Pick<ServeConfig, 'auth' | 'adminKey'>, wallTime: () => number): Tokens {
  const secret = secretOf(config.adminKey);
  const remembered = new Map<string, Identity & { kind: 'worker' }>();

  const isAdminKey = (key: string): boolean =>
    config.adminKey !== undefined && sameText(key, config.adminKey);

  async function verify(token: string): Promise<Identity & { kind: 'worker' }> {
    const known = remembered.get(token);
    if (known) return current(known, wallTime());
    const { jwtVerify } = await import('jose');
    const options = { issuer, algorithms: [algorithm], currentDate: new Date(wallTime()) };
    const { payload } = await jwtVerify(token, secret, options).catch((error: unknown) => {
      throw wrongToken(error);
    });
    const { sub, exp, market } = payload;
    if (typeof sub !== 'string' || typeof exp !== 'number' || typeof market !== 'string') throw wrongToken();
    const identity = { kind: 'worker', market, worker: sub, expiresAt: exp * 1000 } as const;
    if (remembered.size >= rememberedMax) remembered.clear();
    remembered.set(token, identity);
    return identity;
  }

  function identifyNow(authorization: string | undefined): Identity | undefined {
    if (config.auth === 'off') return admin;
    const key = bearerOf(authorization);
    const known = remembered.get(key);
    if (known) return current(known, wallTime());
    return isAdminKey(key) ? admin : undefined;
  }

  return {
    isAdminKey,
    verify,
    identifyNow,
    async identify(authorization) {
      return identifyNow(authorization) ?? verify(bearerOf(authorization));
    },
    async issue({ market, worker }, ttlSeconds) {
      const { SignJWT } = await import('jose');
      const issuedAt = Math.floor(wallTime() / 1000);
      // Tokens count whole seconds: rather the broken one more than one less than asked for.
      const expires = Math.ceil(wallTime() / 1000) + ttlSeconds;
      const token = await new SignJWT({ market })
        .setProtectedHeader({ alg: algorithm })
        .setIssuer(issuer)
        .setSubject(worker)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expires)
        .sign(secret);
      return { token, expiresAt: expires * 1000 };
    },
  };
}

/** The same on all servers that have the same admin key, and after a restart. */
function secretOf(adminKey: string | undefined): Uint8Array {
  if (adminKey === undefined) return randomBytes(32);
  return createHmac('sha256', adminKey).update('turksim worker tokens').digest();
}

function bearerOf(authorization: string | undefined): string {
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  throw new Refused(
    'Unauthorized',
    'This route needs a bearer token: the admin key, or a token of the worker concerned.',
  );
}

function current<I extends Identity & { kind: 'worker' }>(identity: I, wall: number): I {
  if (identity.expiresAt > wall) return identity;
  throw wrongToken(new Error('it has expired'));
}

function wrongToken(cause?: unknown): Refused {
  if (!(cause instanceof Error)) return new Refused('Forbidden', 'The token is not valid.');
  // What a mistyped admin key comes to.
  const isToken = (cause as { code?: unknown }).code !== 'ERR_JWS_INVALID';
  const why = isToken ? cause.message : "it is neither the admin key nor a worker's token";
  return new Refused('Forbidden', `The token is not valid: ${why}.`);
}

/** Hashes first, so that neither length nor content shows in the time that it takes. */
function sameText(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

export function notYours(): Refused {
  return new Refused(
    'Forbidden',
    "A worker's token opens that worker's own routes alone; this one needs the admin key.",
  );
}
