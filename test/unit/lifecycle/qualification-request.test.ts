import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approvalRateTypeId } from '../../../server/contract/system-types.ts';
import { assignQualification, revokeQualification } from '../../../server/lifecycle/qualification.ts';
import {
  acceptQualificationRequest,
  askForQualification,
  mayAsk,
  rejectQualificationRequest,
  submitTest,
} from '../../../server/lifecycle/qualification-request.ts';
import {
  deleteQualificationType,
  updateQualificationType,
} from '../../../server/lifecycle/qualification-type.ts';
import { indexNames } from '../../../server/market/indexes.ts';
import { Decisions } from '../../support/run-decision.ts';

const day = 86_400;
const test = { test: '<test/>', testDurationSeconds: 600 };

let market: Decisions;
let worker: string;
beforeEach(async () => {
  market = await Decisions.open();
  worker = (await market.worker()).id;
});
afterEach(() => market.close());

const ask = (type: string) => market.run((tx) => askForQualification(tx, { worker, type }));
const askRefused = (type: string) => market.refusal((tx) => askForQualification(tx, { worker, type }));
const accept = (request: string, value?: number) =>
  market.run((tx) => acceptQualificationRequest(tx, { request, value }));
const relation = (type: string) => market.get('qualification', `${worker}:${type}`);
const pending = (type: string) =>
  market.run((tx) => tx.list(indexNames.pendingRequestsOfType(type), { limit: 100 }));

describe('asking for a Qualification', () => {
  it('[Q48] without a test it is pending at once, and listed', async () => {
    const { id } = await market.type();
    await market.events();
    const { request, granted } = await ask(id);
    expect(request).toMatchObject({ state: 'pending', askedAt: market.now, submittedAt: market.now });
    expect(granted).toBeUndefined();
    expect(await market.events()).toMatchObject([
      { type: 'request:pending', worker, seq: 1, requester: 'OWNER', id: request.id, qualificationType: id },
    ]);
    expect((await pending(id)).map((entry) => entry.id)).toEqual([request.id]);
  });

  it.each([[undefined, 1] as const, [7, 7] as const, [0, 0] as const])(
    '[Q16] [Q49] AutoGranted with %s gives %i at once; nothing is ever pending',
    async (autoGrantedValue, value) => {
      const { id } = await market.type({ autoGranted: true, autoGrantedValue });
      await market.events();
      const { request, granted } = await ask(id);
      expect([request.state, granted]).toEqual(['granted', value]);
      expect(await relation(id)).toMatchObject({ state: { holding: 'held' }, value, grantedAt: market.now });
      expect(await relation(id)).not.toHaveProperty('openRequest');
      expect(await market.news()).toEqual(['request:granted', 'qualification:granted']);
      expect(await pending(id)).toEqual([]);
    },
  );

  it('[Q14] [Q50] with a test it is answered first, then pending with its answer', async () => {
    const { id } = await market.type(test);
    const { request } = await ask(id);
    expect(request).toMatchObject({ state: 'answering', testRevision: 1, dueAt: market.now + 600_000 });
    expect(await pending(id)).toEqual([]);
    await market.pass(60);
    const answer = '<answers/>';
    const handedIn = await market.run((tx) => submitTest(tx, { worker, request: request.id, answer }));
    expect(handedIn).toMatchObject({ state: 'pending', answer, submittedAt: market.now });
    expect(await pending(id)).toHaveLength(1);
  });

  it('[Q51] a graded test grants whatever the score', async () => {
    const { id } = await market.type({ ...test, answerKey: '<key/>' });
    const { request } = await ask(id);
    await market.events();
    const handIn = { worker, request: request.id, answer: '<a/>', value: 0 };
    expect(await market.run((tx) => submitTest(tx, handIn))).toMatchObject({ state: 'granted', value: 0 });
    expect(await relation(id)).toMatchObject({ value: 0, state: { holding: 'held' } });
    expect(await market.news()).toEqual(['request:granted', 'qualification:granted']);
    expect((await market.refusal((tx) => submitTest(tx, handIn))).code).toBe(
      'InvalidQualificationRequestState',
    );
  });

  it('[Q130] whether asking would be let through is known without asking', async () => {
    const { id } = await market.type({ ...test, retryDelaySeconds: day });
    const once = await market.type({ name: 'Once' });
    const foreseen = async (type: string) => {
      const record = await market.get('qualificationType', type);
      return record && mayAsk(record, await market.find('qualification', `${worker}:${type}`), market.now);
    };
    expect(await foreseen(id)).toBe(true);
    const { request } = await ask(id);
    expect(await foreseen(id)).toBe(false);
    await market.run((tx) => submitTest(tx, { worker, request: request.id, answer: '<a/>' }));
    await market.run((tx) => rejectQualificationRequest(tx, { request: request.id, reason: '' }));
    expect(await foreseen(id)).toBe(false);
    expect((await askRefused(id)).code).toBe('QualificationTypeRetryDelayNotElapsed');
    await market.pass(day);
    expect(await foreseen(id)).toBe(true);
    await ask(once.id).then(({ request }) => accept(request.id, 1));
    expect(await foreseen(once.id)).toBe(false);
    await market.run((tx) => updateQualificationType(tx, { type: id, status: 'Inactive' }));
    expect(await foreseen(id)).toBe(false);
  });

  it('[Q65] [D23] time over: the attempt is spent, nothing granted', async () => {
    const { id } = await market.type({ ...test, retryDelaySeconds: day });
    const { request } = await ask(id);
    await market.events();
    await market.pass(599);
    expect(await market.news()).toEqual([]);
    await market.pass(1);
    expect(await market.events()).toMatchObject([{ type: 'request:expired', worker, id: request.id }]);
    expect(await market.get('qualificationRequest', request.id)).toMatchObject({ state: 'expired' });
    expect(await relation(id)).toMatchObject({ state: { holding: 'none', asking: 'asked' } });
    expect((await askRefused(id)).code).toBe('QualificationTypeRetryDelayNotElapsed');
  });

  it("[Q52] [Q37] the test shown is the asking's, whatever the type became", async () => {
    const { id } = await market.type(test);
    const { request } = await ask(id);
    await market.run((tx) =>
      updateQualificationType(tx, { type: id, test: '<new/>', answerKey: '<key/>', testDurationSeconds: 60 }),
    );
    await market.pass(61);
    expect(await market.get('qualificationRequest', request.id)).toMatchObject({
      state: 'answering',
      testRevision: 1,
    });
    expect(await market.get('test', `${id}:1`)).toEqual({ test: '<test/>' });
    expect(await market.get('test', `${id}:2`)).toEqual({ test: '<new/>', answerKey: '<key/>' });
  });
});

