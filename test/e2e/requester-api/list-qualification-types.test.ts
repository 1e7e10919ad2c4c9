import {
  DeleteQualificationTypeCommand,
  ListQualificationTypesCommand,
  type ListQualificationTypesCommandInput,
  paginateListQualificationTypes,
} from '@aws-sdk/client-mturk';
import { beforeAll, describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { answerKey, makeHit, makeType, selectionForm } from '../../support/requester-work.ts';

const suite = apiSuite();

async function names(input: Partial<ListQualificationTypesCommandInput>, client = suite.client) {
  const found: (string | undefined)[] = [];
  const all = paginateListQualificationTypes({ client, pageSize: 3 }, { MustBeRequestable: true, ...input });
  for await (const page of all) found.push(...(page.QualificationTypes ?? []).map(({ Name }) => Name));
  return found;
}
const system = [
  'Worker_PercentAssignmentsApproved',
  'Worker_NumberHITsApproved',
  'Masters',
  'Worker_Adult',
  'Worker_Locale',
];

beforeAll(async () => {
  const make = async (Name: string, change: Parameters<typeof makeType>[1] = {}, client = suite.client) => {
    await suite.api.pass(1);
    return makeType(client, { Name, ...change });
  };
  await make('Spanish Reading', { Description: 'Understands texts', Keywords: 'language, exam' });
  await make('Spanish Writing', { Description: 'Writes texts', Keywords: 'language' });
  await make('Asleep', { QualificationTypeStatus: 'Inactive' });
  await make(
    'Theirs',
    { Test: selectionForm, TestDurationInSeconds: 60, AnswerKey: answerKey },
    suite.stranger,
  );
  await make('Their Sleeper', { QualificationTypeStatus: 'Inactive' }, suite.stranger);
  const gone = await make('Going');
  await makeHit(suite.client, {
    QualificationRequirements: [{ QualificationTypeId: gone.QualificationTypeId, Comparator: 'Exists' }],
  });
  const { QualificationTypeId } = gone;
  await suite.client.send(new DeleteQualificationTypeCommand({ QualificationTypeId }));
});

describe('[1.27] ListQualificationTypes', () => {
  it('[Q81, Q85, Q86] requestable ones: no system types, no inactive ones, none being deleted', async () => {
    expect(await names({})).toEqual(['Theirs', 'Spanish Writing', 'Spanish Reading']);
  });

  it('[Q81] all the others too, with system types', async () => {
    const found = await names({ MustBeRequestable: false });
    expect(found).toEqual([...system, 'Theirs', 'Spanish Writing', 'Spanish Reading']);
  });

  it('[Q82, Q86, D21] own ones, inactive ones only where they need not be requestable', async () => {
    expect(await names({ MustBeOwnedByCaller: true })).toEqual(['Spanish Writing', 'Spanish Reading']);
    const all = await names({ MustBeOwnedByCaller: true, MustBeRequestable: false });
    expect(all).toEqual(['Asleep', 'Spanish Writing', 'Spanish Reading']);
  });

  it.each([
    ['spanish', ['Spanish Writing', 'Spanish Reading']],
    ['PANI', ['Spanish Writing', 'Spanish Reading']],
    ['exam', ['Spanish Reading']],
    ['understands', ['Spanish Reading']],
    ['language writes', ['Spanish Writing']],
    ['language elsewhere', []],
    ['', ['Theirs', 'Spanish Writing', 'Spanish Reading']],
  ])('[Q83, Q84] the query "%s"', async (Query, expected) => {
    expect(await names({ Query })).toEqual(expected);
  });

  it('[Q83] finds system types by their texts', async () => {
    expect(await names({ Query: 'country', MustBeRequestable: false })).toEqual(['Worker_Locale']);
  });

  it('[Q128, D22] shows the test to everybody, the key to its owner', async () => {
    const list = async (client = suite.client) =>
      (await client.send(new ListQualificationTypesCommand({ Query: 'theirs', MustBeRequestable: true })))
        .QualificationTypes?.[0];
    expect(await list()).toMatchObject({ Test: selectionForm });
    expect(await list()).not.toHaveProperty('AnswerKey');
    expect(await list(suite.stranger)).toMatchObject({ AnswerKey: answerKey });
  });
});
