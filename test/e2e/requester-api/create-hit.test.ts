import {
  CreateHITCommand,
  GetHITCommand,
  ListHITsCommand,
  type QualificationRequirement,
  UpdateQualificationTypeCommand,
} from '@aws-sdk/client-mturk';
import { describe, expect, it } from 'vitest';
import { apiSuite } from '../../support/api-suite.ts';
import {
  expectRefusal,
  makeHit,
  makeType,
  plainHit,
  unknownType,
  wrongRange,
  wrongValue,
} from '../../support/requester-work.ts';
import { testStart } from '../../support/start-requester-api.ts';

const suite = apiSuite();
const approvalRate = '000000000000000000L0';

describe('[1.1] CreateHIT', () => {
  it('shows the HIT whole, as GetHIT does', async () => {
    const { client } = suite;
    const hit = await makeHit(client, { Keywords: 'a, b', RequesterAnnotation: 'mine', MaxAssignments: 3 });
    expect(hit).toEqual({
      HITId: expect.stringMatching(/^3[A-Z0-9]{29}$/),
      HITTypeId: expect.stringMatching(/^[A-Z0-9]{30}$/),
      HITGroupId: expect.stringMatching(/^[A-Z0-9]{30}$/),
      CreationTime: new Date(testStart),
      Title: plainHit.Title,
      Description: plainHit.Description,
      Question: plainHit.Question,
      Keywords: 'a, b',
      HITStatus: 'Assignable',
      MaxAssignments: 3,
      Reward: '0.05',
      AutoApprovalDelayInSeconds: 2_592_000,
      Expiration: new Date(testStart + 86_400_000),
      AssignmentDurationInSeconds: 600,
      RequesterAnnotation: 'mine',
      QualificationRequirements: [],
      HITReviewStatus: 'NotReviewed',
      NumberOfAssignmentsPending: 0,
      NumberOfAssignmentsAvailable: 3,
      NumberOfAssignmentsCompleted: 0,
    });
    const shown = await client.send(new GetHITCommand({ HITId: hit.HITId }));
    expect(shown.HIT).toEqual(hit);
  });

  it('[D4] equal properties are one HIT type, whatever the spelling of the reward', async () => {
    const first = await makeHit(suite.client, { Title: 'same', Reward: '0.5' });
    const second = await makeHit(suite.client, { Title: 'same', Reward: '0.50', RequesterAnnotation: 'x' });
    const other = await makeHit(suite.client, { Title: 'same', Reward: '0.51' });
    expect(second.HITTypeId).toBe(first.HITTypeId);
    expect(second.HITId).not.toBe(first.HITId);
    expect(other.HITTypeId).not.toBe(first.HITTypeId);
    expect((await makeHit(suite.stranger, { Title: 'same', Reward: '0.5' })).HITTypeId).not.toBe(
      first.HITTypeId,
    );
  });

  it.each(['5', '5.', '0.05', '05.5', '0'])('takes the amount %s', async (Reward) => {
    const { Reward: shown } = await makeHit(suite.client, { Reward });
    expect(shown).toBe(Number(Reward).toFixed(2));
  });

  it.each([
    ['MaxAssignments', 0, wrongRange('MaxAssignments', 0, 1, 1_000_000_000)],
    ['MaxAssignments', 1_000_000_001, wrongRange('MaxAssignments', 1_000_000_001, 1, 1_000_000_000)],
    ['LifetimeInSeconds', 29, wrongRange('LifetimeInSeconds', 29, 30, 31_536_000)],
    ['LifetimeInSeconds', 31_536_001, wrongRange('LifetimeInSeconds', 31_536_001, 30, 31_536_000)],
    ['AssignmentDurationInSeconds', 29, wrongRange('AssignmentDurationInSeconds', 29, 30, 31_536_000)],
    ['AutoApprovalDelayInSeconds', -1, wrongRange('AutoApprovalDelayInSeconds', -1, 0, 2_592_000)],
    [
      'AutoApprovalDelayInSeconds',
      2_592_001,
      wrongRange('AutoApprovalDelayInSeconds', 2_592_001, 0, 2_592_000),
    ],
    ['Title', '', wrongValue('Title', '')],
    ['Title', 't'.repeat(129), wrongValue('Title', 't'.repeat(129))],
    ['Description', 'd'.repeat(2001), wrongValue('Description', 'd'.repeat(2001))],
    ['Keywords', 'k'.repeat(1001), wrongValue('Keywords', 'k'.repeat(1001))],
    ['RequesterAnnotation', 'a'.repeat(256), wrongValue('RequesterAnnotation', 'a'.repeat(256))],
    ['Reward', '9'.repeat(30), wrongValue('Reward', '9'.repeat(30))],
  ])('[1.0, 3.1] limit of %s: %s', async (member, value, refusal) => {
    await expectRefusal(suite.client.send(new CreateHITCommand({ ...plainHit, [member]: value })), refusal);
  });

  it('[3.4] neither Question nor layout, and an empty one', async () => {
    const refusal = {
      type: 'ParameterValidationError',
      code: 'InvalidParameterValue',
      text: 'Your request parameter Question  has a minimum length of 1.',
      parameter: 'Question',
    };
    await expectRefusal(makeHit(suite.client, { Question: undefined }), refusal);
    await expectRefusal(makeHit(suite.client, { Question: '' }), refusal);
  });

  it('[3.3] both Question and layout, and a layout that is not there', async () => {
    await expectRefusal(makeHit(suite.client, { HITLayoutId: '3ABC' }), wrongValue('HITLayoutId', '3ABC'));
    await expectRefusal(makeHit(suite.client, { Question: undefined, HITLayoutId: '3ABC' }), {
      code: 'HITLayoutDoesNotExist',
      text: 'HITLayout [3ABC] does not exist.',
    });
  });

  it('[3.3] bad XML', async () => {
    await expectRefusal(makeHit(suite.client, { Question: 'no XML' }), {
      type: 'ParameterValidationError',
      code: 'XMLParseError',
      text: /^There was an error parsing the XML question or answer data in your request\. {2}Please make sure the data is well-formed and validates against the appropriate schema\. Details: .+ \(\d{13} s\)$/,
      parameter: 'Question',
    });
  });

  it('[1.0] a Question above 65,535 bytes', async () => {
    const long = `${plainHit.Question}${' '.repeat(65_535)}`;
    await expectRefusal(makeHit(suite.client, { Question: long }), wrongValue('Question', long));
  });
});