describe('[Q130] [D55] what stands in the way, in order', () => {
  it('an unknown type', async () => {
    expect(await askRefused('3UNKNOWN')).toMatchObject({
      code: 'QualificationTypeDoesNotExist',
      message: 'QualificationType [3UNKNOWN] does not exist.',
    });
  });

  it('[Q66] a system type', async () => {
    expect((await askRefused(approvalRateTypeId)).code).toBe('PermissionDeniedException');
  });

  it('[Q38] [Q66] an Inactive type, before anything else', async () => {
    const { id } = await market.type();
    await ask(id);
    await market.run((tx) => updateQualificationType(tx, { type: id, status: 'Inactive' }));
    expect((await askRefused(id)).code).toBe('InvalidQualificationTypeState');
  });

  it('[Q45] a type that is being deleted', async () => {
    const { id } = await market.type();
    await market.hit({ properties: { requirements: [exists(id)] } });
    await market.run((tx) => deleteQualificationType(tx, id));
    expect((await askRefused(id)).code).toBe('InvalidQualificationTypeState');
  });

  it('[Q58] an own request that is pending, before the retry policy', async () => {
    const { id } = await market.type();
    const { request } = await ask(id);
    expect(await askRefused(id)).toMatchObject({
      code: 'InvalidQualificationRequestState',
      details: { request: request.id },
    });
  });

  it('an own test that is being answered is resumed, with its old time', async () => {
    const { id } = await market.type({ ...test, retryDelaySeconds: day });
    const first = await ask(id);
    await market.pass(100);
    const again = await ask(id);
    expect(again.request).toEqual(first.request);
    expect((await relation(id)).askedAt).toBe(first.request.askedAt);
  });

  it('[Q59] [Q64] without a delay a second time, granted or not', async () => {
    const { id } = await market.type();
    await accept((await ask(id)).request.id);
    expect((await askRefused(id)).code).toBe('QualificationTypeDoesNotAllowRetake');
  });

  it('[Q60] [D6] the delay counts from the asking, and the refusal says until when', async () => {
    const { id } = await market.type({ ...test, retryDelaySeconds: day });
    const asked = market.now;
    const { request } = await ask(id);
    await market.pass(500);
    await market.run((tx) => submitTest(tx, { worker, request: request.id, answer: '<a/>', value: 3 }));
    await market.pass(day - 501);
    expect(await askRefused(id)).toMatchObject({
      code: 'QualificationTypeRetryDelayNotElapsed',
      details: { retryAt: new Date(asked + day * 1000).toISOString() },
    });
    await market.pass(1);
    expect((await ask(id)).request.state).toBe('answering');
  });

  it('[Q63] a retake overwrites the score, also downwards', async () => {
    const { id } = await market.type({ ...test, retryDelaySeconds: 0 });
    const take = async (value: number) => {
      const { request } = await ask(id);
      await market.run((tx) => submitTest(tx, { worker, request: request.id, answer: '<a/>', value }));
    };
    await take(90);
    await market.events();
    await take(10);
    expect(await relation(id)).toMatchObject({ value: 10 });
    expect(await market.news()).toEqual(['request:asked', 'request:granted', 'qualification:updated']);
  });

  it('[Q131] who only was assigned it may ask once', async () => {
    const { id } = await market.type();
    await market.run((tx) => assignQualification(tx, { worker, type: id, value: 1, mail: false }));
    await accept((await ask(id)).request.id, 5);
    expect((await askRefused(id)).code).toBe('QualificationTypeDoesNotAllowRetake');
  });

  it('[Q76] [Q131] after a revocation only as the policy allows', async () => {
    const { id } = await market.type();
    await market.run((tx) => assignQualification(tx, { worker, type: id, value: 1, mail: false }));
    await market.run((tx) => revokeQualification(tx, { worker, type: id }));
    await accept((await ask(id)).request.id);
    await market.run((tx) => revokeQualification(tx, { worker, type: id }));
    expect((await askRefused(id)).code).toBe('QualificationTypeDoesNotAllowRetake');
  });
});

