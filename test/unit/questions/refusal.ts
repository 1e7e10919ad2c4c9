import { Refused } from '../../../server/contract/errors.ts';

/** What `call` is refused with; fails where it is not. Any other error goes through. */
export function refusal(call: () => unknown): Refused {
  try {
    call();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error('this was not refused');
}

/** The text of XMLParseError after `Details: `. */
export function details(call: () => unknown): string {
  const { code, message } = refusal(call);
  const [, after] = message.split(' Details: ');
  if (code !== 'XMLParseError' || after === undefined)
    throw new Error(`refused otherwise: ${code} ${message}`);
  return after;
}