describe('[1.0, D3] UniqueRequestToken of CreateHIT', () => {
  it('fails the second time, and names the first HIT; free again after 24 hours', async () => {
    const { client, api } = suite;
    const { HITId } = await makeHit(client, { UniqueRequestToken: 'once' });
    const refusal = {
      code: 'HITAlreadyExists',
      text: `The HIT ${HITId} has already been created with the UniqueRequestToken "once".`,
    };
    await expectRefusal(makeHit(client, { UniqueRequestToken: 'once', Title: 'other' }), refusal);
    await api.pass(86_399);
    await expectRefusal(makeHit(client, { UniqueRequestToken: 'once' }), refusal);
    await api.pass(1);
    expect((await makeHit(client, { UniqueRequestToken: 'once' })).HITId).not.toBe(HITId);
  });

  it('is spent by success alone, and by one requester', async () => {
    const { client, stranger } = suite;
    await expect(makeHit(client, { UniqueRequestToken: 'two', MaxAssignments: 0 })).rejects.toThrow();
    await makeHit(client, { UniqueRequestToken: 'two' });
    await makeHit(stranger, { UniqueRequestToken: 'two' });
  });

  it('makes one HIT of 50 calls at once', async () => {
    const crowd = suite.api.client('CROWD');
    const calls = Array.from({ length: 50 }, () => makeHit(crowd, { UniqueRequestToken: 'rush' }));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await crowd.send(new ListHITsCommand({}))).NumResults).toBe(1);
  });
});

