/** Signature Version 4 by the browser's own cryptography, for servers with `--auth on`. */

export interface SigningKey {
  readonly accessKeyId: string;
  readonly secret: string;
}

export interface ToSign {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Besides Host, which is the page's. Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Signed {
  /** `YYYYMMDDTHHMMSSZ`, for X-Amz-Date. */
  readonly date: string;
  readonly scope: string;
  readonly signedHeaders: string;
  /** Hexadecimal. */
  readonly signature: string;
}

const service = 'mturk-requester';
const region = 'us-east-1';
const text = new TextEncoder();

/** `wall`: epoch ms of now. */
export async function sign(key: SigningKey, request: ToSign, wall: number): Promise<Signed> {
  if (globalThis.crypto?.subtle === undefined)
    throw new Error('This browser signs on https or localhost alone: open turksim by one of these.');
  const date = new Date(wall).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = date.slice(0, 8);
  const headers = { ...request.headers, host: location.host, 'x-amz-date': date };
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    request.path,
    '',
    ...names.map((name) => `${name}:${headers[name as keyof typeof headers]}`),
    '',
    names.join(';'),
    await sha256(request.body),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, await sha256(canonical)].join('\n');
  let derived: Uint8Array<ArrayBuffer> = text.encode(`AWS4${key.secret}`);
  for (const part of [day, region, service, 'aws4_request', toSign]) derived = await hmac(derived, part);
  return { date, scope, signedHeaders: names.join(';'), signature: hex(derived) };
}

async function sha256(value: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', text.encode(value))));
}

async function hmac(key: Uint8Array<ArrayBuffer>, value: string): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, text.encode(value)));
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
