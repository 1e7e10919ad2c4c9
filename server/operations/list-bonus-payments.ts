import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { invalidValue } from '../contract/errors.ts';
import { dollars } from '../domain/money.ts';
import { indexNames } from '../market/indexes.ts';
import { seconds } from './answer/time.ts';
import { paging } from './input/fields.ts';
import type { Call } from './operation.ts';
import { operation } from './operation.ts';
import { ownAssignment, ownUndeletedHit } from './rules/existing.ts';
import { pageMembers, pageOf, placeOf } from './rules/page.ts';

const name = 'ListBonusPayments';
const input = z.object({ HITId: entityId.optional(), AssignmentId: entityId.optional(), ...paging });

/** The bonuses of an own HIT's assignments, or of one of them, in the order in which they were paid. Source: mturk-api 1.19. */
export const listBonusPayments = operation({
  name,
  input,
  fidelity: 'exact',
  differences: [],
  async run(input, call) {
    const { HITId, AssignmentId } = input;
    if (HITId === undefined && AssignmentId === undefined) throw invalidValue('HITId', undefined);
    const place = placeOf(name, input, call);
    const index = await indexOf(input, call);
    const load = async (ids: readonly string[]) => {
      const bonuses = await call.tx.peekAll('bonus', ids);
      return bonuses.map(
        (bonus) =>
          bonus && {
            WorkerId: bonus.worker,
            BonusAmount: dollars(bonus.amountMills),
            AssignmentId: bonus.assignment,
            Reason: bonus.reason,
            GrantTime: seconds(bonus.at),
          },
      );
    };
    const page = await pageOf(call, index, place, load);
    return { ...pageMembers(name, input, call, page), BonusPayments: page.items };
  },
});

/** By HITId a deleted HIT is as unknown, by AssignmentId alone it is not (D10). */
async function indexOf({ HITId, AssignmentId }: z.infer<typeof input>, call: Call): Promise<string> {
  if (HITId !== undefined) await ownUndeletedHit(call, HITId);
  if (AssignmentId === undefined) return indexNames.bonusesOfHit(HITId as string);
  const assignment = await ownAssignment(call, AssignmentId);
  if (HITId !== undefined && assignment.hit !== HITId) throw invalidValue('AssignmentId', AssignmentId);
  return indexNames.bonusesOfAssignment(AssignmentId);
}
