import { approvalRateTypeId, hitsApprovedTypeId, localeTypeId } from '../server/contract/system-types.ts';

/** The question of the HITs that load scripts post: one field named `answer`. */
export const question = `<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[<!DOCTYPE html><html><body><form name="mturk_form" method="post" id="mturk_form" action="https://www.mturk.com/mturk/externalSubmit"><input type="hidden" name="assignmentId" value=""/><p>Your answer</p><input name="answer"/><input type="submit"/></form></body></html>]]></HTMLContent><FrameHeight>450</FrameHeight></HTMLQuestion>`;

/** Asks how many workers of the usual kind there would be from a number of approved HITs on. */
export function audienceQuestion(hitsApproved: number): string {
  const requirements = [
    {
      QualificationTypeId: localeTypeId,
      Comparator: 'In',
      LocaleValues: [{ Country: 'US' }, { Country: 'CA' }],
    },
    { QualificationTypeId: approvalRateTypeId, Comparator: 'GreaterThanOrEqualTo', IntegerValues: [98] },
    {
      QualificationTypeId: hitsApprovedTypeId,
      Comparator: 'GreaterThanOrEqualTo',
      IntegerValues: [hitsApproved],
    },
  ];
  return JSON.stringify({ QualificationRequirements: requirements });
}
