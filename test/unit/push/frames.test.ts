import { expect, it } from 'vitest';
import { encodeEvent } from '../../../server/push/frames.ts';

/** Payload of an unmasked, final text frame, as RFC 6455 (5.2) lays it out. */
function payloadOf(frame: Buffer): string {
  expect(frame[0]).toBe(0b1000_0001);
  const short = frame[1] as number;
  expect(short & 0b1000_0000).toBe(0);
  if (short < 126) return exactly(frame.subarray(2), short);
  if (short === 126) return exactly(frame.subarray(4), frame.readUInt16BE(2));
  return exactly(frame.subarray(10), Number(frame.readBigUInt64BE(2)));
}

function exactly(payload: Buffer, length: number): string {
  expect(payload.length).toBe(length);
  return payload.toString('utf8');
}

it.each([0, 80, 95, 96, 97, 98, 99, 65_500, 65_505, 70_000])(
  'a frame with %i characters more is whole, in each of the three ways to say its length',
  (size) => {
    const { text, frame } = encodeEvent('/worker', 'message', { text: `ä€𝄞${'x'.repeat(size)}` });
    expect(payloadOf(frame)).toBe(`4${text}`);
    expect(text).toBe(`2/worker,["message",{"text":"ä€𝄞${'x'.repeat(size)}"}]`);
  },
);
