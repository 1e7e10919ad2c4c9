import { describe, expect, it } from 'vitest';
import type {
  AssignmentRecord,
  HitRecord,
  RequesterRecord,
  WorkerRecord,
} from '../../../../server/contract/records.ts';
import { dayMs } from '../../../../simulator/population/local-time.ts';
import { Population } from '../../../../simulator/population/population.ts';
import { defaultParameters } from '../../../../simulator/population/presets.ts';
import { readScenario, type Scenario } from '../../../../simulator/scenario.ts';
import { prepaidMills } from '../../../../simulator/simulate/accounts.ts';
import { DailyCaps } from '../../../../simulator/simulate/daily-caps.ts';
import { runScenario } from '../../../../simulator/simulate/run-scenario.ts';
import { openSimulation, type Simulation } from '../../../../simulator/simulate/simulation.ts';
import { smallScenario } from './scenarios.ts';

const run = (scenario: Scenario, seed: number) =>
  runScenario(
    { scenario, seed, run: 0 },
    () => false,
    () => {},
  );

async function records<T>({ market }: Simulation, kind: string): Promise<T[]> {
  const found: T[] = [];
  for await (const [, { value }] of market.namespace.scan(`${kind}/`)) found.push(value as T);
  return found;
}

describe.each(['full', 'background'] as const)('a simulation at level of detail %s', (detail) => {
  const scenario = smallScenario({ detail });

  it('[promise 5] gives the same numbers for the same seed, others for another', async () => {
    const [one, again, other] = [await run(scenario, 7), await run(scenario, 7), await run(scenario, 8)];
    expect(JSON.stringify(again)).toBe(JSON.stringify(one));
    expect(other.measures).not.toEqual(one.measures);
  });

  it('keeps the identities: spend is pay and fees, decided work was submitted, the rate obeys Q96', async () => {
    const simulation = await openSimulation(scenario, 3);
    await simulation.run(() => false);
    const assignments = await records<AssignmentRecord>(simulation, 'assignment');
    for (const account of await records<RequesterRecord>(simulation, 'requester')) {
      const approved = assignments.filter(
        ({ state, requester }) => state === 'Approved' && requester === account.id,
      );
      const paid = approved.reduce((sum, { rewardMills, feeMills }) => sum + rewardMills + feeMills, 0);
      const bonuses = (
        await records<{ requester: string; amountMills: number; feeMills: number }>(simulation, 'bonus')
      )
        .filter(({ requester }) => requester === account.id)
        .reduce((sum, { amountMills, feeMills }) => sum + amountMills + feeMills, 0);
      expect(prepaidMills - account.balanceMills, account.id).toBe(paid + bonuses);
      expect(account.heldMills).toBeGreaterThanOrEqual(0);
    }
    for (const worker of await records<WorkerRecord>(simulation, 'worker')) {
      expect(worker.approved + worker.rejected).toBeLessThanOrEqual(worker.submitted);
      const rate = worker.submitted < 100 ? 100 : Math.floor((worker.approved * 100) / worker.submitted);
      expect(worker.approvalRate, JSON.stringify(worker)).toBe(rate);
    }
    expect(assignments.length).toBeGreaterThan(20);
    await simulation.close();
  });

  it('[promise 1] lets nobody take the studied batch who lacks what it asks for', async () => {
    const demanding = smallScenario({
      detail,
      requirements: { approval: 98, hitsApproved: 500, countries: ['US'] },
    });
    const simulation = await openSimulation(demanding, 5);
    const refused: string[] = [];
    simulation.market.follow(({ events }) => {
      for (const { type, hitTypeId, worker } of events) {
        if (type !== 'assignment:accepted' || !simulation.study?.has(hitTypeId)) continue;
        const { columns } = simulation.population;
        const number = simulation.numberOf(worker as string);
        if ((columns.approved[number] as number) < 500 && detail === 'background')
          refused.push(worker as string);
        if (simulation.population.locale(number).country !== 'US') refused.push(worker as string);
      }
    });
    await simulation.run(() => false);
    expect(refused).toEqual([]);
    await simulation.close();
  });

  it('says that a run was ended before its time', async () => {
    let asked = 0;
    const result = await runScenario(
      { scenario, seed: 1, run: 0 },
      () => ++asked > 60,
      () => {},
    );
    expect(result).toMatchObject({ partial: true, reachedAt: '2017-01-02T01:00:00.000Z' });
  });
});

