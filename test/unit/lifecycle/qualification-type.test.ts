import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHit, disposeHit, expireHit } from '../../../server/lifecycle/hit.ts';
import { findOrCreateHitType } from '../../../server/lifecycle/hit-type.ts';
import { assignQualification } from '../../../server/lifecycle/qualification.ts';
import { askForQualification } from '../../../server/lifecycle/qualification-request.ts';
import type { QualificationTypeChange } from '../../../server/lifecycle/qualification-type.ts';
import {
  createQualificationType,
  deleteQualificationType,
  updateQualificationType,
} from '../../../server/lifecycle/qualification-type.ts';
import type { Transaction } from '../../../server/market/transaction.ts';
import { Decisions } from '../../support/run-decision.ts';

let market: Decisions;
beforeEach(async () => {
  market = await Decisions.open();
});
afterEach(() => market.close());

const update = (change: QualificationTypeChange) => market.run((tx) => updateQualificationType(tx, change));
const remove = (type: string) => market.run((tx) => deleteQualificationType(tx, type));
const requiring = (type: string) => ({
  requirements: [{ QualificationTypeId: type, Comparator: 'Exists', ActionsGuarded: 'Accept' } as const],
});
const spec = { owner: 'OWNER', name: 'English', description: 'd', status: 'Active' } as const;

describe('creating a type', () => {
  it('[Q2] [Q3] names are unique among the types of one requester, letter by letter', async () => {
    await market.type();
    expect(await market.refusal((tx) => createQualificationType(tx, spec))).toMatchObject({
      code: 'QualificationTypeAlreadyExists',
      message: expect.stringMatching(/^You have already created a QualificationType with this name\. /),
    });
    await market.type({ name: 'english' });
    await market.type({ owner: 'OTHER' });
  });

  it('[Q18] [Q19] [Q21] keeps what it was given, and nothing else', async () => {
    const type = await market.type({
      test: '<t/>',
      testDurationSeconds: 60,
      answerKey: '<k/>',
      keywords: 'a,b',
    });
    expect(type).toEqual({
      id: expect.stringMatching(/^3[A-Z0-9]{29}$/),
      owner: 'OWNER',
      state: 'Active',
      status: 'Active',
      name: 'English',
      description: 'Writes English',
      keywords: 'a,b',
      createdAt: market.now,
      testRevision: 1,
      testDurationSeconds: 60,
      autoGranted: false,
    });
    expect(await market.get('test', `${type.id}:1`)).toEqual({ test: '<t/>', answerKey: '<k/>' });
  });

  it('[Q15] [Q20] partnerless durations and values are dropped; AutoGrantedValue is 1 where none is given', async () => {
    const plain = await market.type({ testDurationSeconds: 60, autoGrantedValue: 5 });
    expect(plain).not.toHaveProperty('testDurationSeconds');
    expect(plain).not.toHaveProperty('autoGrantedValue');
    expect(await market.type({ name: 'auto', autoGranted: true })).toMatchObject({ autoGrantedValue: 1 });
  });
});

describe('updating a type', () => {
  it('[Q26] an empty update changes nothing', async () => {
    const type = await market.type();
    expect(await update({ type: type.id })).toEqual(type);
  });

  it('[Q28] description and status change, in both directions', async () => {
    const { id: type } = await market.type();
    expect(await update({ type, description: 'new', status: 'Inactive' })).toMatchObject({
      description: 'new',
      state: 'Inactive',
      status: 'Inactive',
    });
    expect(await update({ type, status: 'Active' })).toMatchObject({ state: 'Active', status: 'Active' });
  });

  it('[Q31] [Q32] a new test without a key has none, with one it has', async () => {
    const { id: type } = await market.type({ test: '<t/>', testDurationSeconds: 60, answerKey: '<k/>' });
    expect(await update({ type, description: 'x' })).toMatchObject({ testRevision: 1 });
    expect(await update({ type, test: '<u/>', testDurationSeconds: 90 })).toMatchObject({
      testRevision: 2,
      testDurationSeconds: 90,
    });
    expect(await market.get('test', `${type}:2`)).toEqual({ test: '<u/>' });
  });

  it('[Q34] [Q35] a type has a test or grants itself', async () => {
    const { id: tested } = await market.type({ test: '<t/>', testDurationSeconds: 60 });
    expect(
      await market.refusal((tx) => updateQualificationType(tx, { type: tested, autoGranted: true })),
    ).toMatchObject({ code: 'InvalidParameterValue', details: { Parameter: 'AutoGranted' } });
    const { id: type } = await market.type({ name: 'auto', autoGranted: true });
    const test = { test: '<t/>', testDurationSeconds: 60 };
    expect(await market.refusal((tx) => updateQualificationType(tx, { type, ...test }))).toMatchObject({
      code: 'InvalidParameterValue',
      details: { Parameter: 'Test' },
    });
    expect(await update({ type, ...test, autoGranted: false })).toMatchObject({
      autoGranted: false,
      testRevision: 1,
    });
  });

  it('[Q36] switched on without a value it is 1, switching off drops it; pending requests stay', async () => {
    const worker = (await market.worker()).id;
    const { id: type } = await market.type();
    const { request } = await market.run((tx) => askForQualification(tx, { worker, type }));
    expect(await update({ type, autoGranted: true })).toMatchObject({ autoGrantedValue: 1 });
    expect(await update({ type, autoGrantedValue: 8 })).toMatchObject({ autoGrantedValue: 8 });
    expect(await update({ type, autoGranted: false })).not.toHaveProperty('autoGrantedValue');
    expect(await update({ type, autoGrantedValue: 8 })).not.toHaveProperty('autoGrantedValue');
    expect(await market.get('qualificationRequest', request.id)).toMatchObject({ state: 'pending' });
  });
});

