import { setImmediate as turn } from 'node:timers/promises';
import { socketIoSide, wsSide } from './bare-sides.ts';
import { stamp, stampValue } from './crowd.ts';
import { ourSide } from './our-side.ts';
import type { Kind, Order, Samples, Side } from './side.ts';

/** The server of one side, in a process of its own: told its kind, its number of workers and the payloads to send. */

const [kind, count, samples] = process.argv.slice(2) as [Kind, string, string];
const side = await sideOf(kind, Number(count), JSON.parse(samples) as Samples);
process.on('message', (order: Order) => void obey(order));
process.send?.(side.ready);

function sideOf(kind: Kind, count: number, samples: Samples): Promise<Side> {
  if (kind === 'turksim') return ourSide(count);
  return kind === 'ws' ? wsSide(count, samples) : socketIoSide(count, samples);
}

async function obey(order: Order): Promise<void> {
  switch (order.name) {
    case 'memory':
      globalThis.gc?.();
      process.send?.(process.memoryUsage().rss);
      break;
    case 'changes':
      await changes(order.perSecond, order.seconds);
      process.send?.('done');
      break;
    case 'broadcast':
      process.send?.(stamp());
      await side.broadcast();
  }
}

/** Changes come when they are due, whatever became of those before; each carries the moment when it was due. */
async function changes(perSecond: number, seconds: number): Promise<void> {
  const start = stamp();
  const between = 1e6 / perSecond;
  const workers = side.ready.workers.length;
  for (let done = 0; done < perSecond * seconds; ) {
    while (start + done * between <= stamp() && done < perSecond * seconds) {
      void side.change((done * 7919) % workers, stampValue(start + Math.round(done * between)));
      done++;
    }
    await turn();
  }
}
