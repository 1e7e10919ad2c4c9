import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mastersTypeId } from '../../../server/contract/system-types.ts';
import { assignmentFeeMills, bonusFeeMills, dollars, millsOf } from '../../../server/domain/money.ts';
import { spare } from '../../../server/lifecycle/account.ts';
import {
  acceptAssignment,
  approveAssignment,
  rejectAssignment,
  returnAssignment,
  submitAssignment,
} from '../../../server/lifecycle/assignment.ts';
import { sendBonus } from '../../../server/lifecycle/bonus.ts';
import { changeHitType, disposeHit, expireHit, extendHit } from '../../../server/lifecycle/hit.ts';
import type { Transaction } from '../../../server/market/transaction.ts';
import { Decisions } from '../../support/run-decision.ts';

describe('[8.4] fees', () => {
  it.each<[string, number, boolean, string, string]>([
    ['0.05', 9, false, '0.01', '0.54'],
    ['0.01', 1, false, '0.01', '0.02'],
    ['0.10', 9, false, '0.02', '1.08'],
    ['0.10', 10, false, '0.04', '1.40'],
    ['1.00', 5, true, '0.25', '6.25'],
    ['1.00', 10, true, '0.45', '14.50'],
    ['0', 1, false, '0.01', '0.01'],
  ])('reward %s × %i, Masters %s: %s each, %s held', (reward, count, masters, fee, held) => {
    const rewardMills = millsOf(reward);
    const feeMills = assignmentFeeMills({ rewardMills, largeBatch: count >= 10, masters });
    expect(dollars(feeMills)).toBe(fee);
    expect(dollars(count * (rewardMills + feeMills))).toBe(held);
  });

  it('a bonus costs 20 %, at least a cent, rounded half up', () => {
    expect([20, 50, 520, 530, 1000].map((mills) => dollars(bonusFeeMills(mills)))).toEqual([
      '0.01',
      '0.01',
      '0.10',
      '0.11',
      '0.20',
    ]);
    expect(bonusFeeMills(525)).toBe(110);
  });
});

describe('[8.3] production money', () => {
  let market: Decisions;
  const start = 10_000_000;
  const cost = 60;
  beforeEach(async () => {
    market = await Decisions.open('production');
  });
  afterEach(() => market.close());

  const money = async () => {
    const { balanceMills, heldMills } = await market.get('requester', 'OWNER');
    return { spent: start - balanceMills, held: heldMills };
  };
  const poor = (mills: number) =>
    market.run(async (tx: Transaction) => {
      const account = await tx.get('requester', 'OWNER');
      if (account) tx.put('requester', 'OWNER', { ...account, balanceMills: mills });
      tx.emit('requester:changed', { requester: 'OWNER' });
    });
  const accept = async (hit: string) => {
    const { id: worker } = await market.worker();
    return market.run((tx) => acceptAssignment(tx, { worker, hit }));
  };
  const work = async (hit: string) => {
    const { id: assignment, worker } = await accept(hit);
    return market.run((tx) => submitAssignment(tx, { worker, assignment, answer: '' }));
  };

  it('a HIT holds its whole cost; approval spends, rejection releases', async () => {
    const { id } = await market.hit();
    expect(await money()).toEqual({ spent: 0, held: 3 * cost });
    const [good, bad] = [await work(id), await work(id)];
    expect(await money()).toEqual({ spent: 0, held: 3 * cost });
    await market.run((tx) => approveAssignment(tx, { assignment: good.id }));
    expect(await money()).toEqual({ spent: cost, held: 2 * cost });
    await market.run((tx) => rejectAssignment(tx, { assignment: bad.id, feedback: '' }));
    expect(await money()).toEqual({ spent: cost, held: cost });
    await market.run((tx) => approveAssignment(tx, { assignment: bad.id, override: true }));
    expect(await money()).toEqual({ spent: 2 * cost, held: cost });
  });

  it('expiry releases the free places, extension holds them again, a return after expiry releases its own', async () => {
    const { id } = await market.hit();
    const { id: assignment, worker } = await accept(id);
    await market.run((tx) => expireHit(tx, id));
    expect(await money()).toEqual({ spent: 0, held: cost });
    await market.run((tx) => extendHit(tx, { hit: id, additionalAssignments: 2 }));
    expect(await money()).toEqual({ spent: 0, held: cost });
    await market.run((tx) => extendHit(tx, { hit: id, expireAt: market.now + 60_000 }));
    expect(await money()).toEqual({ spent: 0, held: 5 * cost });
    await market.pass(60);
    await market.run((tx) => returnAssignment(tx, { worker, assignment }));
    expect(await money()).toEqual({ spent: 0, held: 0 });
    await market.run((tx) => disposeHit(tx, id));
    expect(await money()).toEqual({ spent: 0, held: 0 });
  });

  it('[D41] another type is reckoned anew; Masters cost more', async () => {
    const { id } = await market.hit();
    const requirements = [
      {
        QualificationTypeId: mastersTypeId.production,
        Comparator: 'Exists',
        ActionsGuarded: 'Accept',
      } as const,
    ];
    const hitType = await market.hitType({ rewardMills: 1000, requirements });
    await market.run((tx) => changeHitType(tx, { hit: id, hitType }));
    expect(await money()).toEqual({ spent: 0, held: 3 * 1250 });
  });

  it('too little money refuses and changes nothing', async () => {
    await poor(3 * cost - 1);
    await expect(market.hit()).rejects.toMatchObject({
      code: 'InsufficientFunds',
      message: expect.stringMatching(/^This Requester has insufficient funds in their account /),
    });
    await poor(3 * cost);
    const { id } = await market.hit();
    const extend = (tx: Transaction) => extendHit(tx, { hit: id, additionalAssignments: 1 });
    expect((await market.refusal(extend)).code).toBe('InsufficientFunds');
    const { id: assignment, worker } = await work(id);
    const bonus = { requester: 'OWNER', worker, assignment, amountMills: 10, reason: 'good' };
    expect((await market.refusal((tx) => sendBonus(tx, bonus))).code).toBe('InsufficientFunds');
    await market.run((tx) => approveAssignment(tx, { assignment }));
    expect(spare(await market.get('requester', 'OWNER'))).toBe(0);
  });

  it('[6.4] an automatic approval spends what was held', async () => {
    const { id } = await market.hit();
    await work(id);
    await market.pass(2 * 86_400);
    expect(await money()).toEqual({ spent: cost, held: 0 });
  });

  it('[1.18] a bonus costs its amount and fee', async () => {
    const { id } = await market.hit();
    const { id: assignment, worker } = await work(id);
    await market.run((tx) =>
      sendBonus(tx, { requester: 'OWNER', worker, assignment, amountMills: 20, reason: 'good' }),
    );
    expect(await money()).toEqual({ spent: 30, held: 3 * cost });
  });
});

describe('[8.3] sandbox money', () => {
  it('never moves', async () => {
    const market = await Decisions.open('sandbox');
    const before = await market.get('requester', 'OWNER');
    const { id: worker } = await market.worker();
    const { id: hit } = await market.hit({ maxAssignments: 1_000_000_000 });
    const { id: assignment } = await market.run((tx) => acceptAssignment(tx, { worker, hit }));
    await market.run((tx) => submitAssignment(tx, { worker, assignment, answer: '' }));
    await market.run((tx) => approveAssignment(tx, { assignment }));
    expect(await market.get('requester', 'OWNER')).toEqual(before);
    await market.close();
  });
});
