import type { z } from 'zod';
import { accessLevels } from '../contract/entities.ts';
import { Refused } from '../contract/errors.ts';
import { limits } from '../contract/limits.ts';
import type { WorkerAsk } from '../contract/schemas/sockets.ts';
import { workerAsks } from '../contract/schemas/sockets.ts';
import type { WorkerAnswers } from '../contract/socket-events.ts';
import type { Figures } from '../figures.ts';
import { answerChecks } from '../http/eligibility-batch.ts';
import { isDefect, socketAnswer } from '../http/error-answer.ts';
import { readInput } from '../http/read-input.ts';
import type { Log } from '../log.ts';
import type { Market } from '../market/market.ts';
import { RateLimit } from '../rate-limit.ts';
import { acceptFromGroup, acceptHit, returnWork, submitWork } from '../worker/assignments.ts';
import { listGroups } from '../worker/browse.ts';
import { previewHit } from '../worker/preview-hit.ts';
import { askFor, handInTest } from '../worker/qualification-requests.ts';
import { listTypes } from '../worker/qualification-types.ts';

/** Requests over a worker's socket: answered by the same functions as the routes, acknowledged every one. */

type Asked<N extends WorkerAsk> = z.output<(typeof workerAsks)[N]>;
type Handlers = {
  readonly [N in WorkerAsk]: (
    market: Market,
    worker: string,
    ask: Asked<N>,
  ) => WorkerAnswers[N] | Promise<WorkerAnswers[N]>;
};

const handlers: Handlers = {
  'hits:list': (market, worker, ask) => listGroups(market, { ...ask, worker }),
  'hit:preview': (market, worker, ask) => previewHit(market, { ...ask, worker }),
  'types:list': (market, _worker, ask) => listTypes(market, ask),
  'eligibility:check': check,
  'qualification:request': (market, worker, ask) => askFor(market, { ...ask, worker }),
  'test:submit': (market, worker, ask) => handInTest(market, { ...ask, worker }),
  'assignment:accept': (market, worker, ask) =>
    'hit' in ask
      ? acceptHit(market, { worker, hit: ask.hit })
      : acceptFromGroup(market, { worker, group: ask.group }),
  'assignment:submit': (market, worker, ask) => submitWork(market, { ...ask, worker }),
  'assignment:return': (market, worker, ask) => returnWork(market, { ...ask, worker }),
};

/** Answered without a promise while nothing is due, since this is asked most. */
function check(
  market: Market,
  worker: string,
  ask: Asked<'eligibility:check'>,
): WorkerAnswers['eligibility:check'] | Promise<WorkerAnswers['eligibility:check']> {
  if (market.nextDueAt() <= market.now())
    return market.settle(market.now()).then(() => checked(market, worker, ask));
  return checked(market, worker, ask);
}

type CheckAnswer = WorkerAnswers['eligibility:check'];

function checked({ index }: Market, worker: string, ask: Asked<'eligibility:check'>): CheckAnswer {
  if ('hits' in ask) return JSON.parse(answerChecks(index, { ...ask, worker })) as CheckAnswer;
  const workerNumber = index.workerNumber(worker);
  const hit = index.hitNumber(ask.hit);
  if (workerNumber >= 0 && hit >= 0 && accessLevels[index.checkNumbers(workerNumber, hit)] === 'accept')
    return { access: 'accept', unmet: [], reasons: [] };
  return index.explain(worker, ask.hit) as CheckAnswer;
}

type Acknowledge = (answer: object) => void;

export interface RequestSurroundings {
  readonly worker: string;
  /** The market as it is now: a reset puts another in its place. */
  readonly market: () => Market;
  readonly log: Log;
  readonly figures: Pick<Figures, 'asked'>;
  readonly wallTime: () => number;
  /** Whether the client is not to be answered any more. */
  readonly isCut: () => boolean;
}

/** Handles whatever a worker's socket sends. */
export function requestHandler(around: RequestSurroundings): (event: string, ...given: unknown[]) => void {
  const requests = new RateLimit(limits.requestsPerSocketPerSecond, around.wallTime);
  const checks = new RateLimit(limits.checksPerSocketPerSecond, around.wallTime);
  return (event, ...given) => {
    if (around.isCut()) return;
    const acknowledge: Acknowledge =
      typeof given.at(-1) === 'function' ? (given.pop() as Acknowledge) : () => {};
    const began = performance.now();
    const count = (ok: boolean) =>
      around.figures.asked(
        Object.hasOwn(workerAsks, event) ? event : 'unknown',
        ok,
        (performance.now() - began) / 1000,
      );
    const succeed = (answer: object) => {
      acknowledge({ ok: true, ...answer });
      count(true);
    };
    const fail = (error: unknown) => {
      if (isDefect(error)) around.log.error({ err: error, event }, 'worker request');
      acknowledge(socketAnswer(error));
      count(false);
    };
    try {
      const name = knownRequest(event);
      const ask = readAsk(name, given);
      if (name === 'eligibility:check') checks.take(ask.hits?.length ?? 1);
      else requests.take();
      const answer = answerTo(name, around, ask);
      if (answer instanceof Promise) answer.then(succeed).catch(fail);
      else succeed(answer);
    } catch (error) {
      fail(error);
    }
  };
}

function knownRequest(event: string): WorkerAsk {
  if (Object.hasOwn(workerAsks, event)) return event as WorkerAsk;
  const known = Object.keys(workerAsks).join(', ');
  throw new Refused('NotFound', `There is no request ${event.slice(0, 100)}; there are ${known}.`);
}

function readAsk(
  name: WorkerAsk,
  given: readonly unknown[],
): object & { readonly hits?: readonly unknown[] } {
  if (given.length > 1)
    throw new Refused(
      'BadRequest',
      `${name} takes one object and an acknowledgement, not ${given.length} values.`,
    );
  return readInput(workerAsks[name] as z.ZodType<object>, given[0] ?? {}, name);
}

function answerTo(name: WorkerAsk, around: RequestSurroundings, ask: object): object | Promise<object> {
  const handler = handlers[name] as (market: Market, worker: string, ask: object) => object | Promise<object>;
  return handler(around.market(), around.worker, ask);
}
