import { createHash, createHmac } from 'node:crypto';

/** Signs as programs do that have no SDK, from the published description of Signature Version 4. */
export interface Signing {
  readonly accessKeyId: string;
  readonly secret: string;
  /** POST unless said otherwise. */
  readonly method?: string;
  readonly path?: string;
  readonly body: string;
  /** In lower case; `host` and `x-amz-date` or `date` among them. All of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of the scope. */
  readonly region?: string;
  readonly service?: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly instant: string;
}

export function authorization(signing: Signing): string {
  const {
    accessKeyId,
    secret,
    method = 'POST',
    path = '/',
    body,
    headers,
    region = 'us-east-1',
    instant,
  } = signing;
  const service = signing.service ?? 'mturk-requester';
  const names = Object.keys(headers).sort();
  const canonical = [
    method,
    path,
    '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    hash(body),
  ].join('\n');
  const day = instant.slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${instant}\n${scope}\n${hash(canonical)}`;
  let key: Buffer | string = `AWS4${secret}`;
  for (const part of [day, region, service, 'aws4_request']) key = hmac(key, part);
  const signature = hmac(key, toSign).toString('hex');
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
}

/** `20260102T030405Z` */
export function amzInstant(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
