import { describe, expect, it } from 'vitest';
import {
  arrivalsAt,
  costs,
  type Deployment,
  drivePlan,
  offeredBy,
  simulateQueue,
} from '../../../load/runner/plan-simulation.ts';

const alone: Deployment = { name: 'alone', servers: 1, feeds: 0, isPartitioned: false };
const four: Deployment = { ...alone, servers: 4, feeds: 1 };
const spread: Deployment = { name: 'spread', servers: 16, feeds: 8, isPartitioned: true };

describe('the queue of one server', () => {
  it('of checks alone waits as queueing theory says (M/D/1)', () => {
    const busy = 0.5;
    const offered = { active: 0, checks: busy / costs.check, changes: 0, catalogue: 0 };
    const { serverBusy, checkP99Ms } = simulateQueue(alone, offered);
    expect(serverBusy).toBeCloseTo(busy);
    // 99 of 100 are answered within 4.3 times the time of service, at half load.
    expect(checkP99Ms / (costs.check * 1000)).toBeGreaterThan(3.6);
    expect(checkP99Ms / (costs.check * 1000)).toBeLessThan(4.8);
  });

  it('is the same for the same seed', () => {
    expect(simulateQueue(four, offeredBy(100_000), 7)).toEqual(simulateQueue(four, offeredBy(100_000), 7));
  });
});

describe('what a server has to do', () => {
  const offered = offeredBy(1_000_000);

  it('is to follow everything that others decided, where each has the whole index', () => {
    const { change, follow } = arrivalsAt(four, offered);
    expect(change + follow).toBeCloseTo(offered.changes);
  });

  it('is to follow the catalogue and its own workers, where workers are partitioned', () => {
    const { change, follow } = arrivalsAt(spread, offered);
    const own = (offered.changes - offered.catalogue) / spread.servers;
    expect(change + follow).toBeCloseTo(offered.catalogue + own);
  });

  it('alone is to follow nobody', () => {
    expect(arrivalsAt(alone, offered).follow).toBe(0);
  });
});

describe('the plan', () => {
  const held = [alone, four, spread].map((deployment) => drivePlan(deployment));

  it('holds more workers with more servers, within its budgets', () => {
    const [one, some, many] = held.map(({ registered }) => registered) as [number, number, number];
    expect(some).toBeGreaterThan(one);
    expect(many).toBeGreaterThan(some);
    for (const { result } of held) {
      expect(Math.max(result.serverBusy, result.redisBusy)).toBeLessThanOrEqual(0.7);
      expect(result.checkP99Ms).toBeLessThanOrEqual(10);
    }
  });
});
