import { describe, expect, it } from 'vitest';
import { InboxCheck } from '../../../../simulator/drive/inbox-check.ts';

const snapshot = (seq: number, feed: number, more: object = {}) => ({
  seq,
  feed,
  epoch: 'E',
  reset: false,
  ...more,
});

/** What a check finds in a story told by `tell`. */
function found(tell: (check: InboxCheck) => void): string[] {
  const list: string[] = [];
  tell(new InboxCheck((what) => list.push(what)));
  return list;
}

/** How many pushes it counts as missed, and how. */
function faults(tell: (check: InboxCheck) => void): [kind: string, count: number][] {
  const list: [string, number][] = [];
  tell(new InboxCheck((_, { kind, count }) => list.push([kind, count])));
  return list;
}

function begun(check: InboxCheck): void {
  check.connected();
  check.snapshot(snapshot(5, 10));
}

describe('the check of an inbox', () => {
  it('is content with numbers in order, a replay, and visibility after what was addressed', () => {
    expect(
      found((check) => {
        begun(check);
        check.push('bonus', { seq: 6, feed: 11 });
        check.push('hit:visible', { feed: 11 });
        check.push('hit:hidden', { feed: 12 });
        check.connected();
        check.push('bonus', { seq: 7, feed: 13 });
        check.snapshot(snapshot(7, 15));
        check.push('bonus', { seq: 8, feed: 16 });
      }),
    ).toEqual([]);
  });

  it('finds a number left out, live, in a replay, and before a snapshot', () => {
    const stories: ((check: InboxCheck) => void)[] = [
      (check) => check.push('bonus', { seq: 7, feed: 11 }),
      (check) => {
        check.connected();
        check.push('bonus', { seq: 7, feed: 11 });
        check.snapshot(snapshot(7, 12));
      },
      (check) => {
        check.connected();
        check.snapshot(snapshot(6, 12));
      },
    ];
    for (const tell of stories) {
      const list = found((check) => {
        begun(check);
        tell(check);
      });
      expect(list).toHaveLength(1);
    }
  });

  it('finds doubles, positions that go back, addressed after visibility, a second snapshot, a refused replay', () => {
    const stories: ((check: InboxCheck) => void)[] = [
      (check) => check.push('bonus', { seq: 5, feed: 11 }),
      (check) => check.push('hit:hidden', { feed: 9 }),
      (check) => {
        check.push('hit:hidden', { feed: 11 });
        check.push('bonus', { seq: 6, feed: 11 });
      },
      (check) => check.snapshot(snapshot(5, 10)),
      (check) => {
        check.connected();
        check.snapshot(snapshot(5, 12, { reset: true }));
      },
    ];
    for (const tell of stories) {
      const list = found((check) => {
        begun(check);
        tell(check);
      });
      expect(list).toHaveLength(1);
    }
  });

  it('begins anew where the epoch is another', () => {
    expect(
      found((check) => {
        begun(check);
        check.connected();
        check.snapshot(snapshot(0, 0, { epoch: 'F', reset: true }));
        check.push('bonus', { seq: 1, feed: 1 });
      }),
    ).toEqual([]);
  });

  it('counts what was lost, live and in a replay, and what came twice', () => {
    expect(
      faults((check) => {
        begun(check);
        check.push('bonus', { seq: 9, feed: 11 });
        check.push('bonus', { seq: 9, feed: 12 });
        check.connected();
        check.snapshot(snapshot(11, 13));
        check.push('bonus', { seq: 12, feed: 12 });
      }),
    ).toEqual([
      ['lost', 3],
      ['doubled', 1],
      ['lost', 2],
      ['disordered', 1],
    ]);
  });
});
