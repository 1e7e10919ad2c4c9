import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../../../../simulator/scenario.ts';
import { quantile, rounded } from '../../../../simulator/simulate/collectors/collector.ts';
import { measures } from '../../../../simulator/simulate/collectors/measures.ts';
import { planRuns } from '../../../../simulator/simulate/plan-runs.ts';
import { ProgressBar } from '../../../../simulator/simulate/progress.ts';
import { bandText, formatted } from '../../../../simulator/simulate/report/format.ts';
import { reportPage } from '../../../../simulator/simulate/report/page.ts';
import { summaryLines } from '../../../../simulator/simulate/report/summary.ts';
import { bandOf, completionOf, type Results, variantOf } from '../../../../simulator/simulate/results.ts';
import type { RunResult } from '../../../../simulator/simulate/run-scenario.ts';
import { parseSweep, withParameter } from '../../../../simulator/simulate/sweep.ts';

const file = {
  data: {
    name: 'x',
    about: 'y',
    requesters: 0,
    population: { workers: 10 },
    batch: { reward: 0.1, taskSeconds: 30 },
    requirements: { approval: 95 },
  },
  source: 'x.yaml',
  folder: '.',
};
const options = { seed: 5, runs: 2, events: false, threads: 1 };

describe('a sweep', () => {
  it('reads numbers, words, lists and nothing at all', () => {
    expect(parseSweep('requirements.approval=null,90,95.5')).toEqual({
      path: 'requirements.approval',
      values: [null, 90, 95.5],
    });
    expect(parseSweep('requirements.countries=[US],[US, CA]').values).toEqual([['US'], ['US', 'CA']]);
    expect(parseSweep('detail=full, background').values).toEqual(['full', 'background']);
    expect(() => parseSweep('approval')).toThrow(ScenarioError);
  });

  it('changes one parameter of the file, takes it away by null, and leaves the file as it was', () => {
    expect(withParameter(file, 'requirements.approval', 99).data).toMatchObject({
      requirements: { approval: 99 },
    });
    expect(withParameter(file, 'requirements.approval', null).data).toMatchObject({ requirements: {} });
    expect(withParameter(file, 'workerBehaviour.looksPerHour', 3).data).toMatchObject({
      workerBehaviour: { looksPerHour: 3 },
    });
    expect(file.data.requirements.approval).toBe(95);
    expect(() => withParameter(file, 'name.first', 1)).toThrow(
      'x.yaml: name.first: there is no first in "x"',
    );
  });

  it('runs every value on the same seeds, and the command line goes before the file', () => {
    const plan = planRuns(file, { ...options, sweep: 'requirements.approval=90,99', workers: 20, days: 3 });
    expect(plan.seeds).toEqual([5, 6]);
    expect(plan.orders.map(({ seed, run }) => [run, seed])).toEqual([
      [0, 5],
      [1, 6],
      [2, 5],
      [3, 6],
    ]);
    expect(plan.orders.map(({ scenario }) => scenario.requirements.approval)).toEqual([90, 90, 99, 99]);
    expect(plan.orders[0]?.scenario).toMatchObject({ workers: 20, days: 3 });
  });

  it('refuses what the file could not say either, naming the place', () => {
    expect(() => planRuns(file, { ...options, sweep: 'requirements.approval=101' })).toThrow(
      'x.yaml: requirements.approval: Too big',
    );
    expect(() => planRuns(file, { ...options, sweep: 'requirements.aproval=1' })).toThrow(
      'x.yaml: requirements: unknown key "aproval"; allowed are approval',
    );
  });
});

const blank = Object.fromEntries(Object.keys(measures).map((name) => [name, null])) as RunResult['measures'];

const runOf = (seed: number, hoursToAll: number | null, submitted: number): RunResult => ({
  seed,
  partial: false,
  reachedAt: '2017-01-03T00:00:00.000Z',
  derived: {},
  measures: {
    ...blank,
    wanted: 100,
    submitted,
    shareDone: submitted / 100,
    hoursTo50: 2,
    hoursToAll,
    population: 10,
  },
  details: {
    curve: { hoursTo: Array.from({ length: 100 }, (_, at) => (at < submitted ? (at + 1) / 10 : null)) },
    funnel: {
      population: 10 * seed,
      steps: [{ requirement: 'approval rate ≥ 95 %', alone: 9, remaining: 8 }],
    },
  },
});

