import type { Server } from 'node:http';
import { createServer } from 'node:http';
import express from 'express';
import { Server as SocketServer } from 'socket.io';
import type { ServeConfig } from './config.ts';
import { isUnavailable, Refused } from './contract/errors.ts';
import { createFigures } from './figures.ts';
import { answerErrors } from './http/answer-errors.ts';
import { apiRouter } from './http/api-router.ts';
import { contentApp } from './http/content-app.ts';
import { eligibilityFastPath } from './http/eligibility-fast-path.ts';
import { createGuard } from './http/guards.ts';
import { readKeys } from './http/keys.ts';
import { notServed } from './http/known-paths.ts';
import { closeServer, hostInUrl, listenOn, portOf } from './http/listen.ts';
import { pagesRouter } from './http/pages.ts';
import { requesterApi, requesterApiMarket } from './http/requester-api.ts';
import { externalSubmitRouter } from './http/routes/external-submit.ts';
import { sendError } from './http/send.ts';
import { createTokens } from './http/tokens.ts';
import { webAppRouter } from './http/web-app.ts';
import { createLog } from './log.ts';
import type { Leases } from './market/leases.ts';
import type { Market } from './market/market.ts';
import { Markets } from './market/markets.ts';
import { keepOutboxes } from './notify/keep-outboxes.ts';
import { readEndpoints } from './notify/notification-delivery.ts';
import { OnlineElsewhere } from './online-elsewhere.ts';
import { keepLease } from './presence.ts';
import { attachSockets, socketOptions } from './push/attach-sockets.ts';
import { Scheduler } from './scheduler.ts';
import type { Store } from './store/store.ts';

/** How soon a `default` that could not be made again is tried once more. */
const remakeAfterMs = 1000;

export interface AppParts {
  readonly store: Store;
  readonly config: ServeConfig;
  /** Wall time, epoch ms. */
  readonly wallTime: () => number;
}

/** A server put together from its parts; it reads no environment, and listens when told. */
export interface App {
  readonly markets: Markets;
  readonly http: Server;
  readonly content: Server;
  /** Once it listens. */
  readonly url: string;
  /** Makes or takes up the market `default` and, if the configuration says so, its population. */
  openDefault(): Promise<Market>;
  listen(): Promise<void>;
  close(): Promise<void>;
}

