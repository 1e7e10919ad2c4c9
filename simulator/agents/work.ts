import type { AgentRecord, AssignmentRecord } from '../../server/contract/records.ts';
import { acceptAssignment, returnAssignment, submitAssignment } from '../../server/lifecycle/assignment.ts';
import type { Transaction } from '../../server/market/transaction.ts';
import { queueSeveral } from '../behaviours/queue-several.ts';
import { returnOrAbandon } from '../behaviours/return-or-abandon.ts';
import { workSeconds } from '../behaviours/work-time.ts';
import { actAndPlan, inSession, type Plan } from './agent.ts';
import { payOf } from './choose-work.ts';
import type { Listed, Moment } from './world.ts';

const second = 1000;
/** Each writes three records, and a commit has room for few dozens. */
const acceptsPerCommit = 10;

/** Accepts one HIT of the group, or several to be worked on in turn (P28); undefined: none is left for this worker. */
export async function accept(
  agent: AgentRecord,
  moment: Moment,
  group: Pick<Listed, 'hitTypeId' | 'available'>,
): Promise<AgentRecord | undefined> {
  const { world, random } = moment;
  const queues = world.population.has(agent.number, 'queuesSeveral');
  const wished = queueSeveral(queues, group.available, world.workerBehaviour, random);
  const count = Math.min(wished, world.leftToday(agent.number, moment.at));
  const hits = world.index.workableHits(group.hitTypeId, agent.id, count);
  if (hits.length === 0) return undefined;
  const before: AssignmentRecord[] = [];
  while (hits.length > acceptsPerCommit) {
    const some = hits.splice(0, acceptsPerCommit);
    before.push(...(await moment.runAt(moment.at, (tx) => acceptAll(tx, agent.id, some))));
  }
  return actAndPlan(moment, agent, async (tx) => {
    const accepted = [...before, ...(await acceptAll(tx, agent.id, hits))];
    const ids = accepted.map(({ id }) => id);
    return { ...inSession(agent), ...workOn(ids, accepted[0] as AssignmentRecord, moment, agent.number) };
  });
}

async function acceptAll(
  tx: Transaction,
  worker: string,
  hits: readonly string[],
): Promise<AssignmentRecord[]> {
  const accepted: AssignmentRecord[] = [];
  for (const hit of hits) accepted.push(await acceptAssignment(tx, { worker, hit }));
  return accepted;
}

/** When the first of these assignments will be done, or, where that takes longer than is allowed, has been lost. */
function workOn(
  assignments: readonly string[],
  first: AssignmentRecord,
  { world, at, random }: Moment,
  worker: number,
): Plan {
  const { seconds } = taskOf(first, world);
  const speed = world.population.columns.speed[worker] as number;
  const taken = workSeconds(seconds, speed, world.workerBehaviour.workTimeSigma, random);
  const nextAt = Math.min(at + Math.round(taken * second), first.deadline + second);
  return { step: 'work', assignments, nextAt };
}

function taskOf({ hitTypeId }: AssignmentRecord, { index, tasks }: Moment['world']) {
  return tasks.of(index.listing(hitTypeId));
}

/** Ends the work on the first assignment; then comes the next in the queue, another of the group, or `otherwise`. */
export async function finishWork(agent: AgentRecord, moment: Moment, otherwise: Plan): Promise<AgentRecord> {
  const [assignment, next] = agent.assignments;
  let ended: AssignmentRecord | undefined;
  const after = await actAndPlan(moment, agent, async (tx) => {
    ended = assignment === undefined ? undefined : await tx.get('assignment', assignment);
    if (ended?.state === 'Accepted') await endWork(tx, moment, agent, ended);
    const following = next === undefined ? undefined : await tx.get('assignment', next);
    if (following?.state !== 'Accepted') return otherwise;
    return { ...inSession(agent), ...workOn(agent.assignments.slice(1), following, moment, agent.number) };
  });
  if (after.step === 'work' || !ended || !staysWith(agent, moment)) return after;
  const { available } = moment.world.index.listing(ended.hitTypeId);
  return (await accept(agent, moment, { hitTypeId: ended.hitTypeId, available })) ?? after;
}

/** Whether the worker goes on with the group that it is at, rather than looking at the list. */
function staysWith(agent: AgentRecord, { world, at, random }: Moment): boolean {
  return at < (agent.sessionEndsAt ?? 0) && random.chance(1 - 1 / world.pace.runTasks);
}

async function endWork(
  tx: Transaction,
  moment: Moment,
  agent: AgentRecord,
  record: AssignmentRecord,
): Promise<void> {
  const { world, random } = moment;
  const pay = payOf(world.index.listing(record.hitTypeId), moment, agent.number);
  const outcome = returnOrAbandon(pay, world.usualPayPerHour, world.workerBehaviour, random);
  if (outcome === 'abandon') return;
  const by = { worker: agent.id, assignment: record.id };
  const answer =
    outcome === 'submit' ? await world.tasks.answer(tx, record, moment, agent.number) : undefined;
  if (answer === undefined) await returnAssignment(tx, by);
  else await submitAssignment(tx, { ...by, answer });
}
