import { z } from 'zod';
import { entityId } from '../contract/entities.ts';
import { indexNames } from '../market/indexes.ts';
import { wireQualification } from './answer/qualification.ts';
import { paging } from './input/fields.ts';
import { operation } from './operation.ts';
import { ownType } from './rules/existing.ts';
import { pageMembers, pageOf, placeOf } from './rules/page.ts';

const name = 'ListWorkersWithQualificationType';

/** Who holds an own type, or held it until it was revoked; earliest grant first. Source: mturk-api 1.35, Q78. */
export const listWorkersWithQualificationType = operation({
  name,
  input: z.object({
    QualificationTypeId: entityId,
    Status: z.enum(['Granted', 'Revoked']).optional(),
    ...paging,
  }),
  fidelity: 'exact',
  differences: [],
  async run(input, call) {
    const place = placeOf(name, input, call);
    await ownType(call, input.QualificationTypeId);
    const holding = input.Status === 'Revoked' ? 'revoked' : 'held';
    const load = async (ids: readonly string[]) => {
      const qualifications = await call.tx.peekAll('qualification', ids);
      return qualifications.map((qualification) =>
        qualification?.state.holding === holding ? wireQualification(qualification) : undefined,
      );
    };
    const index = indexNames.qualificationsOfType(input.QualificationTypeId, holding);
    const page = await pageOf(call, index, place, load);
    return { ...pageMembers(name, input, call, page), Qualifications: page.items };
  },
});
