import { z } from 'zod';
import { dollars } from '../domain/money.ts';
import { openAccount, startBalanceMills } from '../lifecycle/requester.ts';
import { operation } from './operation.ts';

/** What the caller may still spend; in the sandbox always 10,000.00 (8.3). Source: mturk-api 1.17. */
export const getAccountBalance = operation({
  name: 'GetAccountBalance',
  input: z.object({}),
  fidelity: 'exact',
  differences: [],
  async run(_input, { tx, requester }) {
    if (tx.environment === 'sandbox') return { AvailableBalance: dollars(startBalanceMills) };
    const { balanceMills, heldMills } = await openAccount(tx, { id: requester });
    return { AvailableBalance: wholeCents(balanceMills - heldMills) };
  },
});

/** CurrencyAmount has two decimals; what can't be spent is not shown. */
function wholeCents(mills: number): string {
  return dollars(Math.floor(Math.max(0, mills) / 10) * 10);
}
