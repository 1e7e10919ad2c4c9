import type { GroupView } from '../../server/eligibility/eligibility-index.ts';
import { browse } from '../behaviours/browse.ts';
import { appeal, chooseGroup, payPerHour } from '../behaviours/choose-group.ts';
import { hourMs } from '../population/local-time.ts';
import type { Moment } from './agent.ts';
import { taskKinds } from './tasks.ts';

/** Of a task that nobody has described: what an ordinary worker needs for it, seconds. */
const unknownTaskSeconds = 30;

/** What a worker sees in one look at the list, without what it is to leave alone. */
export function look(
  { population, random, scenario, index, leaves }: Moment,
  id: string,
  worker: number,
): GroupView[] {
  const { columns } = population;
  const newestShare = columns.newestShare[worker] as number;
  const { sort, groups } = browse(
    newestShare,
    columns.pages[worker] as number,
    scenario.workerBehaviour,
    random,
  );
  const limit = Math.min(groups, scenario.pace.groupsPerLook);
  const listed = index.groups(id, { sort: sort === 'newest' ? '-created' : '-available', limit });
  return listed.groups.filter((group) => !leaves(group.requester.id));
}

/** The group that draws this worker most, by chance; undefined: none does enough. */
export function choose(groups: readonly GroupView[], moment: Moment, worker: number): GroupView | undefined {
  const { columns } = moment.population;
  const chooser = {
    reservationWagePerHour: columns.reservationWagePerHour[worker] as number,
    surveyTaste: columns.surveyTaste[worker] as number,
    botherDollars: columns.botherDollars[worker] as number,
    speed: columns.speed[worker] as number,
  };
  const behaviour = moment.scenario.workerBehaviour;
  const appeals = groups.map((group) => appeal(offerOf(group, moment), chooser, behaviour));
  return groups[chooseGroup(appeals, appeals.length, behaviour, moment.random.uniform())];
}

function offerOf(group: GroupView, { at }: Moment) {
  return {
    rewardMills: group.rewardMills,
    taskSeconds: taskSecondsOf(group),
    available: group.available,
    ageHours: Math.max(0, at - group.created) / hourMs,
    isSurvey: /\bsurvey\b/i.test(`${group.title} ${group.keywords ?? ''}`),
    requesterRejectedShare: 0,
  };
}

/** What an ordinary worker needs for one HIT of the group, as far as its title tells. */
export function taskSecondsOf({ title }: { title: string }): number {
  return taskKinds.find((task) => title.startsWith(task.title))?.workSeconds ?? unknownTaskSeconds;
}

/** US dollars an hour that the group's work brings this worker. */
export function payOf(group: { title: string; rewardMills: number }, moment: Moment, worker: number): number {
  return payPerHour(
    group.rewardMills,
    taskSecondsOf(group),
    moment.population.columns.speed[worker] as number,
  );
}