describe('[4.9] QualificationRequirements of CreateHIT', () => {
  const requirement: QualificationRequirement = {
    QualificationTypeId: approvalRate,
    Comparator: 'GreaterThan',
    IntegerValues: [90],
  };
  const requiring = (...QualificationRequirements: QualificationRequirement[]) =>
    makeHit(suite.client, { QualificationRequirements });

  it('[Q110, Q112] answers show what is guarded, even if it was not sent', async () => {
    const { QualificationRequirements } = await requiring(requirement);
    expect(QualificationRequirements).toEqual([
      { ...requirement, ActionsGuarded: 'Accept', RequiredToPreview: false },
    ]);
    const preview = await requiring({ ...requirement, RequiredToPreview: true });
    expect(preview.QualificationRequirements).toMatchObject([
      { ActionsGuarded: 'PreviewAndAccept', RequiredToPreview: true },
    ]);
  });

  it('[Q111, D18] RequiredToPreview with ActionsGuarded Accept', async () => {
    await expectRefusal(requiring({ ...requirement, RequiredToPreview: true, ActionsGuarded: 'Accept' }), {
      type: 'InvalidParameterCombinationError',
      text: 'The combination of parameters supplied to the request is invalid: ActionsGuarded, RequiredToPreview.',
    });
  });

  it('[Q102] eleven are too many', async () => {
    const eleven = Array.from({ length: 11 }, () => requirement);
    await expectRefusal(requiring(...eleven), wrongValue('QualificationRequirements', eleven));
  });

  it('[Q79] values of 33 bits', async () => {
    const refusal = wrongRange('IntegerValues', 2 ** 31, -(2 ** 31), 2 ** 31 - 1);
    await expectRefusal(requiring({ ...requirement, IntegerValues: [2 ** 31] }), refusal);
  });

  it.each([
    ['LifetimeInSeconds', { LifetimeInSeconds: 29 }, wrongRange('LifetimeInSeconds', 29, 30, 31_536_000)],
    ['Reward', { Reward: '90071992547409.91' }, wrongValue('Reward', '90071992547409.91')],
    ['MaxAssignments', { MaxAssignments: 0 }, wrongRange('MaxAssignments', 0, 1, 1_000_000_000)],
  ])(
    '[1.0] [Q93] a parameter, %s, is looked at before the existence of a type',
    async (_, change, refusal) => {
      const foreignMasters = { QualificationTypeId: '2F1QJWKUDD8XADTFD2Q0G6UTO95ALH', Comparator: 'Exists' };
      await expectRefusal(
        makeHit(suite.client, { ...change, QualificationRequirements: [foreignMasters as never] }),
        refusal,
      );
    },
  );

  it('[Q93, Q109] a type that is not there, the Masters of production among them', async () => {
    for (const id of ['3NOTYPE', '2F1QJWKUDD8XADTFD2Q0G6UTO95ALH', 'odd id/with signs', 'A'.repeat(255)]) {
      await expectRefusal(requiring({ QualificationTypeId: id, Comparator: 'Exists' }), unknownType(id));
    }
  });

  it('[Q40] an inactive type', async () => {
    const { client } = suite;
    const { QualificationTypeId } = await makeType(client);
    const exists = { QualificationTypeId, Comparator: 'Exists' as const };
    await requiring(exists);
    await client.send(
      new UpdateQualificationTypeCommand({ QualificationTypeId, QualificationTypeStatus: 'Inactive' }),
    );
    await expectRefusal(requiring(exists), {
      code: 'InvalidQualificationTypeState',
      text: 'This operation can be called with a status of: Active',
    });
  });

  it('[Q24] a type of another requester', async () => {
    const { QualificationTypeId } = await makeType(suite.stranger);
    expect(await requiring({ QualificationTypeId, Comparator: 'Exists' })).toBeDefined();
  });

  it('[1.0] the order of checks: parameters, existence, token, state', async () => {
    const { client } = suite;
    const { QualificationTypeId } = await makeType(client, { QualificationTypeStatus: 'Inactive' });
    await makeHit(client, { UniqueRequestToken: 'order' });
    const unknown = [{ QualificationTypeId: '3NO', Comparator: 'Exists' as const }];
    const inactive = [{ QualificationTypeId, Comparator: 'Exists' as const }];
    const again = { UniqueRequestToken: 'order' };
    await expectRefusal(
      makeHit(client, { ...again, MaxAssignments: 0, QualificationRequirements: unknown }),
      wrongRange('MaxAssignments', 0, 1, 1_000_000_000),
    );
    await expectRefusal(
      makeHit(client, { ...again, QualificationRequirements: unknown }),
      unknownType('3NO'),
    );
    await expectRefusal(makeHit(client, { ...again, QualificationRequirements: inactive }), {
      code: 'HITAlreadyExists',
      text: /order/,
    });
  });
});
