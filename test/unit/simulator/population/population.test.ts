import { describe, expect, it } from 'vitest';
import { displayedApprovalRate } from '../../../../simulator/population/approval-rate.ts';
import { dayMs } from '../../../../simulator/population/local-time.ts';
import { parseOwnWorkers } from '../../../../simulator/population/own-workers.ts';
import { chronotypes, qualityKinds, type Stay, stays } from '../../../../simulator/population/parameters.ts';
import { countries, countryNumber, states } from '../../../../simulator/population/places.ts';
import { Population } from '../../../../simulator/population/population.ts';
import { defaultParameters, presets } from '../../../../simulator/population/presets.ts';
import { expectLognormalMedian, expectMean, expectShare, shareOf } from '../within.ts';

const workers = 60_000;
const startsAt = Date.UTC(2017, 0, 2);
const population = new Population({ seed: 7, workers, parameters: defaultParameters, startsAt });
const { columns } = population;
const us = countryNumber('US') as number;
const india = countryNumber('IN') as number;

const others = defaultParameters;
const among = (holds: (worker: number) => boolean): number[] =>
  Array.from({ length: workers }, (_, worker) => worker).filter(holds);

describe('Population', () => {
  it('draws regions by their shares', () => {
    const share = others.workerShares;
    expectShare(
      shareOf(workers, (worker) => columns.country[worker] === us),
      share.US,
      workers,
    );
    expectShare(
      shareOf(workers, (worker) => columns.country[worker] === india),
      share.IN,
      workers,
    );
  });

  it('[P11] draws women by region', () => {
    const americans = among(
      (worker) => columns.country[worker] === us && !population.has(worker, 'extraAccount'),
    );
    expectShare(
      shareOf(americans.length, (at) => columns.gender[americans[at] as number] === 0),
      others.femaleShares.US,
      americans.length,
    );
    const indians = among(
      (worker) => columns.country[worker] === india && !population.has(worker, 'extraAccount'),
    );
    expectShare(
      shareOf(indians.length, (at) => columns.gender[indians[at] as number] === 0),
      others.femaleShares.IN,
      indians.length,
    );
  });

  it('[P11] keeps the shares of women within the published ranges', () => {
    expect(Math.abs(others.femaleShares.US - 0.52)).toBeLessThanOrEqual(0.04);
    expect(Math.abs(others.femaleShares.IN - 0.35)).toBeLessThanOrEqual(0.041);
  });

  it('[P12] has a median US age of 33 and an Indian one of 30, two years either way', () => {
    const median = (of: readonly number[]) =>
      of.map((worker) => 2017 - (columns.birthYear[worker] as number)).sort((a, b) => a - b)[of.length >> 1];
    expect(median(among((worker) => columns.country[worker] === us))).toBeCloseTo(33, -0.7);
    expect(median(among((worker) => columns.country[worker] === india))).toBeCloseTo(30, -0.7);
    expect(Math.max(...columns.birthYear.subarray(0, workers))).toBeLessThanOrEqual(2017 - 18);
  });

  it('[P23] draws reservation wages and [P21] weekly hours heavy-tailed', () => {
    expectLognormalMedian(columns.reservationWagePerHour.subarray(0, workers), 1.38, 1.86);
    const americans = among(
      (worker) => columns.country[worker] === us && (columns.onlineHoursPerWeek[worker] as number) < 89,
    );
    const low = shareOf(
      americans.length,
      (at) =>
        (columns.onlineHoursPerWeek[americans[at] as number] as number) < others.onlineHoursPerWeek.median,
    );
    expect(low).toBeGreaterThan(0.49);
    expect(Math.max(...columns.onlineHoursPerWeek.subarray(0, workers))).toBeLessThanOrEqual(90);
  });

  it('[C4] is stationary: stays under way are met by their length, their rest is as long as a new one', () => {
    const weight = stays.map((stay) => others.stays[stay].share * others.stays[stay].meanDays);
    const all = weight.reduce((sum, part) => sum + part, 0);
    stays.forEach((_, number) => {
      expectShare(
        shareOf(workers, (worker) => columns.stay[worker] === number),
        (weight[number] as number) / all,
        workers,
      );
    });
    const settled = among((worker) => stays[columns.stay[worker] as number] === ('settled' satisfies Stay));
    const mean = others.stays.settled.meanDays;
    expectMean(
      settled.map((worker) => ((columns.leavesAt[worker] as number) - startsAt) / dayMs),
      mean,
      mean,
    );
    expectMean(
      settled.map((worker) => (startsAt - (columns.joinedAt[worker] as number)) / dayMs),
      mean,
      mean,
    );
  });

  it('[P08] takes as many newcomers as leave', () => {
    const days = 30;
    const leave =
      shareOf(workers, (worker) => (columns.leavesAt[worker] as number) < startsAt + days * dayMs) * workers;
    const brief = among((worker) => stays[columns.stay[worker] as number] === 'brief').length;
    // Those who leave in the first month are the members who leave, and the newcomers' own early leavers are not among them.
    expect(population.joinsPerDay * days).toBeGreaterThan(leave - brief);
    expect(population.joinsPerDay / workers).toBeCloseTo(1 / meanStayDays(), 6);
  });

  it('[P31] keeps approved and rejected within submitted, and shows the rate by its rule', () => {
    for (let worker = 0; worker < workers; worker++) {
      const submitted = columns.submitted[worker] as number;
      const approved = columns.approved[worker] as number;
      if (approved + (columns.rejected[worker] as number) > submitted) expect.fail(`worker ${worker}`);
      const rate = submitted < 100 ? 100 : Math.floor((100 * approved) / submitted);
      if (population.approvalRate(worker) !== rate) expect.fail(`worker ${worker}`);
    }
    expect(displayedApprovalRate(99, 0)).toBe(100);
    expect(displayedApprovalRate(100, 99)).toBe(99);
    expect(displayedApprovalRate(1000, 999)).toBe(99);
  });

  it('[P26] has .4 to 1.2 % of all submissions rejected, and [P32] rates piled up at 98 to 100', () => {
    const sum = (column: Uint32Array) =>
      column.subarray(0, workers).reduce((total, value) => total + value, 0);
    const rejected = sum(columns.rejected) / sum(columns.submitted);
    expect(rejected).toBeGreaterThan(0.004);
    expect(rejected).toBeLessThan(0.012);
    expect(shareOf(workers, (worker) => population.approvalRate(worker) >= 98)).toBeGreaterThan(0.85);
  });

  it('[E] has a mean accuracy of .764 ± .02 and a deviation of .130 ± .02, rising weakly with hours', () => {
    const mean = columns.accuracy.subarray(0, workers).reduce((sum, value) => sum + value, 0) / workers;
    const square =
      columns.accuracy.subarray(0, workers).reduce((sum, value) => sum + (value - mean) ** 2, 0) / workers;
    expect(Math.abs(mean - 0.764)).toBeLessThan(0.02);
    expect(Math.abs(Math.sqrt(square) - 0.13)).toBeLessThan(0.02);
    const ordinary = among((worker) => qualityKinds[columns.qualityKind[worker] as number] === 'ordinary');
    expect(
      correlation(
        ordinary.map((worker) => [
          Math.log(columns.onlineHoursPerWeek[worker] as number),
          columns.accuracy[worker] as number,
        ]),
      ),
    ).toBeCloseTo(0.15, 1);
  });

  it('[V19] lets those with few hours work evenings and nights more often', () => {
    const day = chronotypes.indexOf('day');
    const light = among((worker) => (columns.onlineHoursPerWeek[worker] as number) < 3);
    const heavy = among((worker) => (columns.onlineHoursPerWeek[worker] as number) > 10);
    const dayShare = (of: readonly number[]) =>
      shareOf(of.length, (at) => columns.chronotype[of[at] as number] === day);
    expect(dayShare(light)).toBeLessThan(dayShare(heavy) - 0.05);
  });

  it('[P44] gives Masters only to those who reach the stated bars', () => {
    const masters = among((worker) => population.has(worker, 'masters'));
    expect(masters.length).toBeGreaterThan(0);
    for (const worker of masters) {
      expect(columns.approved[worker]).toBeGreaterThanOrEqual(others.masters.approvedMin);
      expect(population.approvalRate(worker)).toBeGreaterThanOrEqual(others.masters.ratePercentMin);
    }
  });

  it('[Q90] registers a state for US addresses alone, and tells false ones from true', () => {
    for (let worker = 0; worker < 5000; worker++) {
      const locale = population.locale(worker);
      expect(locale.subdivision !== undefined).toBe(locale.country === 'US');
    }
    const hidden = among((worker) => population.has(worker, 'falseLocale'));
    expect(hidden.length).toBeGreaterThan(0);
    for (const worker of hidden) {
      expect(columns.registeredCountry[worker]).toBe(us);
      expect(columns.country[worker]).not.toBe(us);
    }
    expect(states).toHaveLength(51);
    expect(countries).toHaveLength(249);
  });

  it('keeps the accounts of one person alike in what the person is', () => {
    const extra = among((worker) => columns.person[worker] !== worker);
    expectShare(extra.length / workers, others.extraAccountShare, workers);
    for (const worker of extra) {
      const holder = columns.person[worker] as number;
      expect(columns.gender[worker]).toBe(columns.gender[holder]);
      expect(columns.offsetMinutes[worker]).toBe(columns.offsetMinutes[holder]);
    }
  });

  it('makes ids that look like real ones, no two alike', () => {
    const ids = Array.from({ length: workers }, (_, worker) => population.id(worker));
    expect(new Set(ids).size).toBe(workers);
    for (const id of ids) if (!/^A[A-Z0-9]{12,13}$/.test(id)) expect.fail(id);
  });

  it('is the same for the same seed, and a worker the same however many others there are', () => {
    const small = new Population({ seed: 7, workers: 500, parameters: others, startsAt });
    for (const name of Object.keys(columns) as (keyof typeof columns)[]) {
      expect(small.columns[name].subarray(0, 400), name).toEqual(columns[name].subarray(0, 400));
    }
    expect(small.id(3)).toBe(population.id(3));
    expect(small.personSeed(3)).toBe(population.personSeed(3));
    const other = new Population({ seed: 8, workers: 500, parameters: others, startsAt });
    expect(other.columns.reservationWagePerHour.subarray(0, 50)).not.toEqual(
      columns.reservationWagePerHour.subarray(0, 50),
    );
  });

  it('lets newcomers in, with nothing done', () => {
    const growing = new Population({ seed: 7, workers: 20, parameters: others, startsAt });
    const joined = Array.from({ length: 100 }, (_, day) => growing.join(startsAt + day * dayMs));
    expect(growing.size).toBe(120);
    expect(joined.map((worker) => growing.columns.joinedAt[worker])).toEqual(
      joined.map((_, day) => startsAt + day * dayMs),
    );
    expect(joined.every((worker) => growing.columns.submitted[worker] === 0)).toBe(true);
    expect(growing.columns.submitted.subarray(0, 20)).toEqual(columns.submitted.subarray(0, 20));
  });

  it('takes 500 bytes a worker at most', () => {
    expect(population.memoryBytes / workers).toBeLessThan(500);
  });

  it('draws every preset', () => {
    for (const [name, parameters] of Object.entries(presets)) {
      const drawn = new Population({ seed: 1, workers: 200, parameters, startsAt });
      expect(
        drawn.columns.speed.every((speed, worker) => worker >= 200 || speed > 0),
        name,
      ).toBe(true);
    }
  });
});

