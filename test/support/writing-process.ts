import { execFileSync } from 'node:child_process';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Refused } from '../../server/contract/errors.ts';
import { openEmbeddedStore } from '../../server/store/embedded-store.ts';
import type { Namespace } from '../../server/store/store.ts';
import { commitOf, landed, pushTo, readOne, versionOf } from './commits.ts';

/**
 * A process that writes to a data folder and says on its standard output what was answered, for tests that
 * kill it, watch its system calls or take its room away: `writing-process.ts FOLDER MODE [FLUSH]`.
 */

/** Callers that write at once. */
export const callers = 16;
/** Refused writes in the mode `full`: LMDB's own failures spoiled its memory after some of them. */
export const refusals = 60;
/** Groups of commits in the mode `groups`. */
export const groups = 12;

/** The count of a caller, as a record, an index entry, a deadline and an inbox entry that must all agree. */
async function countUp(market: Namespace, caller: number, ballast?: string): Promise<number> {
  const key = `count/${caller}`;
  const found = await readOne(market, key);
  const count = ((found?.value as { count: number } | undefined)?.count ?? 0) + 1;
  await landed(
    market.commit(
      commitOf({
        reads: [[key, found?.version ?? 0]],
        writes:
          ballast === undefined
            ? [[key, { count }]]
            : [
                [key, { count }],
                [`ballast/${count}`, { ballast }],
              ],
        index: [{ index: `counts/${caller}`, sort: String(count).padStart(9, '0'), id: String(count) }],
        deadlines: [{ id: `count/${caller}/next`, at: count }],
        events: [pushTo(`A${caller}`, count)],
      }),
    ),
  );
  return count;
}

const say = (line: string) => writeSync(1, `${line}\n`);
const everyCaller = <T>(work: (caller: number) => Promise<T>) =>
  Promise.all(Array.from({ length: callers }, (_, caller) => work(caller)));

const modes: Readonly<Record<string, (market: Namespace) => Promise<void>>> = {
  /** Until it is killed: `CALLER COUNT` for each answer. */
  async endless(market) {
    await everyCaller(async (caller) => {
      for (;;) say(`${caller} ${await countUp(market, caller)}`);
    });
  },
  /** One group of commits after another. */
  async groups(market) {
    for (let group = 1; group <= groups; group++) {
      await everyCaller((caller) => countUp(market, caller));
      say(`answered ${group}`);
    }
  },
  /** Writes until the disk is full, waits for a line, and writes on. */
  async full(market) {
    // The size limit that stands for a full disk also sends a signal, which a full disk does not.
    process.on('SIGXFSZ', () => {});
    let count = 0;
    const write = async () => {
      count = await countUp(market, 0, 'x'.repeat(50_000));
    };
    const refused = async () => {
      for (;;) {
        try {
          await write();
        } catch (error) {
          if (error instanceof Refused) return error;
          throw error;
        }
      }
    };
    const errors: Refused[] = [];
    while (errors.length < refusals) errors.push(await refused());
    say(JSON.stringify({ count, codes: errors.map(({ code }) => code), message: errors[0]?.message }));
    await new Promise((resolve) => createInterface(process.stdin).once('line', resolve));
    for (let more = 0; more < 20; more++) await write();
    say(JSON.stringify({ count }));
  },
  /** Reads what a failed flush then loses, lets another commit land, and commits on what it read. */
  async stale(market) {
    process.on('SIGXFSZ', () => {});
    const limit = (bytes: string) =>
      execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:unlimited`]);
    const put = (text: string) => market.commit(commitOf({ writes: [['hit/1', { text }]] }));
    await put('first');
    limit('1');
    const lost = put('lost').catch((error: unknown) => (error as Refused).code);
    const version = await versionOf(market, 'hit/1');
    const answer = await lost;
    limit('unlimited');
    const next = await put('next');
    const stale = await market.commit(
      commitOf({ reads: [['hit/1', version]], writes: [['hit/1', { text: 'stale' }]] }),
    );
    say(JSON.stringify({ answer, next, stale, found: (await readOne(market, 'hit/1'))?.value }));
  },
  /** Holds the folder. */
  async hold() {
    await new Promise((resolve) => createInterface(process.stdin).once('line', resolve));
  },
};

if (process.argv[1] === import.meta.filename) {
  const [, , folder = '', mode = '', flush] = process.argv;
  const store = await openEmbeddedStore({ folder, flush: flush !== 'unflushed' });
  say('open');
  await modes[mode]?.(store.namespace('market'));
  await store.close();
  process.exit(0);
}
