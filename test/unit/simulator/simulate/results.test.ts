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
  measures: { ...blank, wanted: 100, submitted, shareDone: submitted / 100, hoursTo50: 2, hoursToAll },
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

const resultsOf = (runs: readonly RunResult[], more: Partial<Results> = {}): Results => {
  const variants = [variantOf(null, runs)];
  return {
    turksim: '1.2.3',
    platform: { node: '20', architecture: 'x64' },
    name: 'a & b',
    about: 'A <batch>',
    scenario: { days: 2, detail: 'full', workers: 10 },
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

  it('writes numbers with their units', () => {
    expect(formatted(0.05, 'hours')).toBe('3 min');
    expect(formatted(72, 'hours')).toBe('3 days');
    expect(formatted(0.0213, 'share')).toBe('2.1 %');
    expect(formatted(0.012, 'dollars')).toBe('$0.012');
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
