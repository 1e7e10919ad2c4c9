import { describe, expect, it } from 'vitest';
import { BackgroundMarket, type Instrument } from '../../../../simulator/background/background-market.ts';
import type { NamedGroup } from '../../../../simulator/background/named-groups.ts';
import { defaultBackgroundMarket } from '../../../../simulator/background/parameters.ts';
import { StandingGroups } from '../../../../simulator/background/standing-groups.ts';
import {
  defaultRequesterBehaviour,
  defaultWorkerBehaviour,
} from '../../../../simulator/behaviours/parameters.ts';
import { dayMs } from '../../../../simulator/population/local-time.ts';
import { Population } from '../../../../simulator/population/population.ts';
import { defaultParameters } from '../../../../simulator/population/presets.ts';

const startsAt = Date.UTC(2017, 0, 2);

function market(instruments: readonly Instrument[] = [], seed = 1, workers = 4000): BackgroundMarket {
  const population = new Population({ seed, workers, parameters: defaultParameters, startsAt });
  return new BackgroundMarket({
    population,
    workerBehaviour: defaultWorkerBehaviour,
    requesterBehaviour: defaultRequesterBehaviour,
    market: defaultBackgroundMarket,
    seed,
    instruments,
  });
}

/** A survey for many, and who took it when. */
class Survey implements Instrument {
  readonly startsAt = startsAt + 2 * dayMs;
  readonly takers: { worker: number; at: number }[] = [];
  readonly group: NamedGroup;

  constructor(assignments: number, mayAccept: (worker: number) => boolean = () => true) {
    const took = new Set<number>();
    this.group = {
      postedAt: this.startsAt,
      expiresAt: this.startsAt + 3 * dayMs,
      available: assignments,
      rewardMills: 2000,
      taskSeconds: 300,
      isSurvey: true,
      requesterRejectedShare: 0,
      mayAccept: (worker) => !took.has(worker) && mayAccept(worker),
      submitted: (worker, at) => {
        took.add(worker);
        this.takers.push({ worker, at });
      },
    };
  }

  step(_at: number, running: BackgroundMarket): number {
    running.post(this.group);
    return Number.POSITIVE_INFINITY;
  }
}

