import { describe, expect, it } from 'vitest';
import { BackgroundMarket, type Instrument } from '../../../../simulator/background/background-market.ts';
import { defaultBackgroundMarket } from '../../../../simulator/background/parameters.ts';
import {
  defaultRequesterBehaviour,
  defaultWorkerBehaviour,
} from '../../../../simulator/behaviours/parameters.ts';
import { Activity } from '../../../../simulator/instruments/activity.ts';
import { BatchSample } from '../../../../simulator/instruments/batch-sample.ts';
import { PostedGroup, type Posting } from '../../../../simulator/instruments/posted-group.ts';
import { Restart, Studies, studies, timesPosted } from '../../../../simulator/instruments/studies.ts';
import { dayMs, hourMs } from '../../../../simulator/population/local-time.ts';
import { Population } from '../../../../simulator/population/population.ts';
import { defaultParameters } from '../../../../simulator/population/presets.ts';

const startsAt = Date.UTC(2017, 0, 2);
const newPopulation = (workers: number, seed = 1) =>
  new Population({ seed, workers, parameters: defaultParameters, startsAt });

function run(population: Population, instruments: readonly Instrument[], days: number): BackgroundMarket {
  const market = new BackgroundMarket({
    population,
    workerBehaviour: defaultWorkerBehaviour,
    requesterBehaviour: defaultRequesterBehaviour,
    market: defaultBackgroundMarket,
    seed: 1,
    instruments,
  });
  market.run(startsAt + days * dayMs);
  return market;
}

describe('PostedGroup', () => {
  const posting: Posting = {
    postedAt: startsAt,
    lifetimeMs: dayMs,
    places: 2,
    rewardMills: 100,
    taskSeconds: 60,
    isSurvey: true,
  };

  it('lets nobody take a survey twice, and counts until the last submission', () => {
    const group = new PostedGroup(posting, newPopulation(10));
    expect(group.mayAccept(3)).toBe(true);
    group.submitted(3, startsAt + hourMs);
    expect([group.mayAccept(3), group.mayAccept(4)]).toEqual([false, true]);
    expect([group.isComplete, group.hours]).toEqual([false, 24]);
    group.submitted(4, startsAt + 3 * hourMs);
    expect([group.isComplete, group.hours]).toEqual([true, 3]);
    expect(group.between(startsAt, startsAt + 3 * hourMs)).toBe(1);
  });

  it('remembers who took part when it is posted again, and has ended before', () => {
    const population = newPopulation(10);
    const group = new PostedGroup(posting, population);
    group.submitted(3, startsAt + hourMs);
    group.available = 1;
    const again = group.renewed(startsAt + 2 * hourMs, population, posting);
    expect(group.expiresAt).toBe(startsAt + 2 * hourMs);
    expect([again.places, again.mayAccept(3), again.mayAccept(4)]).toEqual([1, false, true]);
  });

  it('holds workers to its requirements', () => {
    const population = newPopulation(2000);
    const admitted = (requirements: Posting['requirements']) => {
      const group = new PostedGroup({ ...posting, ...(requirements && { requirements }) }, population);
      return Array.from({ length: 2000 }, (_, worker) => worker).filter((worker) => group.mayAccept(worker));
    };
    expect(admitted(undefined)).toHaveLength(2000);
    expect(admitted({ masters: true }).every((worker) => population.has(worker, 'masters'))).toBe(true);
    expect(
      admitted({ countries: ['IN'] }).every((worker) => population.locale(worker).country === 'IN'),
    ).toBe(true);
    const both = admitted({ approvalRateMin: 99, hitsApprovedMin: 1000 });
    expect(both.length).toBeGreaterThan(50);
    for (const worker of both) {
      expect(population.approvalRate(worker)).toBeGreaterThanOrEqual(99);
      expect(population.columns.approved[worker]).toBeGreaterThanOrEqual(1000);
    }
  });
});

describe('instruments that post', () => {
  it('[V28] [V31] posts every study several times, and Masters only reach theirs', () => {
    const population = newPopulation(2500);
    const instrument = new Studies(startsAt, 1);
    run(population, [instrument], 75);
    for (const name of Object.keys(studies) as (keyof typeof studies)[]) {
      const groups = instrument.posted.get(name) ?? [];
      expect(groups, name).toHaveLength(timesPosted);
      for (const { postedAt } of groups) expect(new Date(postedAt).getUTCHours()).toBeGreaterThanOrEqual(14);
    }
    const [open] = instrument.posted.get('open') ?? [];
    const [masters] = instrument.posted.get('mastersOnly') ?? [];
    expect(open?.submittedAt.length).toBeGreaterThan(2 * (masters?.submittedAt.length ?? 0));
  });

  it('[V32] posts a slowed study again for what is left of it', () => {
    const instrument = new Restart(startsAt);
    run(newPopulation(2500), [instrument], 35);
    expect(instrument.restarts.length).toBeGreaterThan(0);
    for (const { first } of instrument.restarts) expect(first.places).toBeLessThan(1000);
    expect(Math.max(...instrument.jumps())).toBeGreaterThan(0);
  });

  it('[V25] posts batches as requesters draw them, more on weekdays', () => {
    const instrument = new BatchSample(startsAt, 1);
    run(newPopulation(400), [instrument], 30);
    const { batches } = instrument;
    expect(batches.length).toBeGreaterThan(250);
    expect(batches.every(({ batch }) => batch.requirements.ownType === undefined)).toBe(true);
    const weekend = batches.filter(({ group }) => [0, 6].includes(new Date(group.postedAt).getUTCDay()));
    expect(weekend.length / batches.length).toBeLessThan(2 / 7);
  });

  it('[V12] counts US workers by month and by year, and the tasks of all', () => {
    const population = newPopulation(2000);
    const activity = new Activity(startsAt, population);
    const market = run(population, [activity], 90);
    const tasks = activity.tasksOfWorkers();
    expect(tasks.reduce((sum, one) => sum + one, 0)).toBe(market.work.total('tasks'));
    expect(activity.monthOverYear()).toBeGreaterThan(0);
    expect(activity.monthOverYear()).toBeLessThan(1);
  });
});
