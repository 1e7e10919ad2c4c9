import { describe, expect, it } from 'vitest';
import { planGroups, planWorkers } from '../../../load/runner/market-plan.ts';
import { hitsApprovedTypeId } from '../../../server/contract/system-types.ts';

describe('the market of a load test', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planWorkers(200, 7)).toEqual(planWorkers(200, 7));
    expect(planWorkers(200, 7)).not.toEqual(planWorkers(200, 8));
    expect(planGroups(50, 4, 7)).toEqual(planGroups(50, 4, 7));
    expect(planGroups(50, 4, 7)).not.toEqual(planGroups(50, 4, 8));
  });

  it('grows at its end: a larger one begins like a smaller one', () => {
    expect(planWorkers(300, 7).slice(0, 200)).toEqual(planWorkers(200, 7));
  });

  it('has workers like the published ones, none with more decided than submitted', () => {
    const workers = planWorkers(5000, 1);
    const share = (of: (worker: (typeof workers)[number]) => boolean) =>
      workers.filter(of).length / workers.length;
    expect(share(({ locale }) => locale.country === 'US')).toBeCloseTo(0.73, 1);
    expect(share(({ approved }) => approved >= 1000)).toBeCloseTo(0.28, 1);
    expect(share(({ approved, rejected, submitted }) => submitted >= approved + rejected)).toBe(1);
  });

  it('has groups of which a fifth asks for approved HITs and a few hold most HITs', () => {
    const groups = planGroups(5000, 4, 1);
    const asking = groups.filter(({ requirements }) =>
      requirements.some(({ QualificationTypeId }) => QualificationTypeId === hitsApprovedTypeId),
    );
    expect(asking.length / groups.length).toBeCloseTo(0.19, 1);
    const hits = groups.map((group) => group.hits).sort((a, b) => b - a);
    const total = hits.reduce((sum, count) => sum + count, 0);
    expect(total / groups.length).toBeGreaterThan(2);
    expect(total / groups.length).toBeLessThan(8);
    expect(hits.slice(0, 500).reduce((sum, count) => sum + count, 0) / total).toBeGreaterThan(0.3);
  });
});
