import type {
  AssignmentRecord,
  HitRecord,
  Kind,
  RequesterRecord,
  WorkerRecord,
} from '../../../server/contract/records.ts';
import { EligibilityIndex } from '../../../server/eligibility/eligibility-index.ts';
import type { Fact } from '../../../server/eligibility/facts.ts';
import { startBalanceMills } from '../../../server/lifecycle/requester.ts';
import { deadlinesOf } from '../../../server/machines/deadlines.ts';
import { splitKey } from '../../../server/market/indexes.ts';
import { loadIndex } from '../../../server/market/load-index.ts';
import type { Market } from '../../../server/market/market.ts';
import type { FeedCommit, Namespace } from '../../../server/store/store.ts';
import { Reference } from '../../unit/eligibility/reference.ts';
import type { World } from './world.ts';

/** What a calm market must look like after a storm: every promise that does not hold, in words. */
export async function brokenPromises(market: Market, world: World): Promise<string[]> {
  const records = await allRecords(market.namespace);
  const feed = await wholeFeed(market.namespace);
  return [
    ...world.broken,
    ...acceptedWithoutAccess(market, feed),
    ...lostAcknowledgements(world, records),
    ...oversold(records),
    ...wrongMoney(records),
    ...(await brokenInboxes(market.namespace, records, feed)),
    ...overdue(market, records),
    ...(await differentIndexes(market, world, feed)),
  ];
}

type AllRecords = ReadonlyMap<string, unknown>;

async function allRecords(namespace: Namespace): Promise<AllRecords> {
  const records = new Map<string, unknown>();
  for await (const [key, record] of namespace.scan('')) records.set(key, record.value);
  return records;
}

function ofKind<T>(records: AllRecords, kind: Kind): T[] {
  return [...records].flatMap(([key, record]) => (key.startsWith(`${kind}/`) ? [record as T] : []));
}

async function wholeFeed(namespace: Namespace): Promise<FeedCommit[]> {
  const commits: FeedCommit[] = [];
  for (let after = 0; ; ) {
    const page = await namespace.feed(after, 500);
    const last = page.commits.at(-1);
    if (!last) return commits;
    commits.push(...page.commits);
    after = last.first + last.events.length - 1;
  }
}

const withVersion = ({ facts, first }: FeedCommit): Fact[] =>
  facts.map((fact) => ({ ...fact, version: first }) as Fact);

/** Promises 1 and 4 at every accept: just before its commit the worker had access, a place included. */
function acceptedWithoutAccess(market: Market, feed: readonly FeedCommit[]): string[] {
  const reference = new Reference({ environment: market.record.environment });
  const broken: string[] = [];
  for (const commit of feed) {
    for (const event of commit.events) {
      if (event.type !== 'assignment:accepted') continue;
      const { access, unmet, reasons } = reference.explain(event.worker as string, event.hit as string);
      if (access !== 'accept')
        broken.push(
          `promise 1: position ${commit.first}: accepted with ${access} (${reasons} ${unmet.map(({ text }) => text)})`,
        );
    }
    reference.apply(withVersion(commit));
  }
  return broken;
}

/** Promise 3: what was answered as done is there. */
function lostAcknowledgements(world: World, records: AllRecords): string[] {
  return [...world.acknowledged].flatMap(([key, states]) => {
    const record = records.get(key) as { state?: string } | undefined;
    if (!record)
      return key.startsWith('qualificationType/') ? [] : [`promise 3: ${key} was answered, and is gone`];
    if (states === undefined || states.includes(record.state ?? '')) return [];
    return [`promise 3: ${key} is ${record.state}, and was answered to be ${states.join(' or ')}`];
  });
}

/** Promise 4, and that a HIT counts its assignments right. */
function oversold(records: AllRecords): string[] {
  const byHit = new Map<string, Map<string, number>>();
  for (const { hit, state } of ofKind<AssignmentRecord>(records, 'assignment')) {
    const counts = byHit.get(hit) ?? new Map<string, number>();
    counts.set(state, (counts.get(state) ?? 0) + 1);
    byHit.set(hit, counts);
  }
  return ofKind<HitRecord>(records, 'hit').flatMap((hit) => {
    const count = (...states: string[]) =>
      states.reduce((sum, state) => sum + (byHit.get(hit.id)?.get(state) ?? 0), 0);
    const real = {
      pending: count('Accepted'),
      submitted: count('Submitted'),
      completed: count('Approved', 'Rejected'),
    };
    const kept = { pending: hit.pending, submitted: hit.submitted, completed: hit.completed };
    const broken =
      JSON.stringify(real) === JSON.stringify(kept)
        ? []
        : [`${hit.id} keeps ${JSON.stringify(kept)}, has ${JSON.stringify(real)}`];
    const taken = real.pending + real.submitted + real.completed;
    return taken > hit.maxAssignments
      ? [...broken, `promise 4: ${hit.id} has ${taken} of ${hit.maxAssignments} assignments`]
      : broken;
  });
}

