/** Socket.IO messages as they go over the wire, encoded once for all sockets that get the same. */

export interface Frame {
  /** The Engine.IO message: a Socket.IO event packet in the default parser's form. */
  readonly text: string;
  /** The same as a whole websocket frame. */
  readonly frame: Buffer;
}

export function encodeEvent(namespace: string, event: string, payload: unknown): Frame {
  const text = `2${namespace},["${event}",${JSON.stringify(payload)}]`;
  return { text, frame: websocketFrame(text) };
}

/** Final text frame of a server: no mask. `4` is Engine.IO's type of messages. */
function websocketFrame(text: string): Buffer {
  const length = Buffer.byteLength(text) + 1;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x81;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame[head] = 0x34;
  frame.write(text, head + 1, 'utf8');
  return frame;
}
