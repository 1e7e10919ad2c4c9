import { EventQueue } from '../simulator/engine/event-queue.ts';
import { Random } from '../simulator/engine/random.ts';
import { BareHeap } from './simulate/bare-heap.ts';
import { atLeast, type Bench, medianMs, type Row } from './table.ts';

const holds = 1_000_000;
const gaps = Float64Array.from({ length: 65_536 }, (_, at) => new Random(7).fork(at).exponential(1));
const gap = (at: number) => gaps[at & 65_535] as number;

/** Gaps as the simulator has them: working steps of minutes, sessions tomorrow, deadlines in a month. */
const mixedGaps = Float64Array.from({ length: 65_536 }, (_, at) => {
  const random = new Random(8).fork(at);
  const share = random.uniform();
  return random.exponential(share < 0.9 ? 60 : share < 0.99 ? 86_400 : 2_592_000);
});
const mixedGap = (at: number) => mixedGaps[at & 65_535] as number;

function holdQueue(pending: number, draw: (at: number) => number): number {
  const queue = new EventQueue(pending + 1);
  for (let event = 0; event < pending; event++) queue.push(draw(event), 0, event);
  return medianMs(
    () => {
      for (let hold = 0; hold < holds; hold++) {
        queue.pop();
        queue.push(queue.time + draw(hold), 0, queue.subject);
      }
    },
    5,
    1,
  );
}

function holdHeap(pending: number, draw: (at: number) => number): number {
  const heap = new BareHeap(pending + 1);
  for (let event = 0; event < pending; event++) heap.push(draw(event), event);
  return medianMs(
    () => {
      for (let hold = 0; hold < holds; hold++) {
        heap.pop();
        heap.push(heap.topTime + draw(hold), heap.topEvent);
      }
    },
    5,
    1,
  );
}

function row(what: string, pending: number, draw: (at: number) => number): Row {
  return {
    what: `${what}, ${pending.toLocaleString('en-US')} pending`,
    value: holds / holdQueue(pending, draw) / 1000,
    unit: 'M events/s',
    against: 'bare binary heap',
    limit: holds / holdHeap(pending, draw) / 1000,
    budget: atLeast(0.5),
  };
}

export const bench: Bench = {
  title: 'How fast is the event queue alone?',
  method:
    'Hold model: pop the next event, push it again later, a million times. Beside it a bare binary heap on typed arrays, which keeps no order at equal times and carries no kind or detail.',
  run: () => [
    ...[1000, 100_000, 1_000_000].map((pending) => row('exponential gaps', pending, gap)),
    row('gaps of minutes, days and months', 100_000, mixedGap),
  ],
};
