import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  assignQualification,
  revokeQualification,
  setQualification,
} from '../../../server/lifecycle/qualification.ts';
import {
  deleteQualificationType,
  updateQualificationType,
} from '../../../server/lifecycle/qualification-type.ts';
import { indexNames } from '../../../server/market/indexes.ts';
import { Decisions } from '../../support/run-decision.ts';

let market: Decisions;
let worker: string;
let type: string;
beforeEach(async () => {
  market = await Decisions.open();
  worker = (await market.worker()).id;
  type = (await market.type()).id;
  await market.events();
});
afterEach(() => market.close());

const assign = (value: number, mail = false) =>
  market.run((tx) => assignQualification(tx, { worker, type, value, mail }));
const revoke = (reason?: string) => market.run((tx) => revokeQualification(tx, { worker, type, reason }));
const relation = () => market.get('qualification', `${worker}:${type}`);
const listed = (holding: 'held' | 'revoked') =>
  market.run((tx) => tx.list(indexNames.qualificationsOfType(type, holding), { limit: 10 }));

describe('assigning', () => {
  it('[Q68] gives without a request; SendNotification governs the mail alone', async () => {
    await assign(3);
    expect(await market.events()).toMatchObject([
      { type: 'qualification:granted', worker, seq: 1, qualificationType: type, name: 'English', value: 3 },
    ]);
    expect(await market.outbox()).toEqual([]);
    await assign(4, true);
    expect(await market.outbox()).toMatchObject([{ kind: 'mail', to: worker, state: 'done' }]);
  });

  it('[Q69] [Q73] changes a value and leaves the time of the grant', async () => {
    await assign(3);
    const { grantedAt } = await relation();
    await market.pass(60);
    await market.events();
    await assign(-8);
    expect(await relation()).toMatchObject({ value: -8, grantedAt });
    expect(await market.events()).toMatchObject([{ type: 'qualification:updated', value: -8 }]);
  });

  it('[Q70] [Q73] grants anew after a revocation', async () => {
    await assign(3);
    await revoke();
    await market.pass(60);
    await assign(5);
    expect(await relation()).toMatchObject({ value: 5, grantedAt: market.now, state: { holding: 'held' } });
  });

  it('[Q72] works while the type is Inactive, not while it is deleted', async () => {
    await market.run((tx) => updateQualificationType(tx, { type, status: 'Inactive' }));
    await assign(1);
    await market.hit({ properties: { title: 'other' } });
    await market.run((tx) => deleteQualificationType(tx, type));
    expect(
      (await market.refusal((tx) => assignQualification(tx, { worker, type, value: 1, mail: false }))).code,
    ).toBe('QualificationTypeDoesNotExist');
  });
});

describe('revoking', () => {
  it('[Q74] [Q75] [Q78] with a reason the worker gets a mail; it is listed as revoked with its last value', async () => {
    await assign(3);
    await market.events();
    await revoke('spam');
    expect(await market.events()).toMatchObject([
      { type: 'qualification:revoked', worker, qualificationType: type, reason: 'spam' },
      { type: 'outbox:changed' },
    ]);
    expect(await relation()).toMatchObject({ value: 3, state: { holding: 'revoked' } });
    expect([await listed('held'), await listed('revoked')]).toMatchObject([
      [],
      [{ id: `${worker}:${type}` }],
    ]);
  });

  it.each([undefined, ''])('[Q74] without a reason (%o) there is the push alone', async (reason) => {
    await assign(3);
    await market.events();
    await revoke(reason);
    const [push, ...others] = await market.events();
    expect(push).toMatchObject({ type: 'qualification:revoked', worker });
    expect(push).not.toHaveProperty('reason');
    expect(others).toEqual([]);
  });

  it('[Q77] never granted, or revoked already', async () => {
    const refused = () => market.refusal((tx) => revokeQualification(tx, { worker, type }));
    expect(await refused()).toMatchObject({
      code: 'QualificationDoesNotExist',
      message: 'You requested a Qualification that does not exist.',
    });
    await assign(1);
    await revoke();
    expect(await refused()).toMatchObject({
      code: 'InvalidQualificationState',
      message: 'This operation can be called with a status of: Granted',
    });
  });
});

describe('the market itself', () => {
  it('sets and takes away, with pushes and without mail', async () => {
    await market.run((tx) => setQualification(tx, { worker, type, value: 9 }));
    await market.run((tx) => setQualification(tx, { worker, type, value: null }));
    expect(await market.news()).toEqual(['qualification:granted', 'qualification:revoked']);
    expect(await market.outbox()).toEqual([]);
  });
});