describe('what is studied', () => {
  it('work that takes longer than the time allowed: it is lost, and another takes it', async () => {
    const scenario = smallScenario({
      batch: {
        title: 'Hurry',
        reward: 3,
        hits: 20,
        assignments: 3,
        taskSeconds: 150,
        allowedMinutes: 1,
        postAtHours: 6,
      },
    });
    const { accepted, submitted, abandoned } = (await run(scenario, 4)).measures;
    expect(accepted).toBeGreaterThan(60);
    expect(abandoned).toBeGreaterThan(submitted as number);
  });

  it('a test: who asks, takes, passes and works is counted on the way', async () => {
    const { measures } = await run(
      smallScenario({
        detail: 'background',
        population: { workers: 4000 },
        requirements: { test: { questions: 10, passPercent: 80 } },
        workerBehaviour: { seekWithTestShare: 1 },
      }),
      2,
    );
    const { testsAsked, testsTaken, testsPassed, testedWorked, participants } = measures;
    expect(testsTaken).toBeGreaterThan(5);
    expect(testsTaken).toBeLessThanOrEqual(testsAsked as number);
    expect(testsPassed).toBeLessThanOrEqual(testsTaken as number);
    expect(testedWorked).toBe(participants);
  });

  it('a long test: its time is long enough for those who take it', async () => {
    const { measures } = await run(
      smallScenario({
        detail: 'background',
        population: { workers: 3000 },
        requirements: { test: { questions: 10, passPercent: 80, minutes: 400 } },
        workerBehaviour: { seekWithTestShare: 1, workTimeSigma: 0.1 },
      }),
      2,
    );
    expect(measures.testsAsked).toBeGreaterThan(5);
    expect(measures.testsTaken).toBeGreaterThan(5);
  });

  it('waves: those who took part before are shut out of later ones', async () => {
    const waves = {
      detail: 'background',
      days: 2,
      population: { workers: 3000 },
      batch: {
        survey: true,
        reward: 1,
        assignments: 40,
        taskSeconds: 120,
        postAtHours: 6,
        lifetimeHours: 12,
        waves: 3,
        waveEveryHours: 12,
      },
    };
    const open = await run(smallScenario({ ...waves, requirements: {} }), 4);
    const closed = await run(
      smallScenario({ ...waves, requirements: { formerParticipants: 'excluded' } }),
      4,
    );
    expect(open.measures.wavesPosted).toBe(3);
    expect(open.measures.formerShare).toBeGreaterThan(0);
    expect(closed.measures.formerShare).toBe(0);
  });

  it('a wave of programs answers part of a batch, and worse than people', async () => {
    const changes = {
      detail: 'background',
      population: { workers: 2000 },
      botWave: { accounts: 300, atHours: 0, withinHours: 2 },
    };
    const { measures } = await run(smallScenario({ ...changes, requirements: {} }), 6);
    expect(measures.botAnswers).toBeGreaterThan(0.2);
    const barred = await run(smallScenario({ ...changes, requirements: { hitsApproved: 100 } }), 6);
    expect(barred.measures.botAnswers).toBeLessThan(0.1);
    expect(barred.measures.accuracy).toBeGreaterThan(measures.accuracy as number);
  });
});

describe('the unnamed requesters', () => {
  it('post slowed batches anew where they are of that kind (V32)', async () => {
    const eventsOf = async (repostShare: number) => {
      const behaviour = {
        hitsPerBatchMax: 200,
        repostShare,
        repostAfterHours: 4,
        repostRateShare: 1,
      };
      const simulation = await openSimulation(smallScenario({ requesterBehaviour: behaviour }), 9);
      const expiredEarly = new Set<string>();
      simulation.market.follow(({ events }) => {
        for (const { type, hit } of events) if (type === 'hit:expired') expiredEarly.add(hit as string);
      });
      await simulation.run(() => false);
      await simulation.close();
      return expiredEarly.size;
    };
    expect(await eventsOf(1)).toBeGreaterThan(10 + (await eventsOf(0)));
  });

  it('decide work in their time, and what they leave is approved by itself', async () => {
    const simulation = await openSimulation(smallScenario({ days: 3 }), 2);
    await simulation.run(() => false);
    const assignments = await records<AssignmentRecord>(simulation, 'assignment');
    const decided = assignments.filter(({ approvedAt, rejectedAt }) => approvedAt ?? rejectedAt);
    expect(decided.length).toBeGreaterThan(assignments.length / 3);
    for (const { submittedAt = 0, approvedAt, rejectedAt, autoApprovalAt = 0, id } of decided) {
      const at = rejectedAt ?? approvedAt ?? 0;
      expect(at, id).toBeGreaterThanOrEqual(submittedAt);
      expect(at, id).toBeLessThanOrEqual(autoApprovalAt);
    }
    await simulation.close();
  });
});

describe('a scenario that is made for a market in a server', () => {
  it('has the same requesters in virtual time: they keep work on offer and decide it by themselves', async () => {
    const lively = await readScenario('lively');
    const pace = lively.pace && { ...lively.pace, tendMeanSeconds: 60 };
    const simulation = await openSimulation(
      { ...lively, days: 0.04, workers: 300, ...(pace && { pace }) },
      2,
    );
    await simulation.run(() => false);
    const hits = await records<HitRecord>(simulation, 'hit');
    expect(new Set(hits.map(({ requester }) => requester)).size).toBe(lively.requesters);
    const assignments = await records<AssignmentRecord>(simulation, 'assignment');
    expect(assignments.filter(({ state }) => state === 'Approved').length).toBeGreaterThan(10);
    await simulation.close();
  });
});

describe('daily caps (P22)', () => {
  const population = new Population({
    seed: 1,
    workers: 10,
    parameters: defaultParameters,
    startsAt: Date.UTC(2017, 0, 2),
  });
  const at = Date.UTC(2017, 0, 5, 12);

  it('hold a newcomer to 100 HITs a day, others to 3,800, and begin anew each day', () => {
    const caps = new DailyCaps(population);
    population.columns.joinedAt[0] = at - 9 * dayMs;
    population.columns.joinedAt[1] = at - 11 * dayMs;
    expect([caps.left(0, at), caps.left(1, at)]).toEqual([100, 3800]);
    for (let done = 0; done < 100; done++) caps.submitted(0, at);
    expect([caps.left(0, at), caps.left(1, at)]).toEqual([0, 3800]);
    expect(caps.left(0, at + dayMs)).toBe(3800);
  });

  it('are kept by everybody in full detail', async () => {
    const tasksPerDayMax = { newcomer: 2, established: 3 };
    const simulation = await openSimulation(
      smallScenario({ population: { workers: 300, parameters: { tasksPerDayMax } } }),
      4,
    );
    await simulation.run(() => false);
    const byWorker = new Map<string, number>();
    for (const { worker, submittedAt } of await records<AssignmentRecord>(simulation, 'assignment'))
      if (submittedAt !== undefined) byWorker.set(worker, (byWorker.get(worker) ?? 0) + 1);
    expect(Math.max(...byWorker.values())).toBe(3);
    await simulation.close();
  });
});