export async function createApp({ store, config, wallTime }: AppParts): Promise<App> {
  const log = createLog();
  const failing =
    (what: string, about: object = {}) =>
    (error: unknown): void => {
      // The store tells of its absence by itself.
      if (isUnavailable(error)) return;
      log.error({ ...about, err: error }, what);
    };
  const openMarkets = new Map<string, Market>();
  const schedulers = new Map<string, Scheduler>();
  const figures = createFigures(() => [...openMarkets.values()]);
  const markets = new Markets({ store, wallTime, observer: figures.observer });
  markets.onChange((market, change) => {
    schedulers.get(market.id)?.stop();
    openMarkets.delete(market.id);
    if (change === 'deleted') {
      schedulers.delete(market.id);
      if (market.id === 'default') remakeDefault();
      return;
    }
    openMarkets.set(market.id, market);
    schedulers.set(
      market.id,
      new Scheduler(market, wallTime, failing('deadline failed', { market: market.id })),
    );
  });

  const outboxes = keepOutboxes(markets, readEndpoints(config.notify), log);
  const keys = await readKeys(config);
  const tokens = createTokens(config, wallTime);
  const contentPort = (): number => portOf(content);
  const guard = createGuard(config, contentPort);
  const parts = { markets, store, config, figures, log, wallTime, keys, tokens, guard, contentPort };
  const api = requesterApi(parts);
  const checks = eligibilityFastPath(parts);
  const routes = express().disable('x-powered-by').set('etag', false);
  routes.use(apiRouter(parts), externalSubmitRouter(parts), pagesRouter(parts), webAppRouter(parts));
  routes.use(({ method, originalUrl }, response) => sendError(response, notServed(method, originalUrl)));
  routes.use(answerErrors(log));

  const http = createServer((request, response) => {
    if (checks(request, response)) return;
    const market = requesterApiMarket(request);
    if (market !== undefined) return void api(request, response, market);
    routes(request, response);
  });
  const content = createServer(contentApp(parts));
  const io = new SocketServer(http, socketOptions(parts));
  const sockets = attachSockets(io, parts);
  const { leases } = markets;
  const failed = failing('what servers share');
  const duties: { stop(): Promise<void> }[] = [];
  let population: { stop(): void } | undefined;
  let online: OnlineElsewhere | undefined;
  let isPopulationOurs = leases === undefined;
  let isClosing = false;
  /** Lets simulated people live in `default`. */
  const settle = async (): Promise<void> => {
    const { startPopulation } = await import('../simulator/live/start-population.ts');
    const market = await markets.get('default');
    population = await startPopulation({
      market,
      scenario: config.scenario,
      workers: config.population,
      log,
    });
  };
  const leave = (): void => population?.stop();

  async function openDefault(): Promise<Market> {
    if (leases && duties.length === 0) {
      await markets.followOthers(failed);
      duties.push(keepLease(leases, `server/${leases.holder}`, { failed }));
      const { holder } = leases;
      const open = () => openMarkets.values();
      online = new OnlineElsewhere({ store, markets, holder, open, wallTime, failed });
    }
    const known = await defaultMarket(markets, config);
    const market = await loadedIfEmpty(known, markets, config, wallTime());
    if (market.record.clock.mode === 'scaled' && market.record.clock.speed !== config.speed)
      await markets.changeClock('default', { speed: config.speed });
    if (config.population === 0) return market;
    if (isPopulationOurs) await settle();
    else if (leases && duties.length === 1) {
      // What is wrong with it is said at the start, also by a server that waits for its turn.
      const { readLivingScenario } = await import('../simulator/scenario.ts');
      await readLivingScenario(config.scenario);
      duties.push(seekPopulation(leases));
    }
    return market;
  }

  /** One server runs the people of `default`. */
  function seekPopulation(shared: Leases): { stop(): Promise<void> } {
    return keepLease(shared, 'population/default', {
      async gained() {
        await settle();
        isPopulationOurs = true;
      },
      lost() {
        isPopulationOurs = false;
        leave();
      },
      failed,
    });
  }

  /** `default` always exists: a store that lost it with all it had gets a new one. */
  function remakeDefault(): void {
    leave();
    if (isClosing) return;
    openDefault().catch((error: unknown) => {
      failed(error);
      setTimeout(remakeDefault, remakeAfterMs).unref();
    });
  }

  return {
    markets,
    http,
    content,
    get url() {
      return `http://${hostInUrl(config.host)}:${portOf(http)}`;
    },
    openDefault,
    async listen() {
      await listenOn(http, config.host, config.port);
      await listenOn(content, config.host, config.contentPort ?? (config.port === 0 ? 0 : portOf(http) + 1));
    },
    async close() {
      isClosing = true;
      for (const scheduler of schedulers.values()) scheduler.stop();
      leave();
      await Promise.all([sockets.close(), closeServer(http), closeServer(content)]);
      await outboxes.stop();
      await online?.stop();
      await Promise.all(duties.map((duty) => duty.stop()));
      await markets.close();
      await store.close();
    },
  };
}

/** The market `default`, made if it is not there; another server may be making it at the same time. */
async function defaultMarket(markets: Markets, { environment, speed }: ServeConfig): Promise<Market> {
  if (await markets.has('default')) return markets.get('default');
  try {
    return await markets.create({ id: 'default', environment, clock: { mode: 'scaled', speed } });
  } catch (error) {
    if (error instanceof Refused && error.code === 'Conflict') return markets.get('default');
    throw error;
  }
}

/** The market of `--load`, unless something is in this one already. */
async function loadedIfEmpty(
  market: Market,
  markets: Markets,
  { load }: Pick<ServeConfig, 'load'>,
  wall: number,
): Promise<Market> {
  if (load === undefined || market.position > 0) return market;
  const { loadMarket } = await import('./snapshot/restore.ts');
  return loadMarket(markets, market.id, load, wall);
}
