import { describe, expect, it } from 'vitest';
import { placeSection } from '../../../bench/document.ts';
import { atLeast, atMost, isWithinBudget, markdownTable, quantile } from '../../../bench/table.ts';

describe('the table of a benchmark', () => {
  it('holds a budget against the ratio where there is a limit, else against the value', () => {
    const row = { what: 'check', value: 12, unit: 'ns' };
    expect(isWithinBudget({ ...row, limit: 10, budget: atMost(1.5) })).toBe(true);
    expect(isWithinBudget({ ...row, limit: 10, budget: atLeast(1.5) })).toBe(false);
    expect(isWithinBudget({ ...row, budget: atMost(11) })).toBe(false);
    expect(isWithinBudget(row)).toBeUndefined();
  });

  it('shows figures to three digits with units, ratio and verdict', () => {
    const rows = [
      { what: 'check', value: 1_234_567, unit: '/s', against: 'bare', limit: 2e6, budget: atLeast(0.8) },
    ];
    const [, , line] = markdownTable(rows).split('\n');
    expect(line).toBe('| check | 1,230,000 /s | bare 2,000,000 /s | 0.617 | ≥ 0.8 **missed** |  |');
  });

  it('takes quantiles by nearest rank', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(quantile([4, 1, 3, 2], 0.99)).toBe(4);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('the benchmarks document', () => {
  it('gets a section once and has it replaced in place afterwards', () => {
    const first = placeSection('# Benchmarks\n\nBy hand.\n', 'store', 'old figures');
    const second = placeSection(first, 'index', 'index figures');
    const third = placeSection(second, 'store', 'new figures');
    expect(third).toContain('By hand.');
    expect(third).not.toContain('old figures');
    expect(third.indexOf('new figures')).toBeLessThan(third.indexOf('index figures'));
    expect(third.match(/<!-- bench:store -->/g)).toHaveLength(1);
  });
});
