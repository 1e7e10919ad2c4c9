import type { AssignmentRecord } from '../../../server/contract/records.ts';
import { qualityKinds } from '../../population/parameters.ts';
import type { Given } from '../simulated-tasks.ts';
import type { Simulation } from '../simulation.ts';
import { type Collector, type Ended, type Findings, type Json, rounded, shareOf } from './collector.ts';

interface Answered {
  readonly assignment: AssignmentRecord;
  readonly given: Given;
  readonly worker: number;
}

/** How good the answers are: single ones, and what the majority of a HIT's answers says. */
export function quality(): Collector {
  return { finish: (ended) => (ended.simulation.study ? qualityOf(ended) : { measures: {} }) };
}

function qualityOf({ simulation, assignments }: Ended): Findings {
  const answered = assignments.flatMap((assignment): Answered[] => {
    const given = simulation.tasks.given.get(assignment.id);
    const worker = simulation.numberOf(assignment.worker);
    return assignment.submittedAt === undefined || !given ? [] : [{ assignment, given, worker }];
  });
  const judged = answered.filter(({ given }) => given.isRight !== undefined);
  const hasChecks = (simulation.study?.batch.attentionChecks ?? 0) > 0;
  const failed = answered.filter(({ given }) => given.checksFailed > 0).length;
  const hasBots = simulation.population.parameters.botShare > 0 || simulation.scenario.botWave !== undefined;
  const bots = answered.filter(({ worker }) => simulation.population.has(worker, 'bot')).length;
  const kinds = kindsOf(simulation, answered);
  const careless = kinds.slice(2).reduce((sum, { answers }) => sum + answers, 0);
  return {
    measures: {
      accuracy: shareOf(judged.filter(({ given }) => given.isRight).length, judged.length),
      ...majority(simulation, judged),
      checksFailedShare: hasChecks ? shareOf(failed, answered.length) : null,
      botAnswers: hasBots ? shareOf(bots, answered.length) : null,
      careless: shareOf(careless, answered.length),
    },
    details: { answersByKind: kinds },
  };
}

function kindsOf({ population }: Simulation, answered: readonly Answered[]) {
  return qualityKinds.map((kind, number) => {
    const own = answered.filter(({ worker }) => population.columns.qualityKind[worker] === number);
    const right = own.filter(({ given }) => given.isRight).length;
    return { kind, answers: own.length, right } satisfies Json;
  });
}

/** The answer that most gave to each HIT; of equally frequent ones one is drawn, always the same. */
function majority(simulation: Simulation, judged: readonly Answered[]) {
  const byHit = new Map<string, number[]>();
  for (const { assignment, given } of judged) {
    const options = byHit.get(assignment.hit);
    if (options) options.push(given.option);
    else byHit.set(assignment.hit, [given.option]);
  }
  const random = simulation.chance.fork('ties');
  const options = simulation.study?.batch.options ?? 0;
  let right = 0;
  let agreeing = 0;
  for (const [hit, given] of byHit) {
    const counts = new Array<number>(options).fill(0);
    for (const option of given) counts[option] = (counts[option] as number) + 1;
    const most = Math.max(...counts);
    const leaders = counts.flatMap((count, option) => (count === most ? [option] : []));
    const chosen = leaders[random.fork(hit).int(leaders.length)];
    if (chosen === simulation.tasks.truth(hit, options)) right++;
    agreeing += most / given.length;
  }
  return {
    majorityAccuracy: shareOf(right, byHit.size),
    agreement: byHit.size === 0 ? null : rounded(agreeing / byHit.size),
  };
}
