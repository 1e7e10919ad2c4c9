import type { QualificationTypeRecord, TestRecord } from '../../contract/records.ts';
import { type SystemValue, systemTypeId, systemTypeNames } from '../../contract/system-types.ts';
import type { Transaction } from '../../market/transaction.ts';
import { seconds } from './time.ts';

/** Q19, Q20, Q128: what is set, the AnswerKey for the owner alone. */
function wireQualificationType(
  type: QualificationTypeRecord,
  test: TestRecord | undefined,
  requester: string,
) {
  const key = type.owner === requester ? test?.answerKey : undefined;
  return {
    QualificationTypeId: type.id,
    CreationTime: seconds(type.createdAt),
    Name: type.name,
    Description: type.description,
    ...(type.keywords !== undefined && { Keywords: type.keywords }),
    QualificationTypeStatus: type.status,
    ...(test !== undefined && { Test: test.test }),
    ...(test !== undefined && { TestDurationInSeconds: type.testDurationSeconds }),
    ...(key !== undefined && { AnswerKey: key }),
    ...(type.retryDelaySeconds !== undefined && { RetryDelayInSeconds: type.retryDelaySeconds }),
    IsRequestable: true,
    AutoGranted: type.autoGranted,
    ...(type.autoGranted && { AutoGrantedValue: type.autoGrantedValue ?? 1 }),
  };
}

export async function showType(tx: Transaction, type: QualificationTypeRecord, requester: string) {
  const test = type.testRevision === undefined ? undefined : await tx.get('test', testId(type));
  return wireQualificationType(type, test, requester);
}

/** As `showType` for several, to be listed. */
export async function showTypes(
  tx: Transaction,
  types: readonly QualificationTypeRecord[],
  requester: string,
) {
  const tested = types.filter((type) => type.testRevision !== undefined);
  const tests = await tx.peekAll('test', tested.map(testId));
  const testOf = new Map(tested.map((type, at) => [type.id, tests[at]]));
  return types.map((type) => wireQualificationType(type, testOf.get(type.id), requester));
}

function testId(type: QualificationTypeRecord): string {
  return `${type.id}:${type.testRevision}`;
}

const systemTypeTexts: Readonly<Record<SystemValue, { description: string; keywords: string }>> = {
  approvalRate: {
    description:
      'The share of submitted assignments that were approved, in percent; 100 below 100 submissions.',
    keywords: 'system, approval rate',
  },
  hitsApproved: {
    description: 'The number of submitted assignments that were approved.',
    keywords: 'system, approved',
  },
  masters: {
    description: 'Held by workers of consistently high quality over many tasks.',
    keywords: 'system, masters',
  },
  adult: {
    description: 'Whether the worker has agreed to see content for adults: 1 or 0.',
    keywords: 'system, adult',
  },
  locale: {
    description: "The country of the worker's mailing address and, in the US, its state.",
    keywords: 'system, location, country',
  },
};

/** In the order in which they are listed. */
export const systemValues = Object.keys(systemTypeTexts) as readonly SystemValue[];

/** A type of the system; the market's environment says which id Masters has (Q87, Q88). */
export function showSystemType({ environment }: Pick<Transaction, 'environment'>, value: SystemValue) {
  const { description, keywords } = systemTypeTexts[value];
  return {
    QualificationTypeId: systemTypeId(value, environment),
    CreationTime: 0,
    Name: systemTypeNames[value],
    Description: description,
    Keywords: keywords,
    QualificationTypeStatus: 'Active',
    IsRequestable: false,
    AutoGranted: false,
  };
}
