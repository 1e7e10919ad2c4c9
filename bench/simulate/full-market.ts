import { performance } from 'node:perf_hooks';
import type { FeedEvent } from '../../server/contract/events.ts';
import type {
  AssignmentRecord,
  HitRecord,
  HitTypeRecord,
  WorkerRecord,
} from '../../server/contract/records.ts';
import { acceptAssignment, approveAssignment, submitAssignment } from '../../server/lifecycle/assignment.ts';
import { createHit } from '../../server/lifecycle/hit.ts';
import { timeKey } from '../../server/market/indexes.ts';
import { callOperation } from '../../simulator/agents/call-operation.ts';
import { Population } from '../../simulator/population/population.ts';
import { defaultParameters } from '../../simulator/population/presets.ts';
import { prepaidAccount } from '../../simulator/simulate/accounts.ts';
import {
  admitWorkers,
  openSimulatedMarket,
  type SimulatedMarket,
} from '../../simulator/simulate/simulated-market.ts';
import { labelQuestion } from '../../simulator/simulate/simulated-tasks.ts';
import { atLeast, type Row } from '../table.ts';

const workers = 100_000;
const hits = 2_000;
const assignmentsPerHit = 40;
/** Assignments that are accepted, submitted and approved in one measured round: three commands each. */
const perRound = 10_000;
const rounds = 7;
const startsAt = Date.UTC(2017, 0, 2);
const requester = 'BENCHREQUESTER';
const answer =
  '<QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>label</QuestionIdentifier><FreeText>A</FreeText></Answer></QuestionFormAnswers>';

interface World {
  readonly market: SimulatedMarket['market'];
  readonly ids: readonly string[];
  readonly hits: readonly string[];
  readonly hitType: HitTypeRecord;
}

async function makeWorld(): Promise<World> {
  const { market } = await openSimulatedMarket(startsAt, 1, {
    committed() {},
    deadlineFired() {},
    indexLate() {},
  });
  const population = new Population({ seed: 1, workers, parameters: defaultParameters, startsAt });
  const numbers = Array.from({ length: workers }, (_, worker) => worker);
  await admitWorkers(market.runAt, startsAt, population, numbers);
  const hitTypeId = await market.runAt(startsAt, async (tx) => {
    await prepaidAccount(tx, requester, 'Requester');
    const made = await callOperation(tx, requester, 'CreateHITType', {
      Title: 'Which label fits?',
      Description: 'Labels',
      Reward: '0.05',
      AssignmentDurationInSeconds: 3600,
      AutoApprovalDelayInSeconds: 259_200,
    });
    return made.HITTypeId as string;
  });
  const hitType = (await market.look('hitType', hitTypeId)) as HitTypeRecord;
  const question = labelQuestion('Labels', 4);
  const made: string[] = [];
  for (let number = 0; number < hits; number++) {
    const spec = {
      requester,
      hitType,
      question,
      maxAssignments: assignmentsPerHit,
      lifetimeSeconds: 604_800,
    };
    const hit = await market.runAt(startsAt, (tx) => createHit(tx, spec));
    made.push(hit.id);
  }
  return { market, ids: numbers.map((worker) => population.id(worker)), hits: made, hitType };
}

/** Worker and HIT of the nth assignment: workers all over memory, each HIT by another. */
const workerOf = (world: World, number: number) => world.ids[(number * 7919) % workers] as string;
const hitOf = (world: World, number: number) => world.hits[number % hits] as string;

async function ourRound(world: World, from: number): Promise<number> {
  const { market } = world;
  const begin = performance.now();
  for (let number = from; number < from + perRound; number++) {
    const at = startsAt + number * 10;
    const worker = workerOf(world, number);
    const accept = { worker, hit: hitOf(world, number) };
    const { id } = await market.runAt(at, (tx) => acceptAssignment(tx, accept));
    await market.runAt(at + 1, (tx) => submitAssignment(tx, { worker, assignment: id, answer }));
    await market.runAt(at + 2, (tx) => approveAssignment(tx, { assignment: id }));
  }
  return (3 * perRound * 1000) / (performance.now() - begin);
}

/** The same records, list entries, deadlines and events kept by the plainest code: Maps, an array, no rule. */
class BareMaps {
  readonly records = new Map<string, { value: unknown; version: number }>();
  readonly lists = new Map<string, Map<string, string>>();
  readonly deadlines = new Map<string, number>();
  readonly feed: FeedEvent[] = [];

  get<T>(key: string): T {
    return this.records.get(key)?.value as T;
  }

  put(key: string, value: unknown): void {
    this.records.set(key, { value, version: this.feed.length + 1 });
  }

  list(name: string, sort: string, id: string): void {
    const entries = this.lists.get(name);
    if (entries) entries.set(sort, id);
    else this.lists.set(name, new Map([[sort, id]]));
  }

  tell(type: FeedEvent['type'], at: number, assignment: AssignmentRecord): void {
    const worker = this.get<WorkerRecord>(`worker/${assignment.worker}`);
    const seq = worker.inboxSeq + 1;
    this.put(`worker/${assignment.worker}`, { ...worker, inboxSeq: seq });
    const { id, hit, hitTypeId } = assignment;
    this.feed.push({
      type,
      at,
      worker: worker.id,
      seq,
      requester,
      assignment: id,
      hit,
      hitTypeId,
      reward: '0.05',
    });
    if (this.feed.length > 1000) this.feed.length = 0;
  }

