import type { IncomingMessage } from 'node:http';
import { Refused } from '../contract/errors.ts';
import { tooLarge } from './error-answer.ts';

/** The whole body of a request; throws PayloadTooLarge as soon as it exceeds `bytesMax`. */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > bytesMax) return Promise.reject(tooLarge(bytesMax));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > bytesMax) {
        request.pause().removeAllListeners('data');
        reject(tooLarge(bytesMax));
        return;
      }
      chunks.push(chunk);
    });
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.once('error', reject);
    // Every request is closed in the end; an error made for each would cost more than many an answer.
    request.once('close', () => {
      if (!request.complete) reject(new Refused('BadRequest', 'The request was cut off.'));
    });
  });
}
