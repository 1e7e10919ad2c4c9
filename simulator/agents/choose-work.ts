import { systemValueOf } from '../../server/contract/system-types.ts';
import type { EligibilityIndex, GroupGlance } from '../../server/eligibility/eligibility-index.ts';
import { browse } from '../behaviours/browse.ts';
import { appeal, type Chooser, payPerHour, takes } from '../behaviours/choose-group.ts';
import { hashUniform } from '../engine/hash-uniform.ts';
import { hourMs } from '../population/local-time.ts';
import { soon } from './agent.ts';
import type { Listed, Moment, Seen, World } from './world.ts';

/** Between finishing one thing and looking for the next, seconds. */
const breathSeconds = 3;

/** When somebody looks again who sees all there is: soon, but not at once where nothing was found. */
export function nextLook(moment: Moment, after: Parameters<World['nextLookAt']>[1]): number {
  const meanSeconds = 3600 / moment.world.workerBehaviour.looksPerHour;
  return soon(moment, after === 'finding nothing' ? meanSeconds : breathSeconds);
}

/**
 * A look at the list as the market has it: the worker reads down until it comes to a group that it takes. What it would
 * take if it were qualified, it remembers on the way.
 * @param visit tells this visit of the worker from its others: within one, a group that was passed over stays so.
 */
export function lookAtList(moment: Moment, id: string, worker: number, visit: number): Seen {
  const { world } = moment;
  const chooser = chooserOf(world, worker);
  const { sort, groups } = sorting(moment, worker);
  let tempting: Seen['tempting'];
  let wanted: GroupGlance | undefined;
  world.index.readDown(id, sort, Math.min(groups, world.pace.groupsPerLook), (group) => {
    if (world.leaves(group.requester)) return false;
    const draw = hashUniform(worker, group.number, visit);
    if (!takes(appeal(offerOf(group, moment), chooser, world.workerBehaviour), world.workerBehaviour, draw))
      return false;
    if (group.access === 'accept') wanted = group;
    else tempting ??= temptation(world.index, id, group);
    return wanted !== undefined;
  });
  return { wanted, tempting };
}

/** How the list is sorted this time, and how far down it is read. */
function sorting({ world, random }: Moment, worker: number) {
  const { newestShare, pages } = world.population.columns;
  const newest = newestShare[worker] as number;
  const { sort, groups } = browse(newest, pages[worker] as number, world.workerBehaviour, random);
  return { sort: sort === 'newest' ? ('-created' as const) : ('-available' as const), groups };
}

function chooserOf({ population }: World, worker: number): Chooser {
  const { columns } = population;
  return {
    reservationWagePerHour: columns.reservationWagePerHour[worker] as number,
    surveyTaste: columns.surveyTaste[worker] as number,
    botherDollars: columns.botherDollars[worker] as number,
    speed: columns.speed[worker] as number,
  };
}

/**
 * A group that this worker may not take as one that it would ask for: if nothing but requesters' own Qualifications
 * stand in the way. Where something of the system does too, asking would not help.
 */
export function temptation<G extends Listed>(index: EligibilityIndex, worker: string, group: G) {
  const { unmet } = index.explainGroup(worker, group.hitTypeId);
  const unmetTypes = unmet.map(({ requirement }) => requirement.QualificationTypeId);
  const isAskable = (type: string) => systemValueOf(type, index.environment) === undefined;
  return unmetTypes.length > 0 && unmetTypes.every(isAskable) ? { ...group, unmetTypes } : undefined;
}

function offerOf(group: GroupGlance, { at, world }: Moment) {
  const task = world.tasks.of(group);
  return {
    rewardMills: group.rewardMills,
    taskSeconds: task.seconds,
    available: group.available,
    ageHours: Math.max(0, at - group.created) / hourMs,
    isSurvey: task.isSurvey,
    requesterRejectedShare: task.requesterRejectedShare,
  };
}

/** US dollars an hour that the group's work brings this worker. */
export function payOf(group: Omit<Listed, 'available'>, { world }: Moment, worker: number): number {
  const { seconds } = world.tasks.of(group);
  return payPerHour(group.rewardMills, seconds, world.population.columns.speed[worker] as number);
}
