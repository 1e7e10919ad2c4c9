import { ListHITsForQualificationTypeCommand } from '@aws-sdk/client-mturk';
import { expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import { expectRefusal, makeHit, makeType, unknownType } from '../../support/requester-work.ts';

const suite = apiSuite();

const list = async (QualificationTypeId: string, input = {}) =>
  suite.client.send(new ListHITsForQualificationTypeCommand({ QualificationTypeId, ...input }));

const requiring = (QualificationTypeId: string, Title: string, client = suite.client) =>
  makeHit(client, { Title, QualificationRequirements: [{ QualificationTypeId, Comparator: 'Exists' }] });

it("[1.7] own HITs that require the type, own, another's or the system's", async () => {
  const own = await makeType(suite.client);
  const foreign = await makeType(suite.stranger);
  for (const { QualificationTypeId } of [own, foreign, { QualificationTypeId: '00000000000000000060' }]) {
    const hit = await requiring(QualificationTypeId, 'mine');
    await requiring(QualificationTypeId, 'theirs', suite.stranger);
    await makeHit(suite.client);
    const { HITs } = await list(QualificationTypeId);
    expect(HITs).toEqual([hit]);
  }
});

it('[1.7] pages through many HIT types, each HIT once', async () => {
  const { QualificationTypeId } = await makeType(suite.client);
  const made: (string | undefined)[] = [];
  for (let at = 0; at < 70; at++) {
    made.push((await requiring(QualificationTypeId, `Title ${at % 60}`)).HITId);
    await suite.api.pass(1);
  }
  const seen: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await list(QualificationTypeId, { MaxResults: 7, NextToken });
    seen.push(...(page.HITs ?? []).map(({ HITId }) => HITId));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect([...seen].sort()).toEqual([...made].sort());
});

it('[1.7] an unknown type', async () => {
  await expectRefusal(list('3NO'), unknownType('3NO'));
});
