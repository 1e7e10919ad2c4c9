import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validationDocument } from '../../../../simulator/validate/document.ts';
import { KeptNumbers } from '../../../../simulator/validate/kept-numbers.ts';
import { numberText, rangeText } from '../../../../simulator/validate/number-text.ts';
import { tableLines } from '../../../../simulator/validate/table.ts';
import { figure, shares, type Target } from '../../../../simulator/validate/target.ts';
import { allTargets } from '../../../../simulator/validate/validate.ts';
import type { Validation } from '../../../../simulator/validate/validation.ts';
import { countGates, resultOf } from '../../../../simulator/validate/verdict.ts';

const target = (members: Partial<Target>): Target => ({
  id: 'V90',
  what: 'A quantity',
  detail: 'background',
  instrument: 'A ruler',
  source: 'Somebody 2017',
  figures: [figure('', 'days', '10', 8, 12)],
  ...members,
});

describe('resultOf', () => {
  it('lets the middle of all seeds stand for them, and says how far they spread', () => {
    const { figures, isInRange, seeds } = resultOf(target({}), [{ V90: 7 }, { V90: 9 }, { V90: 20 }]);
    expect(figures[0]).toMatchObject({ value: 9, isInRange: true });
    expect(figures[0]?.from).toBeCloseTo(7.4);
    expect(figures[0]?.to).toBeCloseTo(17.8);
    expect([isInRange, seeds]).toEqual([true, 3]);
  });

  it('holds a target only if all its figures hold', () => {
    const both = target({ figures: shares(['left', 'right'], [0.5, 0.4], [0.1, 0.05]) });
    expect(resultOf(both, [{ 'V90 left': 0.55, 'V90 right': 0.46 }]).isInRange).toBe(false);
    expect(resultOf(both, [{ 'V90 left': 0.55, 'V90 right': 0.44 }]).isInRange).toBe(true);
  });

  it('[V28] takes the longest over the shortest where that is the target, and nothing from one seed', () => {
    const spread = target({
      over: 'maxOverMin',
      figures: [figure('', '', '36', 5, Number.POSITIVE_INFINITY)],
    });
    expect(resultOf(spread, [{ V90: 4 }, { V90: 30 }]).figures[0]).toMatchObject({
      value: 7.5,
      isInRange: true,
    });
    expect(resultOf(spread, [{ V90: 4 }]).isInRange).toBe(false);
  });

  it('never calls in range what was not measured', () => {
    for (const runs of [[], [{}], [{ V90: Number.NaN }]])
      expect(resultOf(target({}), runs)).toMatchObject({ isInRange: false, seeds: 0 });
  });
});

describe('countGates', () => {
  it('wants 30 of 36, and of fewer as large a part', () => {
    const results = (held: number, of: number) =>
      Array.from({ length: of }, (_, at) => resultOf(target({}), [{ V90: at < held ? 10 : 99 }]));
    expect(countGates(results(30, 36))).toEqual({ held: 30, gates: 36, enough: true });
    expect(countGates(results(29, 36)).enough).toBe(false);
    expect(countGates(results(4, 5)).enough).toBe(true);
    expect(countGates(results(0, 1)).enough).toBe(true);
  });

  it('[V33] counts no gate where there is none', () => {
    const open = resultOf(target({ isGate: false }), [{ V90: 99 }]);
    expect(countGates([open])).toMatchObject({ held: 0, gates: 0 });
  });
});

describe('the targets', () => {
  it('are V01 to V36, each once, with a level of detail, an instrument and a source', () => {
    const ids = allTargets.map(({ id }) => id).filter((id) => id.startsWith('V'));
    expect(ids).toEqual(Array.from({ length: 36 }, (_, at) => `V${String(at + 1).padStart(2, '0')}`));
    for (const { id, instrument, source, figures } of allTargets) {
      expect(instrument.length, id).toBeGreaterThan(10);
      expect(source.length, id).toBeGreaterThan(10);
      expect(figures.length, id).toBeGreaterThan(0);
      for (const { low, high } of figures) expect(low, id).toBeLessThan(high);
    }
  });

  it('[V33] are all gates but one', () => {
    const others = allTargets.filter(({ id, isGate }) => id.startsWith('V') && isGate === false);
    expect(others.map(({ id }) => id)).toEqual(['V33']);
  });
});

describe('what is shown', () => {
  const validation: Validation = {
    seeds: [1, 2],
    workers: 120_000,
    version: '9.9.9',
    partial: true,
    results: [
      resultOf(target({}), [{ V90: 9 }, { V90: 10 }]),
      resultOf(target({ id: 'V91', figures: shares(['left'], [0.5], 0.1) }), []),
    ],
  };

  it('numbers with three figures that count', () => {
    const numbers = [97_579.4, 0.051234, 13.18, 0, Number.POSITIVE_INFINITY, Number.NaN];
    expect(numbers.map(numberText)).toEqual(['97,579', '0.0512', '13.2', '0', '∞', '–']);
    expect(rangeText(5, Number.POSITIVE_INFINITY)).toBe('≥ 5');
  });

  it('a line for each figure on the terminal', () => {
    const lines = tableLines(validation);
    expect(lines[1]).toMatch(/^V90 +A quantity +10 +8 to 12 +9\.5 +in range$/);
    expect(lines[2]).toMatch(/^V91 .*not measured$/);
  });

  it('a document that tells of seeds, of what is missing and of the instruments', () => {
    const text = validationDocument(validation);
    expect(text).toContain('seeds 1 to 2');
    expect(text).toContain('Ended early');
    expect(text).toContain('| V90 | A quantity | 10 days | 8 to 12 | 9.5 (9.1 to 9.9) | in range |');
    expect(text).toContain('A ruler');
    expect(text).toContain('Somebody 2017');
  });
});

it('keeps what a run measured, and never mixes it with other parameters', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'turksim-kept-'));
  const order = { run: 'requesters', seed: 3, workers: 100 } as const;
  const kept = new KeptNumbers(join(folder, 'deep'), '1.0.0');
  expect(await kept.find(order)).toBeUndefined();
  await kept.keep(order, { V24: 0.5, V36: Number.NaN });
  expect(await kept.find(order)).toEqual({ V24: 0.5, V36: Number.NaN });
  expect(await kept.find({ ...order, seed: 4 })).toBeUndefined();
  expect(await new KeptNumbers(join(folder, 'deep'), '1.0.1').find(order)).toBeUndefined();
  const file = join(folder, 'deep', 'requesters-100-3.json');
  expect(await readFile(file, 'utf8')).toContain('fingerprint');
  await writeFile(file, '{');
  await expect(kept.find(order)).rejects.toThrow();
  await rm(folder, { recursive: true });
});
