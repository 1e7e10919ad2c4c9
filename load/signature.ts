import { hmac, sha256 } from 'k6/crypto';
import http, { type RefinedResponse } from 'k6/http';
import { market, serverUrl } from './target.ts';

/** Calls of the Requester API, signed as the AWS SDKs sign them (Signature Version 4), so that `--auth on` works too. */

const accessKeyId = __ENV.TURKSIM_ACCESS_KEY_ID ?? 'LOADREQUESTER00';
const secretKey = __ENV.TURKSIM_SECRET_ACCESS_KEY ?? 'secret';
const region = 'us-east-1';
const service = 'mturk-requester';
const path = market === 'default' ? '/' : `/markets/${market}/`;
const host = serverUrl.replace(/^https?:\/\//, '');
const signedHeaders = 'content-type;host;x-amz-date;x-amz-target';

/** Sends one operation; its request counts under the operation's name. */
export function call(operation: string, input: object): RefinedResponse<'text'> {
  const target = `MTurkRequesterServiceV20170117.${operation}`;
  const body = JSON.stringify(input);
  return http.post(`${serverUrl}${path}`, body, {
    headers: signed(target, body, amzDate(new Date())),
    tags: { name: operation },
    responseType: 'text',
  });
}

function signed(target: string, body: string, date: string): Record<string, string> {
  const day = date.slice(0, 8);
  const contentType = 'application/x-amz-json-1.1';
  const canonical = [
    'POST',
    path,
    '',
    `content-type:${contentType}`,
    `host:${host}`,
    `x-amz-date:${date}`,
    `x-amz-target:${target}`,
    '',
    signedHeaders,
    sha256(body, 'hex'),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical, 'hex')].join('\n');
  const signature = hmac('sha256', signingKey(day), text, 'hex');
  return {
    'Content-Type': contentType,
    'X-Amz-Date': date,
    'X-Amz-Target': target,
    Authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  };
}

let keyOfDay: { readonly day: string; readonly key: ArrayBuffer } | undefined;

/** The key is the same all day, so it is derived once per virtual user. */
function signingKey(day: string): ArrayBuffer {
  if (keyOfDay?.day === day) return keyOfDay.key;
  const steps = [day, region, service, 'aws4_request'];
  let key: string | ArrayBuffer = `AWS4${secretKey}`;
  for (const step of steps) key = hmac('sha256', key, step, 'binary');
  keyOfDay = { day, key: key as ArrayBuffer };
  return keyOfDay.key;
}

/** 2017-01-17T08:09:10.000Z → 20170117T080910Z. */
function amzDate(now: Date): string {
  return `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
