import { performance } from 'node:perf_hooks';
import { openRedisStore } from '../../server/store/redis-store.ts';
import { storeSide } from './accepts.ts';

/**
 * One of the servers that share a Redis: `sharing-server.ts URL NUMBER IN-FLIGHT`. It follows the feed as servers do.
 * For each line of its input, a time in ms, it runs so long and says how many commands it made durable.
 */
const [url = '', number = '0', inFlight = '1'] = process.argv.slice(2);
const store = await openRedisStore({ url });
const market = store.namespace('market');
let followed = 0;
const { end } = await market.feed(Number.MAX_SAFE_INTEGER, 1);
market.follow(end, () => {
  followed++;
});
// Far apart, so that no two servers make one assignment.
const side = storeSide(market, Number(inFlight), Number(number) * 50_000_000);
process.stdout.write('ready\n');
for await (const chunk of process.stdin) {
  const count = await side(performance.now() + Number(String(chunk)));
  process.stdout.write(`${count} ${followed}\n`);
}
await store.close();