describe('BackgroundMarket', () => {
  it('gives the same run for the same seed, and another for another', () => {
    const run = (seed: number) => {
      const survey = new Survey(30);
      const running = market([survey], seed);
      running.run(startsAt + 6 * dayMs);
      const { submitted, approved, rejected } = running.population.columns;
      return { takers: survey.takers, submitted, approved, rejected, events: running.events };
    };
    expect(run(1)).toEqual(run(1));
    expect(run(2).takers).not.toEqual(run(1).takers);
  });

  it('[P31] keeps approved and rejected within submitted while work is decided', () => {
    const running = market();
    const before = running.population.columns.submitted.reduce((sum, value) => sum + value, 0);
    running.run(startsAt + 20 * dayMs);
    const { submitted, approved, rejected } = running.population.columns;
    let after = 0;
    for (let worker = 0; worker < running.population.size; worker++) {
      after += submitted[worker] as number;
      const decided = (approved[worker] as number) + (rejected[worker] as number);
      if (decided > (submitted[worker] as number)) expect.fail(`worker ${worker}`);
    }
    const done = running.work.total('tasks');
    expect(after - before).toBe(done);
    expect(done).toBeGreaterThan(10_000);
  });

  it('has a mean of workers on line that equals their hours over the hours of the week', () => {
    const running = market();
    running.run(startsAt + 2 * dayMs);
    running.resetMeanOnline();
    const hoursBefore = running.work.total('onlineHours');
    running.run(startsAt + 30 * dayMs);
    const hours = running.work.total('onlineHours') - hoursBefore;
    expect(running.meanOnline / (hours / (28 * 24))).toBeCloseTo(1, 1);
  });

  it('[P22] lets nobody exceed the caps on tasks', () => {
    let at = 0;
    const perDay = new Map<string, number>();
    const watcher: Instrument = {
      startsAt: Number.POSITIVE_INFINITY,
      step: () => Number.POSITIVE_INFINITY,
      session: (worker, when, _length, tasks) => {
        at = when;
        const key = `${worker} ${Math.floor(when / dayMs)}`;
        perDay.set(key, (perDay.get(key) ?? 0) + tasks);
      },
    };
    market([watcher]).run(startsAt + 20 * dayMs);
    expect(at).toBeGreaterThan(startsAt);
    expect(Math.max(...perDay.values())).toBeLessThanOrEqual(3800);
  });

  it('keeps the number of workers level: as many join as leave, within three standard errors', () => {
    const running = market([], 3, 20_000);
    const days = 60;
    running.run(startsAt + days * dayMs);
    const { columns, size } = running.population;
    const present = Array.from({ length: size }, (_, worker) => columns.leavesAt[worker] as number).filter(
      (leavesAt) => leavesAt > startsAt + days * dayMs,
    ).length;
    expect(Math.abs(present - 20_000)).toBeLessThan(3 * Math.sqrt(2 * (size - 20_000)));
  });

  it('fills a survey with different workers, none of whom it excludes, fast at first and slower later', () => {
    const survey = new Survey(60, (worker) => worker % 2 === 0);
    market([survey], 1, 20_000).run(startsAt + 5 * dayMs);
    const { takers } = survey;
    expect(takers.length).toBeGreaterThan(20);
    expect(takers.length).toBeLessThanOrEqual(60);
    expect(new Set(takers.map(({ worker }) => worker)).size).toBe(takers.length);
    expect(takers.every(({ worker }) => worker % 2 === 0)).toBe(true);
    const middle = takers[Math.floor(takers.length / 2)]?.at as number;
    const last = takers[takers.length - 1]?.at as number;
    expect(last - middle).toBeGreaterThan(middle - survey.startsAt);
  });

  it('works a batch off HIT by HIT, and never more than it has', () => {
    const done = new Map<number, number>();
    const group: NamedGroup = {
      postedAt: startsAt + dayMs,
      expiresAt: startsAt + 5 * dayMs,
      available: 3000,
      rewardMills: 100,
      taskSeconds: 30,
      isSurvey: false,
      requesterRejectedShare: 0,
      mayAccept: () => true,
      submitted: (worker) => {
        done.set(worker, (done.get(worker) ?? 0) + 1);
      },
    };
    const posting: Instrument = {
      startsAt: startsAt + dayMs,
      step: (_at, running) => {
        running.post(group);
        return Number.POSITIVE_INFINITY;
      },
    };
    market([posting]).run(startsAt + 5 * dayMs);
    const total = [...done.values()].reduce((sum, count) => sum + count, 0);
    expect(total).toBeLessThanOrEqual(3000);
    expect(total).toBeGreaterThan(2900);
    expect(Math.max(...done.values())).toBeGreaterThan(20);
  });
});

describe('StandingGroups', () => {
  const standing = new StandingGroups(defaultBackgroundMarket);

  it('[P33] puts a fresh group on top, and pushes it down by those posted since', () => {
    expect(standing.rankByAge(0)).toBe(0);
    expect(standing.rankByAge(20 / 60)).toBeGreaterThan(18);
    expect(standing.rankByAge(20 / 60)).toBeLessThan(21);
    expect(standing.rankByAge(120)).toBeLessThan(defaultBackgroundMarket.standingGroups * 1.05);
  });

  it('puts the largest groups on the first page of those with most HITs', () => {
    expect(standing.rankBySize(12_000)).toBeLessThan(20);
    expect(standing.rankBySize(1)).toBeGreaterThan(1000);
    expect(standing.rankBySize(100)).toBeGreaterThan(standing.rankBySize(1000));
  });
});
