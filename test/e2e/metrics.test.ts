import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MarketFixture, openMarket } from '../support/market-fixture.ts';
import { record } from '../support/pushes.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

/** Samples of one scrape, as `name{labels}` to value. */
type Scrape = ReadonlyMap<string, number>;

async function scrape(url: string): Promise<Scrape> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

/** Sum of all samples of a metric whose labels include `labels`. */
function sum(of: Scrape, name: string, labels = ''): number {
  const fits = ([sample]: readonly [string, number]) =>
    (sample === name || sample.startsWith(`${name}{`)) && sample.includes(labels);
  return [...of].filter(fits).reduce((total, [, value]) => total + value, 0);
}

describe('/metrics', () => {
  let server: TestServer;
  let market: MarketFixture;
  let worker: string;
  let hit: string;
  let before: Scrape;
  let after: Scrape;

  const grown = (name: string, labels?: string) => sum(after, name, labels) - sum(before, name, labels);

  beforeAll(async () => {
    server = await startServer();
    market = await openMarket(server);
    worker = await market.worker();
    before = await scrape(server.url);
    await liveALittle();
    after = await scrape(server.url);
  });
  afterAll(() => server.close());

  /** Some of everything that is counted, once or a known number of times. */
  async function liveALittle(): Promise<void> {
    const type = await market.qualificationType();
    ({ id: hit } = await market.hit({ LifetimeInSeconds: 60 }));
    await market.request('GetHIT', { HITId: 'NOBODYSHIT' }).catch(() => {});
    for (let times = 0; times < 3; times++)
      await market.call('GET', `/eligibility?worker=${worker}&hit=${hit}`);
    await market.call('POST', '/eligibility', { checks: [{ worker, hit }] });
    const client = market.connect(worker, { transports: ['websocket'] });
    const pushes = record(client);
    await pushes.next('snapshot');
    await client.ask('eligibility:check', { hit });
    await client.ask('hit:preview', { hit: 'NOBODYSHIT' }).catch(() => {});
    await grant(type, 1);
    await pushes.next('qualification:granted');
    client.socket.disconnect();
    await grant(type, 2);
    await grant(type, 3);
    pushes.clear();
    client.socket.connect();
    await pushes.next('snapshot');
    await market.advance(3600);
  }

  const grant = (type: string, value: number) =>
    market.request('AssociateQualificationWithWorker', {
      QualificationTypeId: type,
      WorkerId: worker,
      IntegerValue: value,
    });

  it('counts calls of the Requester API by operation and outcome', () => {
    const calls = 'turksim_requester_api_request_duration_seconds_count';
    expect(grown(calls, 'operation="CreateHIT",outcome="ok"')).toBe(1);
    expect(grown(calls, 'operation="AssociateQualificationWithWorker",outcome="ok"')).toBe(3);
    expect(grown(calls, 'operation="GetHIT",outcome="refused"')).toBe(1);
  });

  it('names an operation that does not exist unknown, so that nobody makes up labels', async () => {
    await market.request('Anything', {}).catch(() => {});
    const now = await scrape(server.url);
    const calls = 'turksim_requester_api_request_duration_seconds_count';
    expect(sum(now, calls, 'operation="unknown",outcome="refused"')).toBe(1);
    expect(sum(now, calls, 'Anything')).toBe(0);
  });

  it('times checks, batches and what workers ask over sockets', () => {
    expect(grown('turksim_check_duration_seconds_count')).toBe(3);
    expect(grown('turksim_check_duration_seconds_sum')).toBeGreaterThan(0);
    expect(grown('turksim_check_batch_duration_seconds_count')).toBe(1);
    const asked = 'turksim_socket_request_duration_seconds_count';
    expect(grown(asked, 'request="eligibility:check",outcome="ok"')).toBe(1);
    expect(grown(asked, 'request="hit:preview",outcome="refused"')).toBe(1);
  });

  it('tells how late pushes leave, and how much those had missed who come back', () => {
    expect(grown('turksim_push_lag_seconds_count')).toBeGreaterThan(0);
    expect(grown('turksim_inbox_depth_entries_count')).toBe(1);
    expect(grown('turksim_inbox_depth_entries_sum')).toBe(2);
  });

  it('counts commits, deadlines and their lateness, open connections and markets', () => {
    expect(grown('turksim_commits_total')).toBeGreaterThanOrEqual(5);
    expect(grown('turksim_deadline_lateness_seconds_count')).toBeGreaterThan(0);
    expect(sum(after, 'turksim_connections', 'namespace="/worker"')).toBe(1);
    expect(sum(after, 'turksim_workers_online')).toBe(1);
    expect(sum(after, 'turksim_markets_open')).toBe(2);
  });

  it('tells the size of the index, how far it is behind the feed, and the delay of the event loop', () => {
    expect(grown('turksim_index_entries', 'kind="hits"')).toBe(1);
    expect(sum(after, 'turksim_index_entries', 'kind="workers"')).toBe(1);
    expect(sum(after, 'turksim_index_entries', 'kind="groups"')).toBe(1);
    expect(after.get('turksim_feed_lag_events')).toBe(0);
    expect(after.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
  });
});