/** Requesters spend what workers get, and fees; nothing is held that nobody may still earn. */
function wrongMoney(records: AllRecords): string[] {
  const paid = ofKind<WorkerRecord>(records, 'worker').reduce(
    (sum, worker) => sum + worker.earnedMills + worker.bonusMills,
    0,
  );
  const requesters = ofKind<RequesterRecord>(records, 'requester');
  const spent = requesters.reduce((sum, { balanceMills }) => sum + startBalanceMills - balanceMills, 0);
  const broken = spent >= paid ? [] : [`workers got ${paid} mills, requesters spent ${spent}`];
  const negative = requesters.filter(({ heldMills }) => heldMills < 0);
  return [...broken, ...negative.map(({ id, heldMills }) => `${id} holds ${heldMills} mills`)];
}

/** Promise 6, as far as the store goes: every addressed event once, in order, numbered without gap. */
async function brokenInboxes(
  namespace: Namespace,
  records: AllRecords,
  feed: readonly FeedCommit[],
): Promise<string[]> {
  const broken: string[] = [];
  for (const worker of ofKind<WorkerRecord>(records, 'worker')) {
    const sent = feed.flatMap(({ first, events }) =>
      events.flatMap((event, at) =>
        event.worker === worker.id && event.seq !== undefined
          ? [`${event.seq} ${event.type} at ${first + at}`]
          : [],
      ),
    );
    const { entries } = await namespace.inbox(worker.id, 0, 1_000_000);
    const kept = entries.map(({ event, position }) => `${event.seq} ${event.type} at ${position}`);
    const numbers = entries.map(({ event }) => event.seq);
    if (numbers.some((seq, at) => seq !== at + 1) || numbers.length !== worker.inboxSeq)
      broken.push(`promise 6: ${worker.id} has numbers ${numbers}, of ${worker.inboxSeq}`);
    if (JSON.stringify(sent) !== JSON.stringify(kept))
      broken.push(`promise 6: ${worker.id} was sent ${sent}, has ${kept}`);
  }
  return broken;
}

/** Promise 7. */
function overdue(market: Market, records: AllRecords): string[] {
  const now = market.now();
  return [...records].flatMap(([key, record]) => {
    const { kind } = splitKey(key);
    return Object.entries(deadlinesOf(kind, record as never)).flatMap(([name, at]) =>
      at <= now ? [`promise 7: ${key} had its ${name} at ${at}, it is ${now}`] : [],
    );
  });
}

/** The index that followed the feed, one rebuilt from the records, and the obvious one agree about everybody. */
async function differentIndexes(
  market: Market,
  world: World,
  feed: readonly FeedCommit[],
): Promise<string[]> {
  const rebuilt = new EligibilityIndex({ environment: market.record.environment });
  await loadIndex(market.namespace, rebuilt);
  const reference = new Reference({ environment: market.record.environment });
  for (const commit of feed) reference.apply(withVersion(commit));
  const broken: string[] = [];
  for (const worker of world.workers) {
    const groups = (index: EligibilityIndex) =>
      index
        .groups(worker, { limit: 10_000 })
        .groups.map(({ hitTypeId, access, available }) => `${hitTypeId} ${access} ${available}`)
        .sort()
        .join();
    const [followed, built] = [groups(market.index), groups(rebuilt)];
    const obvious = reference
      .groups(worker, {})
      .map(({ hitTypeId, access, available }) => `${hitTypeId} ${access} ${available}`)
      .sort()
      .join();
    if (followed !== obvious) broken.push(`${worker}: the index says ${followed}, the records ${obvious}`);
    if (built !== obvious) broken.push(`${worker}: a rebuilt index says ${built}, the records ${obvious}`);
  }
  return broken;
}
