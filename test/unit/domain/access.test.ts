import { describe, expect, it } from 'vitest';
import { accessLevels, obstacles } from '../../../server/contract/entities.ts';
import {
  accessByRequirements,
  capAccess,
  includesAccess,
  placeObstacles,
} from '../../../server/domain/access.ts';
import { countries, unitedStatesSubdivisions } from '../../../server/domain/locale.ts';

describe('access', () => {
  it('[Q126] without unmet requirements everything is allowed', () => {
    expect(accessByRequirements([])).toBe('accept');
  });

  it('[Q123] [Q124] [Q125] the strictest unmet requirement decides', () => {
    expect(accessByRequirements(['Accept'])).toBe('preview');
    expect(accessByRequirements(['Accept', 'PreviewAndAccept'])).toBe('discover');
    expect(accessByRequirements(['PreviewAndAccept', 'DiscoverPreviewAndAccept', 'Accept'])).toBe('none');
  });

  it('[Q125] levels nest', () => {
    for (const [at, level] of accessLevels.entries()) {
      for (const [other, wanted] of accessLevels.entries())
        expect(includesAccess(level, wanted)).toBe(at >= other);
    }
  });

  it.each(obstacles)('[Q127] [Q132] %s caps every level', (obstacle) => {
    const cap = ['blocked', 'own-hit', 'already-done'].includes(obstacle) ? 2 : 0;
    for (const [at, level] of accessLevels.entries()) {
      expect(capAccess(level, [obstacle])).toBe(accessLevels[Math.min(at, cap)]);
    }
  });

  it('[Q127] a HIT has a place unless full, expired, under review or deleted; all that hold are named', () => {
    const open = { status: 'Assignable', available: 1, expired: false } as const;
    expect(placeObstacles(open)).toEqual([]);
    expect(placeObstacles({ ...open, status: 'Reviewable', available: 0 })).toEqual(['none-left']);
    expect(placeObstacles({ ...open, status: 'Unassignable', expired: true })).toEqual(['expired']);
    expect(placeObstacles({ available: 0, expired: true, status: 'Disposed' })).toEqual([
      'none-left',
      'expired',
      'not-assignable',
    ]);
    expect(placeObstacles({ ...open, status: 'Reviewing' })).toEqual(['not-assignable']);
  });
});

describe('places', () => {
  it('[Q122] the codes are complete: 249 countries, 50 states and the District of Columbia', () => {
    expect(countries.size).toBe(249);
    expect(unitedStatesSubdivisions.size).toBe(51);
    for (const code of [...countries, ...unitedStatesSubdivisions]) expect(code).toMatch(/^[A-Z]{2}$/);
  });
});