describe('several runs', () => {
  it('become medians with bands, of those that have a number', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([], 0.5)).toBeNull();
    expect(rounded(0.1 + 0.2)).toBe(0.3);
    expect(bandOf([null, 3, 1, 2])).toEqual({ low: 1.2, median: 2, high: 2.8, runs: 3 });
    expect(bandOf([null])).toBeUndefined();
  });

  it('keep their tables, number by number', () => {
    const { summary } = variantOf(95, [runOf(1, 10, 100), runOf(2, null, 60)]);
    expect(summary.measures.hoursToAll).toEqual({ low: 10, median: 10, high: 10, runs: 1 });
    expect(summary.details).toMatchObject({
      funnel: {
        population: { median: 15, runs: 2 },
        steps: [{ requirement: 'approval rate ≥ 95 %', alone: { median: 9 } }],
      },
    });
  });

  it('have one completion curve in time, up to where the slowest has nearly all', () => {
    const completion = completionOf([variantOf(null, [runOf(1, 10, 100), runOf(2, null, 60)])]);
    expect(completion?.hours.at(-1)).toBeCloseTo(9.5 * 1.1);
    const end = completion?.submittedShare[0]?.at(-1);
    expect(end).toMatchObject({ runs: 2, median: 0.8 });
    expect(completionOf([variantOf(null, [])])).toBeNull();
  });
});

/** A run with some measures, and no details. */
const measured = (given: Partial<RunResult['measures']>): RunResult => ({
  ...runOf(1, null, 40),
  measures: { ...blank, wanted: 100, hoursTo50: 2, shareDone: 0.4, population: 10, ...given },
  details: {},
});

/** What a report reads of a scenario. */
const usual = {
  days: 2,
  detail: 'full',
  workers: 10,
  requesterBehaviour: { reviewDelays: [{ share: 1, hoursMin: 0, hoursMax: 24 }] },
};

const resultsOf = (runs: readonly RunResult[], more: Partial<Results> = {}): Results => {
  const variants = [variantOf(null, runs)];
  return {
    turksim: '1.2.3',
    platform: { node: '20', architecture: 'x64' },
    name: 'a & b',
    about: 'A <batch>',
    scenario: usual,
    seeds: [1, 2],
    sweep: null,
    partial: false,
    measures,
    completion: completionOf(variants),
    variants,
    ...more,
  };
};