describe('own workers', () => {
  it('are the first of the population, with what the file says in the place of chance', () => {
    const own = parseOwnWorkers(
      'id,country,state,submitted,approved,masters,accuracy\nAOWNWORKER001,US,PA,200,150,yes,0.9\n,DE,,,,,\n',
    );
    const mixed = new Population({ seed: 7, workers: 100, parameters: others, startsAt, own });
    expect(mixed.id(0)).toBe('AOWNWORKER001');
    expect(mixed.id(1)).toBe(population.id(1));
    expect(mixed.locale(0)).toEqual({ country: 'US', subdivision: 'PA' });
    expect(mixed.locale(1)).toEqual({ country: 'DE' });
    expect(mixed.approvalRate(0)).toBe(75);
    expect(mixed.columns.rejected[0]).toBe(50);
    expect(mixed.has(0, 'masters')).toBe(true);
    expect(mixed.columns.speed[1]).toBe(columns.speed[1]);
    expect(new Population({ seed: 7, workers: 1, parameters: others, startsAt, own }).size).toBe(2);
  });

  it('who have an accuracy are no spammers, and Masters of another history are none', () => {
    const rows = Array.from({ length: 2000 }, () => '0.95,20').join('\n');
    const own = parseOwnWorkers(`accuracy,approved\n${rows}\n`);
    const known = new Population({ seed: 7, workers: 0, parameters: others, startsAt, own });
    const all = Array.from({ length: known.size }, (_, worker) => worker);
    const kinds = new Set(all.map((worker) => qualityKinds[known.columns.qualityKind[worker] as number]));
    expect([...kinds].sort()).toEqual(['careless', 'expert', 'ordinary']);
    expect(all.filter((worker) => (known.columns.inattention[worker] as number) > 0.5)).toEqual([]);
    expect(all.filter((worker) => known.has(worker, 'masters'))).toEqual([]);
  });

  it.each([
    ['', 'the file is empty'],
    ['id,colour\n', 'unknown column "colour"; allowed are id, name, country'],
    ['id\nA1,2\n', 'line 2: 2 cells where the head names 1'],
    ['id\nB1\n', 'line 2, id: '],
    ['id\nA1\nA1\n', 'line 3, id: A1 stands there twice'],
    ['country\nXX\n', 'line 2: country: "XX" is no two-letter country code'],
    ['country,state\nDE,PA\n', 'line 2: state: only workers of the US have one'],
    ['submitted,approved\n5,6\n', 'line 2: approved and rejected exceed submitted'],
    ['submitted\nmany\n', 'line 2, submitted: '],
    ['masters\nperhaps\n', 'line 2, masters: '],
    ['id,country\n', 'no worker stands below the names of the columns'],
    ['id,country,id\n', 'the column "id" stands there twice'],
    ['name,country\nAnn "A." Lee,US\n', 'line 2: a cell with quotes begins and ends with one'],
    ['country,name\nUS,"Ann\n', 'line 2: a cell with quotes begins and ends with one'],
  ])('refuses %j, saying where and why', (text, message) => {
    expect(() => parseOwnWorkers(text, 'mine.csv')).toThrow(message);
  });

  it('reads quoted cells, Windows line ends and a byte order mark', () => {
    const own = parseOwnWorkers('\uFEFFname,country\r\n"Ann ""A."" Lee, MD",US\r\n"Two\nlines",DE\r\n\r\n');
    expect(own).toEqual([
      { name: 'Ann "A." Lee, MD', country: 'US' },
      { name: 'Two\nlines', country: 'DE' },
    ]);
  });
});

function meanStayDays(): number {
  const all = stays.map((stay) => others.stays[stay]);
  return (
    all.reduce((sum, { share, meanDays }) => sum + share * meanDays, 0) /
    all.reduce((sum, { share }) => sum + share, 0)
  );
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  const moment = (of: (pair: readonly [number, number]) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0);
  const cross = moment((pair) => (pair[0] - x) * (pair[1] - y));
  return cross / Math.sqrt(moment((pair) => (pair[0] - x) ** 2) * moment((pair) => (pair[1] - y) ** 2));
}
