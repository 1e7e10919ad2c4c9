import { expect, it } from 'vitest';
import { paceFor, requestersFor } from '../../../../simulator/drive/pace.ts';

/** What all do together, a second. */
function together(workers: number) {
  const pace = paceFor(workers);
  const requesterDeeds = (requestersFor(workers) * 1000) / pace.requesterRestMs;
  const posts = requesterDeeds * pace.postShare;
  return {
    workerDeeds: (workers * 1000) / pace.workerRestMs,
    requesterDeeds,
    pushesOfPosts: posts * pace.openShare * workers,
    openHits: requestersFor(workers) * pace.openHitsMax,
  };
}

it.each([1, 60, 200, 1000, 5000, 20_000])(
  '%i workers and their requesters are what one core can drive',
  (workers) => {
    const { workerDeeds, requesterDeeds, pushesOfPosts, openHits } = together(workers);
    expect(workerDeeds).toBeLessThanOrEqual(250);
    expect(requesterDeeds).toBeLessThanOrEqual(workers / 25 + 20);
    expect(pushesOfPosts).toBeLessThanOrEqual(600);
    expect(openHits).toBeLessThanOrEqual(Math.max(200, 8 * requestersFor(workers)));
  },
);

it('a few are kept as busy as can be', () => {
  expect(paceFor(60)).toMatchObject({ workerRestMs: 4000, requesterRestMs: 60, assignmentsMax: 5 });
});