describe('the report', () => {
  const results = resultsOf([runOf(1, 10, 100), runOf(2, 12, 100)]);

  it('says in words what came out', () => {
    expect(summaryLines(results)).toContain(
      'Half of the 100 assignments were submitted 2 h after posting, all of them after 11 h (10.2 h to 11.8 h).',
    );
    expect(summaryLines(resultsOf([]))).toEqual(['No run was begun.']);
    expect(summaryLines(resultsOf([runOf(1, null, 40)], { partial: true }))[0]).toContain(
      'ended before their time',
    );
  });

  it('says of half a batch in how many runs it was submitted at all, and of none that there was none', () => {
    const without = { ...runOf(3, null, 40), measures: { ...runOf(3, null, 40).measures, hoursTo50: null } };
    expect(summaryLines(resultsOf([runOf(1, 10, 100), without]))[0]).toBe(
      'Half of the 100 assignments were submitted 2 h after posting in 1 of 2 runs, 70 % (46 % to 94 %) by the end of the run.',
    );
    expect(summaryLines(resultsOf([without]))[0]).toBe(
      'Less than half of what was wanted (100) was submitted: 40 % by the end of the run.',
    );
    const unposted = measured({ population: null });
    expect(summaryLines(resultsOf([unposted]))).toEqual(['The run ended before the batch was posted.']);
  });

  it('says nothing in a wrong number, and nothing where a requirement shuts nobody out', () => {
    const one = measured({
      wanted: 1,
      submitted: 1,
      shareDone: 1,
      spend: 0.12,
      pay: 0.1,
      fees: 0.02,
      undecided: 1,
    });
    expect(summaryLines(resultsOf([one]))).toEqual([
      'The one assignment was submitted 2 h after posting.',
      'It cost $0.12: $0.10 for workers and $0.02 in fees; 1 submission was still undecided.',
    ]);
    expect(summaryLines(resultsOf([measured({ excludedShare: 0 })]))).toContain(
      'Nobody is shut out by a requirement.',
    );
    const page = reportPage(
      resultsOf([one], { scenario: { ...usual, days: 1, workers: 1 }, seeds: [4] }),
      '',
    );
    for (const fact of ['1 worker<', '1 market day<', '1 run<', 'seed 4<'])
      expect(page).toContain(`>${fact}`);
  });

  it('says of a market without a study what newcomers reach and when, or else what was done', () => {
    const none = { wanted: null, population: null, hoursTo50: null };
    const newcomers = { ...none, reached100: 0.5, daysTo100: 1, reached1000: 0.1, daysTo1000: 16.2 };
    expect(summaryLines(resultsOf([measured(newcomers)]))).toEqual([
      'Of those who joined in the first half of the run 50 % reached 100 approved HITs (half of these within 1 day), 10 % reached 1,000 (half of these within 16.2 days).',
    ]);
    expect(summaryLines(resultsOf([measured({ ...none, meanOnline: 31.2, submissions: 4000 })]))).toEqual([
      'Workers on line on average: 31; submissions: 4,000.',
    ]);
    const variants = [measured(none), measured({ ...none, reached100: 0.4 })].map((run, at) =>
      variantOf(at, [run]),
    );
    const sweep = { path: 'population.workers', values: [0, 1] };
    expect(summaryLines(resultsOf([], { variants, sweep }))).toEqual([
      'Newcomers who reached 100 approved HITs: workers 0: none · workers 1: 40 %',
    ]);
    const same = [0, 1].map((at) => variantOf(at, [measured(none)]));
    expect(summaryLines(resultsOf([], { variants: same, sweep }))).toEqual(['Nothing told here differs.']);
  });

  it('says on which assumptions its numbers stand', () => {
    const pageOf = (scenario: object) =>
      reportPage(resultsOf([runOf(1, 10, 100)], { scenario: { ...usual, ...scenario } }), '');
    const full = pageOf({ batch: {} });
    expect(full).toContain('Assumed: 100 % after 0 to 24 h, or the automatic approval');
    expect(full).not.toContain('the whole market');
    const small = pageOf({ batch: {}, detail: 'background', workers: 3000 });
    expect(small).toContain('With 3,000 fewer look at the list, and the batch takes longer.');
    const whole = pageOf({ batch: {}, detail: 'background', workers: 120_000 });
    expect(whole).not.toContain('fewer look at the list');
    expect(whole).toContain('Of the unnamed work 97 % is decided at once');
    expect(pageOf({ detail: 'background' })).not.toContain('Assumed:');
  });

  it('compares times to fill with their bands', () => {
    const variants = [90, 99].map((bar) =>
      variantOf(bar, [measured({ hoursTo50: bar - 88 }), measured({ hoursTo50: bar - 86 })]),
    );
    const sweep = { path: 'requirements.approval', values: [90, 99] };
    expect(summaryLines(resultsOf([], { variants, sweep }))).toEqual([
      'Until half is submitted: approval 90: 3 h (2.2 h to 3.8 h) · approval 99: 12 h (11.2 h to 12.8 h)',
    ]);
  });

  it('says that runs were ended early', () => {
    expect(summaryLines(resultsOf([runOf(1, null, 40)], { partial: true }))[0]).toContain(
      'ended before their time',
    );
  });

  it('writes numbers with their units', () => {
    expect(formatted(0.05, 'hours')).toBe('3 min');
    expect(formatted(72, 'hours')).toBe('3 days');
    expect(formatted(0.0213, 'share')).toBe('2.1 %');
    expect(formatted(0.012, 'dollars')).toBe('$0.012');
    expect(formatted(0.02, 'dollars')).toBe('$0.02');
    expect(formatted(0.125, 'dollars')).toBe('$0.125');
    expect(formatted(0.853, 'dollars an hour')).toBe('$0.85/h');
    expect(formatted(1, 'days')).toBe('1 day');
    expect(bandText({ low: 1.75, median: 2.5, high: 50, runs: 5 }, 'hours')).toBe('2.5 h (1.75 h to 50 h)');
    expect(formatted(1234567, 'count')).toBe('1,234,567');
    expect(bandText({ low: 1, median: 2, high: 3, runs: 5 }, 'count')).toBe('2 (1 to 3)');
    expect(bandText({ low: 2, median: 2, high: 2, runs: 5 }, 'count')).toBe('2');
  });

  it('is one page that needs nothing from anywhere, with texts as texts', () => {
    const page = reportPage(results, 'const library = "</script>";');
    expect(page).not.toMatch(/(?:src|href)="/);
    expect(page).toContain('<h1>a &amp; b</h1>');
    expect(page).toContain('A &lt;batch&gt;');
    expect(page).toContain('const library = "<\\/script>";');
    expect(page).toContain('turksim 1.2.3');
    expect(page).toContain('seeds 1 to 2');
    for (const title of ['How fast the batch is done', 'Who is eligible', 'All numbers', 'Parameters'])
      expect(page).toContain(title);
    expect(reportPage(resultsOf([runOf(1, null, 3)], { partial: true }), '')).toContain('Partial:');
  });
});

describe('progress', () => {
  const at = Date.UTC(2017, 0, 2, 12);

  it('without a terminal is a line for every 10 %', () => {
    const lines: string[] = [];
    const bar = new ProgressBar({ write: (text) => lines.push(text) }, 2);
    for (const share of [0, 0.1, 0.2, 0.3, 1]) bar.update(0, { at, share, events: 10 });
    bar.end();
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/10 % of 2 runs · market time 2017-01-02 12:00 · .* events\/s · .* left\n$/);
  });

  it('on a terminal is one line that is drawn over and taken away', () => {
    const written: string[] = [];
    const bar = new ProgressBar({ isTTY: true, columns: 60, write: (text) => written.push(text) }, 1);
    bar.update(0, { at, share: 0.5, events: 10 });
    bar.end();
    expect(written[0]).toContain('░ 50 %');
    expect(written[0]?.startsWith('\r\u001b[K')).toBe(true);
    expect(written[0]?.length).toBeLessThanOrEqual(64);
    expect(written.at(-1)).toBe('\r\u001b[K');
  });
});
