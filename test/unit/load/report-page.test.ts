import { describe, expect, it } from 'vitest';
import { reportPage } from '../../../load/runner/report-page.ts';
import { describeRun } from '../../../load/runner/results.ts';

const run = describeRun({
  script: 'eligibility-check',
  profile: 'load',
  exitCode: 99,
  k6: 'k6 v1.8.1',
  processor: { server: 0.25 },
  settings: { url: 'http://127.0.0.1:1/<script>' },
  result: {
    thresholds: [{ metric: 'http_req_duration{scenario:measured}', threshold: 'p(99)<10', ok: false }],
    metrics: { http_reqs: { count: 10, rate: 1.5 } },
    offered: [],
  },
});

describe('the report of a load run', () => {
  it('says what was crossed, where and on which machine, and stands alone', () => {
    const page = reportPage(run);
    expect(page).toContain('1 thresholds crossed');
    expect(page).toContain(run.machine);
    expect(page).toContain('rate 1.5');
    expect(page).toContain('server 0.25');
    expect(page).not.toMatch(/<script|src=|href=/);
    expect(page).toContain('&#60;script&#62;');
  });
});
