import { describe, expect, it } from 'vitest';
import { Findings } from '../../../../simulator/drive/findings.ts';
import { LiveFigures, reportTo } from '../../../../simulator/drive/live-table.ts';

/** What is written to an output by `tell`. */
function written(isTTY: boolean, tell: (report: ReturnType<typeof reportTo>) => void): string {
  let text = '';
  tell(reportTo({ isTTY, write: (more) => (text += more) }));
  return text;
}

describe('the live table of a drive', () => {
  it('is drawn anew in its place in a terminal, below whatever was said', () => {
    const text = written(true, (report) => {
      report.live([
        ['pushes', '1'],
        ['checks', '2'],
      ]);
      report.live([
        ['pushes', '3'],
        ['checks', '4'],
      ]);
      report.say('done');
      report.live([['pushes', '5']]);
    });
    const [first, second, ...more] = text.split('\u001b[2A\u001b[J');
    expect(more).toEqual([]);
    expect(first).toMatch(/^pushes +1\nchecks +2\n$/);
    expect(second).toMatch(/^pushes +3\nchecks +4\ndone\npushes +5\n$/);
  });

  it('is a line each time elsewhere', () => {
    const text = written(false, (report) => {
      report.live([
        ['pushes', '1'],
        ['checks', '2'],
      ]);
      report.say('done');
    });
    expect(text).toBe('pushes 1 · checks 2\ndone\n');
  });

  it('tells rates and latencies since the last time, and counts from the beginning', () => {
    const findings = new Findings();
    const figures = new LiveFigures(findings);
    const take = (elapsedMs: number) =>
      Object.fromEntries(
        figures.take({ connected: 2, workers: 3, elapsedMs, wholeMs: 90_000, processor: 0.5 }),
      );
    findings.count('pushes', 100);
    for (const ms of [1, 2, 3]) findings.took('grant to push', ms);
    expect(take(2000)).toMatchObject({
      time: '0:02 of 1:30',
      connected: '2 of 3',
      pushes: '100, 50/s',
      'grant to push': 'p50 2.0 ms, p99 3.0 ms',
      'this process': '0.50 of a core',
    });
    findings.count('pushes', 10);
    findings.count('pushes lost', 4);
    findings.took('grant to push', 70);
    expect(take(4000)).toMatchObject({
      pushes: '110, 5/s',
      'grant to push': 'p50 70.0 ms, p99 70.0 ms',
      'lost · doubled · late': '4 · 0 · 0',
    });
    expect(take(6000)).toMatchObject({ 'grant to push': '–' });
  });
});
