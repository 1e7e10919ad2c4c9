import { poisson } from '../engine/distributions.ts';
import type { Random } from '../engine/random.ts';
import { hourMs, localHour, localWeekday } from '../population/local-time.ts';
import type { RequesterBehaviour } from './parameters.ts';
import { drawByShare, type Requester } from './requester.ts';

type RequirementSet = RequesterBehaviour['requirementSets'][number];

/** What a requester posts: a group of equal HITs. */
export interface Batch {
  readonly hits: number;
  readonly assignmentsPerHit: number;
  readonly isSurvey: boolean;
  readonly rewardMills: number;
  /** Time that an ordinary worker needs for one. */
  readonly taskSeconds: number;
  readonly requirements: RequirementSet;
  readonly lifetimeMs: number;
  readonly assignmentDurationSeconds: number;
  readonly autoApprovalDelaySeconds: number;
}

/** Draws a requester's next batch. */
export function drawBatch(requester: Requester, behaviour: RequesterBehaviour, random: Random): Batch {
  const hits = batchSize(requester, behaviour, random);
  const isSurvey = hits < 10 && random.chance(behaviour.surveyShare);
  const requirements = drawRequirements(behaviour, random);
  const seconds = isSurvey ? surveySeconds(behaviour, random) : taskSeconds(hits, behaviour, random);
  const rewardMills = reward(requester.payPerHour * payFactor(requirements, behaviour), seconds, behaviour);
  return {
    hits: isSurvey ? 1 : hits,
    assignmentsPerHit: isSurvey
      ? surveyTakers(behaviour, random)
      : (behaviour.assignmentsOfBatchHits[random.int(behaviour.assignmentsOfBatchHits.length)] as number),
    isSurvey,
    rewardMills,
    taskSeconds: seconds,
    requirements,
    lifetimeMs: Math.round(
      random.lognormal(behaviour.lifetimeHours.median, behaviour.lifetimeHours.sigma) * hourMs,
    ),
    assignmentDurationSeconds: Math.round(
      Math.max(behaviour.durationSecondsMin, seconds * behaviour.durationFactor),
    ),
    autoApprovalDelaySeconds: 86_400 * (random.chance(0.5) ? 3 + random.int(5) : 30),
  };
}

/** HITs of a batch, heavy-tailed (P36). */
function batchSize(requester: Requester, behaviour: RequesterBehaviour, random: Random): number {
  const size = random.lognormal(requester.hitsPerBatch, behaviour.hitsPerBatchOwnSigma);
  return Math.max(1, Math.min(behaviour.hitsPerBatchMax, Math.round(size)));
}

function surveyTakers(behaviour: RequesterBehaviour, random: Random): number {
  return Math.max(
    1,
    Math.round(random.lognormal(behaviour.surveyAssignments.median, behaviour.surveyAssignments.sigma)),
  );
}

function surveySeconds({ surveySeconds: usual }: RequesterBehaviour, random: Random): number {
  return Math.max(30, random.lognormal(usual.median, usual.sigma));
}

/** Large batches are of small tasks. */
function taskSeconds(
  hits: number,
  { taskSeconds: usual, taskSecondsPerDoubling }: RequesterBehaviour,
  random: Random,
): number {
  return Math.max(
    3,
    random.lognormal(usual.median, usual.sigma) * Math.exp(taskSecondsPerDoubling * Math.log2(hits)),
  );
}

/** Cents up to which rewards are whole cents; above they end in 0 or 5, as people write them (G3, P38: most often 5). */
const wholeCentsMax = 2.5;

function reward(payPerHour: number, seconds: number, { rewardMinMills }: RequesterBehaviour): number {
  const cents = (payPerHour * 100 * seconds) / 3600;
  const rounded = cents <= wholeCentsMax ? Math.round(cents) : Math.max(5, Math.round(cents / 5) * 5);
  return Math.max(rewardMinMills, rounded * 10);
}

/** Requirement habits: P40's bar of approved HITs on a share of all tasks, a typical set beside it. */
function drawRequirements(behaviour: RequesterBehaviour, random: Random): RequirementSet {
  const usual = drawByShare(
    behaviour.requirementSets.map((set) => ({ share: set.weight, set })),
    random,
  ).set;
  if (!random.chance(behaviour.approvedBarShare)) return usual;
  const bars = [100, 500, 1000, 1000, 5000];
  return { ...usual, hitsApprovedMin: bars[random.int(bars.length)] as number };
}

function payFactor(requirements: RequirementSet, behaviour: RequesterBehaviour): number {
  return requirements.hitsApprovedMin === undefined ? 1 : behaviour.approvedBarPayFactor;
}

/** How busily requesters post at an instant, mean 1 over a week: working hours on workdays (V36). */
export function postingActivity(at: number, offsetMinutes: number, behaviour: RequesterBehaviour): number {
  const { weekdayHours, weekendFactor } = behaviour;
  const mean = (weekdayHours.reduce((sum, weight) => sum + weight, 0) / 24) * ((5 + 2 * weekendFactor) / 7);
  const day = localWeekday(at, offsetMinutes) < 5 ? 1 : weekendFactor;
  return ((weekdayHours[Math.floor(localHour(at, offsetMinutes))] as number) * day) / mean;
}

/** When a requester posts next, epoch ms: at random, thinned by the hour and the day. */
export function nextBatchAt(
  now: number,
  requester: Requester,
  offsetMinutes: number,
  behaviour: RequesterBehaviour,
  random: Random,
): number {
  const busiest = busiestActivity(behaviour);
  let at = now;
  do {
    at += random.exponential((24 * hourMs) / (requester.batchesPerDay * busiest));
  } while (random.uniform() * busiest > postingActivity(at, offsetMinutes, behaviour));
  return at;
}

function busiestActivity(behaviour: RequesterBehaviour): number {
  const { weekdayHours, weekendFactor } = behaviour;
  const mean = (weekdayHours.reduce((sum, weight) => sum + weight, 0) / 24) * ((5 + 2 * weekendFactor) / 7);
  return Math.max(...weekdayHours) / mean;
}

/** Batches that a requester posts in a stretch of time, for runs that need no instants. */
export function batchesWithin(days: number, requester: Requester, random: Random): number {
  return poisson(random, requester.batchesPerDay * days);
}