describe('deleting a type', () => {
  it('[Q4] [Q47] that no HIT requires: unknown at once, its name free', async () => {
    const { id: type } = await market.type();
    await market.hitType(requiring(type));
    await remove(type);
    expect((await market.refusal((tx) => deleteQualificationType(tx, type))).code).toBe(
      'QualificationTypeDoesNotExist',
    );
    await market.type();
  });

  it('[Q43] rejects pending and unfinished requests, and tells the workers', async () => {
    const [one, two] = [(await market.worker()).id, (await market.worker()).id];
    const { id: type } = await market.type();
    await market.run((tx) => askForQualification(tx, { worker: one, type }));
    await update({ type, test: '<t/>', testDurationSeconds: 60 });
    await market.run((tx) => askForQualification(tx, { worker: two, type }));
    await market.events();
    await remove(type);
    await market.pass(0);
    const told = (await market.events()).filter((event) => event.type === 'request:rejected');
    expect(told.map((event) => event.worker).sort()).toEqual([one, two].sort());
    expect(await market.find('qualificationType', type)).toBeUndefined();
  });

  it('[Q43] more requests than fit one commit are worked off', async () => {
    const { id: type } = await market.type();
    for (let at = 0; at < 70; at++) {
      const { id: worker } = await market.worker();
      await market.run((tx) => askForQualification(tx, { worker, type }));
    }
    await market.events();
    await remove(type);
    await market.pass(0);
    expect((await market.news()).filter((name) => name === 'request:rejected')).toHaveLength(70);
  });

  it('[Q44] [Q45] [Q46] while a HIT requires it, anybody’s, it goes on and nothing new begins', async () => {
    const worker = (await market.worker()).id;
    const { id: type } = await market.type({ status: 'Active' });
    await market.run((tx) => assignQualification(tx, { worker, type, value: 1, mail: false }));
    const hitType = await market.hitType(requiring(type), 'OTHER');
    const hit = await market.hit({ hitType, requester: 'OTHER' });
    await remove(type);
    await market.pass(0);
    expect(await market.get('qualificationType', type)).toMatchObject({
      state: 'Disposing',
      status: 'Active',
    });
    expect((await market.get('qualification', `${worker}:${type}`)).state.holding).toBe('held');
    expect(await market.get('hitType', hitType.id)).toMatchObject({ gone: true });
    for (const act of [
      deleteQualificationType,
      (tx: Transaction, id: string) => updateQualificationType(tx, { type: id }),
    ] as const)
      expect(await market.refusal((tx) => act(tx, type))).toMatchObject({
        code: 'InvalidQualificationTypeState',
        message: 'This operation can be called with a status of: Active,Inactive',
      });
    expect((await market.refusal((tx) => createQualificationType(tx, spec))).code).toBe(
      'QualificationTypeAlreadyExists',
    );
    const gone = await market.get('hitType', hitType.id);
    expect(
      (
        await market.refusal((tx) =>
          createHit(tx, {
            requester: 'OTHER',
            hitType: gone,
            question: '',
            maxAssignments: 1,
            lifetimeSeconds: 60,
          }),
        )
      ).code,
    ).toBe('HITTypeDoesNotExist');
    expect(
      await market.refusal((tx) => findOrCreateHitType(tx, { requester: 'OTHER', properties: hitType })),
    ).toMatchObject({
      code: 'InvalidQualificationTypeState',
      message: 'This operation can be called with a status of: Active',
    });

    await market.run((tx) => expireHit(tx, hit.id));
    await market.run((tx) => disposeHit(tx, hit.id));
    expect(await market.find('qualificationType', type)).toBeUndefined();
    await market.type();
  });
});
