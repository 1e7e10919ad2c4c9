import { describe, expect, it } from 'vitest';
import type { AssignmentRecord } from '../../../../server/contract/records.ts';
import { hourMs } from '../../../../simulator/population/local-time.ts';
import type { Ended } from '../../../../simulator/simulate/collectors/collector.ts';
import { completion } from '../../../../simulator/simulate/collectors/completion.ts';

describe('the completion curve', () => {
  /** A batch of 600 assignments of which one is submitted each hour, as many as said. */
  const ended = (submitted: number) =>
    ({
      simulation: {
        study: { batch: { waves: 1, survey: false, hits: 200, assignments: 3 }, firstPostingAt: 0 },
      },
      assignments: Array.from({ length: submitted }, (_, at): Partial<AssignmentRecord> => {
        return { worker: `A${at}`, state: 'Approved', acceptedAt: 0, submittedAt: (at + 1) * hourMs };
      }),
    }) as unknown as Ended;

  it('has at each percent the submission with which so much is there', async () => {
    const { measures, details } = await completion().finish(ended(600));
    expect(details?.curve).toEqual({ hoursTo: Array.from({ length: 100 }, (_, at) => 6 * (at + 1)) });
    expect(measures).toMatchObject({ hoursTo10: 60, hoursTo50: 300, hoursTo90: 540, hoursToAll: 600 });
  });

  it('ends at the percent that is done', async () => {
    const { measures, details } = await completion().finish(ended(42));
    expect(measures.shareDone).toBe(0.07);
    const hoursTo = Array.from({ length: 100 }, (_, at) => (at < 7 ? 6 * (at + 1) : null));
    expect(details?.curve).toEqual({ hoursTo });
  });
});
