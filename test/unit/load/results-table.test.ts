import { describe, expect, it } from 'vitest';
import type { LoadRun } from '../../../load/runner/results.ts';
import { linesOf, tableText, withRuns } from '../../../load/runner/results-table.ts';

const duration = (med: number) => ({ med, 'p(95)': med * 2, 'p(99)': med * 3, max: med * 4, count: 100 });

function runOf(script: string, metrics: LoadRun['result']['metrics'], scenarios: readonly string[]): LoadRun {
  return {
    script,
    profile: 'load',
    date: '2026-01-02T03:04:05.000Z',
    exitCode: 0,
    machine: 'a machine',
    node: 'v20.0.0',
    k6: 'k6 v1.8.1 (go1.26.8, linux/amd64)',
    commit: 'abc1234',
    settings: { store: 'memory', workers: 10, groups: 5, url: 'http://here' },
    processor: { server: 0.5, k6: 0.25, machine: 1 },
    result: {
      thresholds: [
        { metric: 'checks', threshold: 'rate==1', ok: true },
        { metric: 'http_req_failed', threshold: 'rate==0', ok: false },
      ],
      metrics,
      offered: scenarios.map((scenario) => ({ scenario, perSecond: 50, seconds: 10 })),
    },
  };
}

const check = runOf(
  'eligibility-check',
  {
    'http_req_duration{scenario:measured}': duration(1),
    'iterations{scenario:measured}': { count: 480 },
    'dropped_iterations{scenario:measured}': { count: 20 },
    http_req_failed: { rate: 0.01 },
    http_reqs: { count: 500 },
  },
  ['measured'],
);
const mixed = runOf(
  'mixed-day',
  {
    'http_req_duration{scenario:checks}': duration(1),
    'http_req_duration{scenario:visits}': duration(20),
    'iterations{scenario:checks}': { count: 500 },
    'iterations{scenario:visits}': { count: 300 },
    'dropped_iterations{scenario:checks}': { count: 0 },
    'dropped_iterations{scenario:visits}': { count: 200 },
    snapshot_duration: duration(3),
    sequence_gaps: { count: 2 },
    lost_sockets: { count: 1 },
  },
  ['checks', 'visits'],
);

describe('the lines of a run', () => {
  it('say what was offered, started and dropped, what went wrong and who used the processor', () => {
    expect(linesOf(check)).toEqual([
      [
        '`eligibility-check`',
        'latency',
        '1.00',
        '2.00',
        '3.00',
        ...['50', '48', '20', '5', '0.50', '0.25', '1 of 2', 'abc1234'],
      ],
    ]);
  });

  it('keep scenarios apart where there are several', () => {
    const lines = linesOf(mixed).map((cells) => [cells[1], ...cells.slice(5, 9)]);
    expect(lines).toEqual([
      ['latency, checks', '50', '50', '0', '3'],
      ['latency, visits', '50', '30', '200', ''],
      ['snapshot', '', '', '', ''],
    ]);
  });

  it('stand under their heads in the terminal', () => {
    const [head, line] = tableText([check]).split('\n') as [string, string];
    expect(line.indexOf('latency')).toBe(head.indexOf('what'));
    expect(line.indexOf('abc1234')).toBe(head.indexOf('commit'));
  });
});

describe('the document', () => {
  const order = ['audience', 'eligibility-check', 'mixed-day'];
  const empty = 'Before.\n<!-- load: begin -->\n<!-- load: end -->\nBehind.\n';

  it('takes the runs between its marks, in the order of the scripts, and leaves the rest', () => {
    const written = withRuns(empty, 'load', [mixed, check], order);
    expect(written.startsWith('Before.\n<!-- load: begin -->\n')).toBe(true);
    expect(written.endsWith('\n<!-- load: end -->\nBehind.\n')).toBe(true);
    expect(written).toContain(
      '2026-01-02; a machine; Node v20.0.0, k6 v1.8.1; store memory, workers 10, groups 5.',
    );
    expect(written.indexOf('| `eligibility-check` |')).toBeLessThan(written.indexOf('| `mixed-day` |'));
  });

  it('keeps the lines of scripts that did not run, and replaces those of scripts that did', () => {
    const first = withRuns(empty, 'load', [mixed, check], order);
    const again = withRuns(first, 'load', [{ ...check, commit: 'def5678' }], order);
    expect(again.match(/\| `mixed-day` \|/g)).toHaveLength(3);
    expect(again.match(/\| `eligibility-check` \|/g)).toHaveLength(1);
    expect(again).toContain('| def5678 |');
    expect(withRuns(first, 'load', [mixed, check], order)).toBe(first);
  });

  it('has to have the marks', () => {
    expect(() => withRuns('nothing', 'load', [check], order)).toThrow('<!-- load: begin -->');
  });
});
