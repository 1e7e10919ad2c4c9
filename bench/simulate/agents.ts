import { performance } from 'node:perf_hooks';
import { payPerHour } from '../../simulator/behaviours/choose-group.ts';
import { workSeconds } from '../../simulator/behaviours/work-time.ts';
import { EventQueue } from '../../simulator/engine/event-queue.ts';
import { Random } from '../../simulator/engine/random.ts';
import { BareHeap } from './bare-heap.ts';

/**
 * A market small enough to be written in any tool within a page: each worker reads 50 of the groups from a random
 * place on, takes the one that pays it best above its wage if any has a HIT left, works, submits, and looks again.
 * A look and a submission are an event each. The models in Python are the same, line by line.
 */
export const model = {
  groups: 2000,
  page: 50,
  /** HITs at a time, for each worker. */
  hitsEach: 4,
  workSigma: 0.5,
  /** Mean seconds to the next look: after a submission, and where nothing was found. */
  breath: 30,
  nothingFound: 60,
} as const;

export interface ModelRun {
  readonly eventsPerSecond: number;
  /** What tells that two models are the same: market seconds for each event of one worker. */
  readonly secondsPerEvent: number;
}

interface Market {
  readonly rewardMills: Float64Array;
  readonly taskSeconds: Float64Array;
  readonly available: Int32Array;
  readonly wage: Float64Array;
  readonly speed: Float64Array;
  readonly earnedMills: Float64Array;
}

function makeMarket(agents: number): Market {
  const random = new Random(5);
  const { groups, hitsEach } = model;
  return {
    rewardMills: Float64Array.from({ length: groups }, () => 10 + random.int(491)),
    taskSeconds: Float64Array.from({ length: groups }, () => 20 + random.int(581)),
    available: new Int32Array(groups).fill((hitsEach * agents) / groups),
    wage: Float64Array.from({ length: agents }, () => random.lognormal(1.38, 1)),
    speed: Float64Array.from({ length: agents }, () => random.lognormal(1, 0.3)),
    earnedMills: new Float64Array(agents),
  };
}

const kinds = { look: 0, submit: 1 } as const;

/** On the simulator's own queue, source of chance and behaviours. */
export function ourModel(agents: number, warmUp: number, events: number): ModelRun {
  const market = makeMarket(agents);
  const random = new Random(6);
  const queue = new EventQueue(agents + 1);
  for (let worker = 0; worker < agents; worker++)
    queue.push(random.between(0, model.nothingFound), kinds.look, worker);
  const step = () => {
    queue.pop();
    const { time, kind, subject: worker, detail: group } = queue;
    if (kind === kinds.submit) {
      submit(market, worker, group);
      queue.push(time + random.exponential(model.breath), kinds.look, worker);
      return;
    }
    const best = lookAround(market, worker, random.int(model.groups));
    if (best < 0) {
      queue.push(time + random.exponential(model.nothingFound), kinds.look, worker);
      return;
    }
    market.available[best] = (market.available[best] as number) - 1;
    const speed = market.speed[worker] as number;
    const taken = workSeconds(market.taskSeconds[best] as number, speed, model.workSigma, random);
    queue.push(time + taken, kinds.submit, worker, best);
  };
  return timed(agents, warmUp, events, step, () => queue.time);
}

/** The group on this page that pays the worker best, above its wage; -1: none. */
function lookAround(market: Market, worker: number, from: number): number {
  const speed = market.speed[worker] as number;
  let bestPay = market.wage[worker] as number;
  let best = -1;
  for (let place = from; place < from + model.page; place++) {
    const group = place < model.groups ? place : place - model.groups;
    if (market.available[group] === 0) continue;
    const pay = payPerHour(market.rewardMills[group] as number, market.taskSeconds[group] as number, speed);
    if (pay <= bestPay) continue;
    bestPay = pay;
    best = group;
  }
  return best;
}

function submit(market: Market, worker: number, group: number): void {
  market.available[group] = (market.available[group] as number) + 1;
  market.earnedMills[worker] = (market.earnedMills[worker] as number) + (market.rewardMills[group] as number);
}

/** The plainest code for it: a binary heap, one array of who works on what, formulas where they are needed. */
export function plainModel(agents: number, warmUp: number, events: number): ModelRun {
  const { rewardMills, taskSeconds, available, wage, speed, earnedMills } = makeMarket(agents);
  const { groups, page, breath, nothingFound, workSigma } = model;
  const heap = new BareHeap(agents + 1);
  const working = new Int32Array(agents).fill(-1);
  let state = 2463534242;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 4294967296;
  };
  for (let worker = 0; worker < agents; worker++) heap.push(uniform() * nothingFound, worker);
  const step = () => {
    heap.pop();
    const time = heap.topTime;
    const worker = heap.topEvent;
    const done = working[worker] as number;
    if (done >= 0) {
      available[done] = (available[done] as number) + 1;
      earnedMills[worker] = (earnedMills[worker] as number) + (rewardMills[done] as number);
      working[worker] = -1;
      heap.push(time - breath * Math.log(uniform()), worker);
      return;
    }
    let bestPay = wage[worker] as number;
    let best = -1;
    const factor = 3.6 * (speed[worker] as number);
    const from = Math.floor(uniform() * groups);
    for (let place = from; place < from + page; place++) {
      const group = place < groups ? place : place - groups;
      const pay = (factor * (rewardMills[group] as number)) / (taskSeconds[group] as number);
      if (pay > bestPay && (available[group] as number) > 0) {
        bestPay = pay;
        best = group;
      }
    }
    if (best < 0) {
      heap.push(time - nothingFound * Math.log(uniform()), worker);
      return;
    }
    available[best] = (available[best] as number) - 1;
    working[worker] = best;
    const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const taken = ((taskSeconds[best] as number) / (speed[worker] as number)) * Math.exp(workSigma * normal);
    heap.push(time + taken, worker);
  };
  return timed(agents, warmUp, events, step, () => heap.topTime);
}

function timed(
  agents: number,
  warmUp: number,
  events: number,
  step: () => void,
  now: () => number,
): ModelRun {
  for (let event = 0; event < warmUp; event++) step();
  const from = now();
  const begin = performance.now();
  for (let event = 0; event < events; event++) step();
  const seconds = (performance.now() - begin) / 1000;
  return { eventsPerSecond: events / seconds, secondsPerEvent: ((now() - from) * agents) / events };
}
