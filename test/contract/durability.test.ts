import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../server/store/embedded-store.ts';
import type { Namespace } from '../../server/store/store.ts';
import { commitOf, landed, readOne } from '../support/commits.ts';
import { straceArguments, unflushedAnswers } from '../support/flush-trace.ts';
import { randomRuns, testSeed } from '../support/runs.ts';
import { toolPath } from '../support/tools.ts';
import { endWriting, startWriting } from '../support/writing-child.ts';
import { callers, groups, refusals } from '../support/writing-process.ts';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'turksim-durable-'));
  folder = join(parent, 'data');
});
afterEach(() => {
  endWriting();
  rmSync(parent, { recursive: true });
});

/** What the store holds of one caller's count; all of it must say the same. */
async function countOf(market: Namespace, caller: number): Promise<number> {
  const count =
    ((await readOne(market, `count/${caller}`))?.value as { count: number } | undefined)?.count ?? 0;
  const newest = await market.list(`counts/${caller}`, { limit: 1, reverse: true });
  expect(newest.map(({ id }) => Number(id))).toEqual(count === 0 ? [] : [count]);
  const inbox = await market.inbox(`A${caller}`, count - 1, 9);
  expect(inbox.entries.map(({ event }) => event.seq)).toEqual(count === 0 ? [] : [count]);
  return count;
}

describe('[ST5] what was answered survives', () => {
  it('a kill at any moment: nothing answered is missing, nothing is half done', {
    timeout: 3_600_000,
  }, async () => {
    const seed = testSeed();
    let random = seed;
    const answered = new Array<number>(callers).fill(0);
    for (let kill = 0; kill < randomRuns(8, 300); kill++) {
      const child = await startWriting(folder, 'endless');
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      await child.said(random % 400);
      child.process.kill('SIGKILL');
      await child.ended;
      for (const line of child.lines) {
        const [caller, count] = line.split(' ').map(Number);
        if (count !== undefined) answered[caller as number] = count;
      }
      const store = await openEmbeddedStore({ folder });
      const market = store.namespace('market');
      const found = await Promise.all(answered.map((_, caller) => countOf(market, caller)));
      for (const [caller, count] of found.entries()) {
        expect(count, `seed ${seed}, kill ${kill}, caller ${caller}`).toBeGreaterThanOrEqual(
          answered[caller] ?? 0,
        );
        answered[caller] = count;
      }
      const total = answered.reduce((sum, count) => sum + count, 0);
      const { end } = await market.feed(0, 1);
      expect(end, `seed ${seed}, kill ${kill}`).toBe(total);
      await store.close();
    }
    expect(answered.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  });

  const strace = toolPath('strace');
  describe.skipIf(strace === undefined)('under strace', () => {
    const trace = async (flush: boolean) => {
      const file = join(parent, 'trace');
      const child = await startWriting(folder, 'groups', {
        under: [strace ?? '', ...straceArguments(file)],
        flush,
      });
      await child.said(groups);
      expect(await child.ended).toBe(0);
      return unflushedAnswers(file);
    };

    it('a flush has finished between the writes of each group and its answers', {
      timeout: 120_000,
    }, async () => {
      expect(await trace(true)).toEqual([]);
    });

    it('and this test notices where flushing is off', { timeout: 120_000 }, async () => {
      expect(await trace(false)).toHaveLength(groups);
    });
  });

  it('a full disk: writes are refused with the reason, and go on when there is room', async () => {
    const child = await startWriting(folder, 'full');
    const limit = (bytes: string) =>
      execFileSync('prlimit', ['--pid', String(child.process.pid), `--fsize=${bytes}:unlimited`]);
    limit('3000000');
    await child.said(1);
    const full = JSON.parse(child.lines[0] ?? '') as { count: number; codes: string[]; message: string };
    expect(full.count).toBeGreaterThan(3);
    expect(full.codes).toEqual(Array.from({ length: refusals }, () => 'Unavailable'));
    expect(full.message).toContain(folder);
    limit('unlimited');
    child.process.stdin?.write('go on\n');
    await child.said(2);
    expect(await child.ended).toBe(0);
    expect(JSON.parse(child.lines[1] ?? '')).toEqual({ count: full.count + 20 });
    const store = await openEmbeddedStore({ folder });
    expect(await countOf(store.namespace('market'), 0)).toBe(full.count + 20);
    await store.close();
  });
});

it('[ST3] a decision on what a failed flush lost never lands, though another commit came since', async () => {
  const child = await startWriting(folder, 'stale');
  await child.said(1);
  const { answer, next, stale, found } = JSON.parse(child.lines[0] ?? '') as Record<string, unknown>;
  expect(answer).toBe('Unavailable');
  expect(next).toMatchObject({ ok: true });
  expect(stale).toEqual({ ok: false, conflict: 'hit/1' });
  expect(found).toEqual({ text: 'next' });
});

describe('a data folder', () => {
  const fill = async () => {
    const store = await openEmbeddedStore({ folder });
    for (let n = 0; n < 30; n++) {
      const writes = [[`hit/${n}`, { text: 'x'.repeat(100_000) }]] as const;
      await landed(store.namespace('market').commit(commitOf({ writes })));
    }
    await store.close();
  };
  const fingerprint = () =>
    readdirSync(folder)
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]);

  it('belongs to one server: a second gets one line that names folder and process', async () => {
    const child = await startWriting(folder, 'hold');
    await expect(openEmbeddedStore({ folder })).rejects.toThrow(
      new RegExp(`^The data folder ${folder} is in use by process ${child.process.pid}\\.$`),
    );
    child.process.kill('SIGKILL');
    await child.ended;
    const store = await openEmbeddedStore({ folder });
    await expect(openEmbeddedStore({ folder })).rejects.toThrow(`in use by process ${process.pid}.`);
    await landed(store.namespace('market').commit(commitOf()));
    await store.close();
  });

  it.each([
    ['a newer version', 'turksim-data.json', '{"program":"turksim","format":99}', /has format 99/],
    ['an unknown version', 'turksim-data.json', 'what?', /unknown format/],
    ['something else', 'data.mdb', 'x'.repeat(9000), /no LMDB file/],
  ])('of %s is refused in one line and stays as it is', async (_, file, text, reason) => {
    await fill();
    writeFileSync(join(folder, file), text);
    const before = fingerprint();
    const error = await openEmbeddedStore({ folder }).catch((refused: Error) => refused);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(reason);
    expect((error as Error).message).toContain(folder);
    expect((error as Error).message).not.toContain('\n');
    expect(fingerprint()).toEqual(before);
  });

  it('that is cut short is refused, not mapped into memory', async () => {
    await fill();
    truncateSync(join(folder, 'data.mdb'), 1_000_000);
    const before = fingerprint();
    await expect(openEmbeddedStore({ folder })).rejects.toThrow(/damaged: its last \d+ bytes are missing/);
    expect(fingerprint()).toEqual(before);
  });

  it('that holds data of something else, or can not be written, is refused in one line', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'data.mdb'), 'something else');
    await expect(openEmbeddedStore({ folder })).rejects.toThrow(/unknown format/);
    expect(readdirSync(folder)).toEqual(['data.mdb']);
    const below = join(folder, 'data.mdb', 'deeper');
    await expect(openEmbeddedStore({ folder: below })).rejects.toThrow(
      /^The data folder .* can't be used: ENOTDIR.*$/,
    );
  });
});