describe('deciding on a request', () => {
  it('[Q54] accepting grants the value or 1, tells the worker and empties the list', async () => {
    const { id } = await market.type();
    const { request } = await ask(id);
    await market.pass(10);
    await market.events();
    await accept(request.id);
    expect(await relation(id)).toMatchObject({ value: 1, grantedAt: market.now });
    expect(await pending(id)).toEqual([]);
    expect(await market.events()).toMatchObject([
      { type: 'request:granted', id: request.id },
      { type: 'qualification:granted', worker, qualificationType: id, name: 'English', value: 1 },
      { type: 'outbox:changed' },
    ]);
    expect(await market.outbox()).toMatchObject([{ kind: 'mail', to: worker, state: 'done' }]);
  });

  it('[Q55] [Q71] accepting one who holds it overwrites the value', async () => {
    const { id } = await market.type();
    const { request } = await ask(id);
    await market.run((tx) => assignQualification(tx, { worker, type: id, value: 50, mail: false }));
    expect((await market.get('qualificationRequest', request.id)).state).toBe('pending');
    await accept(request.id, -2);
    expect(await relation(id)).toMatchObject({ value: -2 });
  });

  it('[Q56] rejecting leaves a Qualification alone, and its reason reaches the worker', async () => {
    const { id } = await market.type();
    const { request } = await ask(id);
    await market.run((tx) => assignQualification(tx, { worker, type: id, value: 50, mail: false }));
    await market.events();
    await market.run((tx) => rejectQualificationRequest(tx, { request: request.id, reason: 'too short' }));
    expect(await relation(id)).toMatchObject({ value: 50, state: { holding: 'held' } });
    const [push] = await market.events();
    expect(push).toMatchObject({ type: 'request:rejected', worker, id: request.id, reason: 'too short' });
    expect(await market.outbox()).toMatchObject([{ to: worker, text: expect.stringContaining('too short') }]);
  });

  it('[Q57] a decided request can not be decided again', async () => {
    const { id } = await market.type();
    const { request } = await ask(id);
    await accept(request.id);
    for (const decide of [
      (tx: Parameters<typeof acceptQualificationRequest>[0]) =>
        acceptQualificationRequest(tx, { request: request.id }),
      (tx: Parameters<typeof acceptQualificationRequest>[0]) =>
        rejectQualificationRequest(tx, { request: request.id }),
    ])
      expect(await market.refusal(decide)).toMatchObject({
        code: 'InvalidQualificationRequestState',
        message: 'This operation can be called with a status of: Submitted',
      });
  });

  it('[Q41] an Inactive type does not keep a request from being decided', async () => {
    const { id } = await market.type();
    const { request } = await ask(id);
    await market.run((tx) => updateQualificationType(tx, { type: id, status: 'Inactive' }));
    await accept(request.id, 4);
    expect(await relation(id)).toMatchObject({ value: 4 });
  });

  it('an unknown request', async () => {
    expect(await market.refusal((tx) => acceptQualificationRequest(tx, { request: '3NONE' }))).toMatchObject({
      code: 'QualificationRequestDoesNotExist',
      message: 'QualificationRequest [3NONE] does not exist.',
    });
  });
});

function exists(type: string) {
  return { QualificationTypeId: type, Comparator: 'Exists', ActionsGuarded: 'Accept' } as const;
}
