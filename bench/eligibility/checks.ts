import { atMost, type Row } from '../table.ts';
import { PlainChecks } from './plain.ts';
import { sameOrStop, sideBySide } from './timing.ts';
import { hitId, seededChance, type World, workerId } from './world.ts';

const checks = 1_000_000;

/** Pairs of numbers, one after the other. */
type Pairs = Int32Array;

/** The same thousand workers with the same hundred HITs, in order. */
function warmPairs(): Pairs {
  const pairs = new Int32Array(checks * 2);
  for (let at = 0; at < checks; at++) {
    pairs[at * 2] = Math.floor(at / 100) % 1000;
    pairs[at * 2 + 1] = at % 100;
  }
  return pairs;
}

function coldPairs(world: World): Pairs {
  const chance = seededChance(7);
  const pairs = new Int32Array(checks * 2);
  for (let at = 0; at < checks; at++) {
    pairs[at * 2] = chance.below(world.workers.length);
    pairs[at * 2 + 1] = chance.below(world.requirements.length);
  }
  return pairs;
}

/** Both number workers and HITs in the order in which they were made. */
function checkNumbering({ index, workers, requirements }: World): void {
  for (const at of [0, workers.length - 1])
    sameOrStop('worker numbers', index.workerNumber(workerId(at)), at);
  for (const at of [0, requirements.length - 1]) sameOrStop('HIT numbers', index.hitNumber(hitId(at)), at);
}

export function checkRows(world: World): Row[] {
  checkNumbering(world);
  const plain = new PlainChecks(world);
  return [row('warm', warmPairs(), world, plain), row('cold', coldPairs(world), world, plain)];
}

function row(name: string, pairs: Pairs, { index, workers, requirements }: World, plain: PlainChecks): Row {
  let ours = 0;
  let theirs = 0;
  const time = sideBySide(
    () => {
      ours = 0;
      for (let at = 0; at < pairs.length; at += 2) {
        ours += index.checkNumbers(pairs[at] as number, pairs[at + 1] as number);
      }
    },
    () => {
      theirs = 0;
      for (let at = 0; at < pairs.length; at += 2) {
        theirs += plain.check(pairs[at] as number, pairs[at + 1] as number);
      }
    },
  );
  sameOrStop('sum of levels', ours, theirs);
  const perCheck = 1e6 / checks;
  const size = name === 'warm' ? '1,000 × 100' : `${workers.length.toLocaleString('en-US')} × 10 k at random`;
  return {
    what: `one check, ${name}: ${size}`,
    value: time.ours * perCheck,
    unit: 'ns',
    against: 'plainest loop',
    limit: time.theirs * perCheck,
    budget: atMost(1.5),
    note: `${workers.length.toLocaleString('en-US')} workers, ${requirements.length.toLocaleString('en-US')} HITs`,
  };
}
