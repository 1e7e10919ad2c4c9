import { createHash } from 'node:crypto';
import { Refused } from '../../contract/errors.ts';
import type { Call } from '../operation.ts';

/** How long a UniqueRequestToken is remembered. */
const rememberedMs = 86_400_000;

/** Operations that share a space of tokens: both forms of CreateHIT are one. */
export type TokenFamily =
  | 'CreateHIT'
  | 'CreateAdditionalAssignmentsForHIT'
  | 'SendBonus'
  | 'UpdateExpirationForHIT';

/** Tokens are hashed, so that any text makes a record's id. */
function tokenId(requester: string, family: TokenFamily, token: string): string {
  return `${requester}:${family}:${createHash('sha256').update(token).digest('base64url')}`;
}

/** What the first call with this token made (a HITId or a request id); undefined while the token is free. */
export async function madeWith(call: Call, family: TokenFamily, token: string): Promise<string | undefined> {
  const used = await call.tx.get('token', tokenId(call.requester, family, token));
  return used && call.tx.now - used.at < rememberedMs ? used.made : undefined;
}

/** Refuses the repetition of a call that answers nothing: the message names the first one (3.5). */
export async function refuseRepeatedRequest(call: Call, family: TokenFamily, token: string): Promise<void> {
  const first = await madeWith(call, family, token);
  if (first === undefined) return;
  throw new Refused(
    'TokenAlreadyProcessed',
    `The idempotency token "${token}" has already been processed. The first request was ${first}.`,
  );
}

/** Remembers a token that `madeWith` found free; only a call that succeeds gets this far. */
export function useToken(call: Call, family: TokenFamily, token: string, made: string): void {
  call.tx.put('token', tokenId(call.requester, family, token), { at: call.tx.now, made });
  call.tx.emit('token:used', { requester: call.requester });
}