  accept(at: number, id: string, hitType: HitTypeRecord, workerId: string, hitId: string): void {
    const assignment: AssignmentRecord = {
      id,
      hit: hitId,
      hitTypeId: hitType.id,
      requester,
      worker: workerId,
      state: 'Accepted',
      acceptedAt: at,
      deadline: at + 3_600_000,
      rewardMills: hitType.rewardMills,
      feeMills: 10,
      autoApprovalDelaySeconds: hitType.autoApprovalDelaySeconds,
    };
    this.put(`assignment/${id}`, assignment);
    this.put(`participation/${workerId}:${hitId}`, {
      worker: workerId,
      hit: hitId,
      assignment: id,
      taken: true,
    });
    const hit = this.get<HitRecord>(`hit/${hitId}`);
    this.put(`hit/${hitId}`, { ...hit, pending: hit.pending + 1, everAccepted: true });
    this.list(`assignments-of-worker/${workerId}`, `${timeKey(at)}/${id}`, id);
    this.list(`open-assignments-of-worker/${workerId}`, `${timeKey(at)}/${id}`, id);
    this.deadlines.set(`assignment/${id}/workTime`, assignment.deadline);
    this.tell('assignment:accepted', at, assignment);
  }

  submit(at: number, id: string): void {
    const before = this.get<AssignmentRecord>(`assignment/${id}`);
    const autoApprovalAt = at + before.autoApprovalDelaySeconds * 1000;
    const assignment = { ...before, state: 'Submitted', answer, submittedAt: at, autoApprovalAt } as const;
    this.put(`assignment/${id}`, assignment);
    const hit = this.get<HitRecord>(`hit/${assignment.hit}`);
    this.put(`hit/${hit.id}`, { ...hit, pending: hit.pending - 1, submitted: hit.submitted + 1 });
    const worker = this.get<WorkerRecord>(`worker/${assignment.worker}`);
    this.put(`worker/${worker.id}`, {
      ...worker,
      submitted: worker.submitted + 1,
      workedMs: worker.workedMs + 1,
    });
    this.put(`acquaintance/${requester}:${worker.id}`, { lastSubmittedAt: at, decided: false });
    this.list(`assignments-of-hit/${hit.id}`, `${timeKey(at)}/${id}`, id);
    this.deadlines.delete(`assignment/${id}/workTime`);
    this.deadlines.set(`assignment/${id}/autoApproval`, autoApprovalAt);
    this.tell('assignment:submitted', at, assignment);
  }

  approve(at: number, id: string): void {
    const before = this.get<AssignmentRecord>(`assignment/${id}`);
    const assignment = { ...before, state: 'Approved', approvedAt: at } as const;
    this.put(`assignment/${id}`, assignment);
    const hit = this.get<HitRecord>(`hit/${assignment.hit}`);
    this.put(`hit/${hit.id}`, { ...hit, submitted: hit.submitted - 1, completed: hit.completed + 1 });
    const worker = this.get<WorkerRecord>(`worker/${assignment.worker}`);
    const approved = worker.approved + 1;
    this.put(`worker/${worker.id}`, { ...worker, approved, earnedMills: worker.earnedMills + 50 });
    this.put(`acquaintance/${requester}:${worker.id}`, { lastSubmittedAt: at, decided: true });
    const account = this.get<{ balanceMills: number; heldMills: number }>(`requester/${requester}`);
    this.put(`requester/${requester}`, {
      ...account,
      balanceMills: account.balanceMills - 60,
      heldMills: account.heldMills - 60,
    });
    this.lists.get(`open-assignments-of-worker/${worker.id}`)?.delete(`${timeKey(before.acceptedAt)}/${id}`);
    this.deadlines.delete(`assignment/${id}/autoApproval`);
    this.tell('assignment:approved', at, assignment);
  }
}

async function bareMaps({ market }: World): Promise<BareMaps> {
  const bare = new BareMaps();
  for await (const [key, { value }] of market.namespace.scan('')) bare.put(key, value);
  return bare;
}

function bareRound(bare: BareMaps, world: World, from: number): number {
  const begin = performance.now();
  for (let number = from; number < from + perRound; number++) {
    const at = startsAt + number * 10;
    const id = `3BARE${String(number).padStart(25, '0')}`;
    bare.accept(at, id, world.hitType, workerOf(world, number), hitOf(world, number));
    bare.submit(at + 1, id);
    bare.approve(at + 2, id);
  }
  return (3 * perRound * 1000) / (performance.now() - begin);
}

/** Middle of the later rounds: the first warm up. */
function middle(rates: readonly number[]): number {
  const sorted = rates.slice(2).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}

export const fullMarketMethod =
  '100,000 workers and 2,000 HITs in memory. One assignment after another is accepted, submitted and approved through the whole path: rules, commit, list entries, deadlines, feed, eligibility index. Beside it the same records, entries, deadlines and events changed in bare Maps, without any rule. Middle of five rounds of 30,000 commands each.';

export async function fullMarketRows(): Promise<Row[]> {
  const world = await makeWorld();
  const bare = await bareMaps(world);
  const [ours, plain]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await ourRound(world, round * perRound));
    plain.push(bareRound(bare, world, round * perRound));
  }
  const value = middle(ours);
  const common = { value, unit: 'commands/s' };
  return [
    {
      what: 'full: commands through the whole path',
      ...common,
      against: 'bare Maps',
      limit: middle(plain),
      budget: atLeast(0.3),
    },
    { what: 'the same', ...common, budget: atLeast(30_000) },
  ];
}
