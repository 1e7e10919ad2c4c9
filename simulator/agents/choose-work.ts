import { systemValueOf } from '../../server/contract/system-types.ts';
import type { GroupGlance } from '../../server/eligibility/eligibility-index.ts';
import { browse } from '../behaviours/browse.ts';
import { appeal, chooseGroup, payPerHour } from '../behaviours/choose-group.ts';
import { hourMs } from '../population/local-time.ts';
import { type Moment, soon } from './agent.ts';
import type { Listed, Seen, World } from './world.ts';

/** Between finishing one thing and looking for the next, seconds. */
const breathSeconds = 3;

/** When somebody looks again who sees all there is: soon, but not at once where nothing was found. */
export function nextLook(moment: Moment, after: Parameters<World['nextLookAt']>[1]): number {
  const meanSeconds = 3600 / moment.world.workerBehaviour.looksPerHour;
  return soon(moment, after === 'finding nothing' ? meanSeconds : breathSeconds);
}

/** A look at the list as the market has it. */
export function lookAtList(moment: Moment, id: string, worker: number): Seen {
  const groups = read(moment, id, worker);
  const tempting = choose(
    groups.filter(({ access }) => access !== 'accept'),
    moment,
    worker,
  );
  const wanted = choose(
    groups.filter(({ access }) => access === 'accept'),
    moment,
    worker,
  );
  return {
    wanted,
    tempting: tempting && { ...tempting, unmetTypes: unmetTypes(id, tempting, moment.world) },
  };
}

/** What a worker reads in one look, without what it is to leave alone. */
function read({ world, random }: Moment, id: string, worker: number): GroupGlance[] {
  const { newestShare, pages } = world.population.columns;
  const { sort, groups } = browse(
    newestShare[worker] as number,
    pages[worker] as number,
    world.workerBehaviour,
    random,
  );
  const limit = Math.min(groups, world.pace.groupsPerLook);
  const listed = world.index.glance(id, sort === 'newest' ? '-created' : '-available', limit);
  return listed.filter(({ requester }) => !world.leaves(requester));
}

/** The requesters' own types that stand in the way: those that can be asked for. */
function unmetTypes(worker: string, group: GroupGlance, { index }: World): string[] {
  const { unmet } = index.explainGroup(worker, group.hitTypeId);
  return unmet
    .map(({ requirement }) => requirement.QualificationTypeId)
    .filter((id) => systemValueOf(id, index.environment) === undefined);
}

/** The group that draws this worker most, by chance; undefined: none does enough. */
function choose(groups: readonly GroupGlance[], moment: Moment, worker: number): GroupGlance | undefined {
  if (groups.length === 0) return undefined;
  const { columns } = moment.world.population;
  const chooser = {
    reservationWagePerHour: columns.reservationWagePerHour[worker] as number,
    surveyTaste: columns.surveyTaste[worker] as number,
    botherDollars: columns.botherDollars[worker] as number,
    speed: columns.speed[worker] as number,
  };
  const behaviour = moment.world.workerBehaviour;
  const appeals = groups.map((group) => appeal(offerOf(group, moment), chooser, behaviour));
  return groups[chooseGroup(appeals, appeals.length, behaviour, moment.random.uniform())];
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
