import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adultTypeId, localeTypeId, mastersTypeId } from '../../../server/contract/system-types.ts';
import { changeWorker, createWorker, workSession } from '../../../server/lifecycle/worker.ts';
import { Decisions } from '../../support/run-decision.ts';

let market: Decisions;
beforeEach(async () => {
  market = await Decisions.open();
});
afterEach(() => market.close());

describe('making a worker', () => {
  it('begins with the defaults of 4.8 and one event', async () => {
    const worker = await market.worker();
    expect(worker).toMatchObject({
      id: expect.stringMatching(/^A[A-Z0-9]{13}$/),
      approvalRate: 100,
      approved: 0,
    });
    expect(worker.state).toEqual({
      hitsApproved: 'counting',
      approvalRate: 'provisional',
      masters: 'none',
      adult: 'no',
      locale: 'registered',
    });
    expect(await market.events()).toMatchObject([{ type: 'worker:created', worker: worker.id }]);
  });

  it('[Q96] takes numbers: submitted is at least what was decided', async () => {
    expect(await market.worker({ approved: 180, rejected: 20 })).toMatchObject({
      submitted: 200,
      approvalRate: 90,
    });
    expect(await market.worker({ approved: 9, submitted: 99 })).toMatchObject({ approvalRate: 100 });
  });

  it('refuses an id that is taken', async () => {
    const { id } = await market.worker({ id: 'AKNOWN' });
    const again = { id, seed: 1, locale: { country: 'US' } };
    expect((await market.refusal((tx) => createWorker(tx, again))).code).toBe('Conflict');
  });
});

describe('[Q95] changing a worker', () => {
  it('tells it of each value that moved, with the one before', async () => {
    const { id } = await market.worker({ submitted: 100, approved: 95 });
    await market.events();
    await market.run((tx) =>
      changeWorker(tx, {
        worker: id,
        approved: 50,
        masters: true,
        adult: true,
        locale: { country: 'US', subdivision: 'PA' },
      }),
    );
    const [changed, ...pushes] = await market.events();
    expect(changed?.type).toBe('worker:changed');
    expect(pushes.map(({ name, value, previous, seq }) => ({ name, value, previous, seq }))).toEqual([
      { name: 'Worker_PercentAssignmentsApproved', value: 50, previous: 95, seq: 1 },
      { name: 'Worker_NumberHITsApproved', value: 50, previous: 95, seq: 2 },
      { name: 'Masters', value: 1, previous: null, seq: 3 },
      { name: 'Worker_Adult', value: 1, previous: 0, seq: 4 },
      {
        name: 'Worker_Locale',
        value: { country: 'US', subdivision: 'PA' },
        previous: { country: 'US' },
        seq: 5,
      },
    ]);
    expect(pushes.map(({ qualificationType }) => qualificationType).slice(2)).toEqual([
      mastersTypeId.sandbox,
      adultTypeId,
      localeTypeId,
    ]);
  });

  it('says nothing of what stayed', async () => {
    const { id } = await market.worker();
    await market.events();
    const same = { worker: id, adult: false, masters: false, locale: { country: 'US' }, name: 'Ann' };
    expect(await market.run((tx) => changeWorker(tx, same))).toMatchObject({ name: 'Ann' });
    expect(await market.news()).toEqual(['worker:changed']);
  });

  it('an unknown worker', async () => {
    expect((await market.refusal((tx) => changeWorker(tx, { worker: 'ANOBODY' }))).code).toBe('NotFound');
  });

  it('a session moves all numbers at once', async () => {
    const { id: worker } = await market.worker({ submitted: 100, approved: 100 });
    await market.events();
    const counts = { submitted: 10, approved: 9, rejected: 1, earnedMills: 450, workedMs: 1000 };
    expect(await market.run((tx) => workSession(tx, { worker, counts }))).toMatchObject({
      submitted: 110,
      approvalRate: 99,
      earnedMills: 450,
    });
    expect(await market.news()).toEqual(['worker:changed', 'system:changed', 'system:changed']);
  });
});
