/** Calls that the benchmark makes. */
export interface CallSample {
  readonly operation: string;
  readonly input: object;
}

export const newHit = {
  Title: 'Name the colour',
  Description: 'Look and write',
  Keywords: 'colour, quick',
  Reward: '0.05',
  AssignmentDurationInSeconds: 600,
  LifetimeInSeconds: 86_400,
  MaxAssignments: 5,
  Question:
    '<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"><ExternalURL>https://example.com/</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>',
  QualificationRequirements: [
    { QualificationTypeId: '000000000000000000L0', Comparator: 'GreaterThan', IntegerValues: [95] },
    {
      QualificationTypeId: '00000000000000000071',
      Comparator: 'In',
      LocaleValues: [{ Country: 'US' }, { Country: 'CA' }],
    },
  ],
};

export function requestOf({ operation, input }: CallSample) {
  return {
    method: 'POST' as const,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `MTurkRequesterServiceV20170117.${operation}`,
    },
    body: JSON.stringify(input),
  };
}
