import type { Random } from '../engine/random.ts';
import { hourMs } from '../population/local-time.ts';
import type { RequesterBehaviour } from './parameters.ts';
import { drawByShare } from './requester.ts';

/** When and how a submission is decided. */
export interface Review {
  /** After submission; the automatic approval comes first if it is due by then. */
  readonly delayMs: number;
  readonly rejects: boolean;
}

/** What a requester knows of a submission. */
export interface Submission {
  /** Undefined where nobody can tell. */
  readonly isRight?: boolean;
  /** The worker's own rejected share against the average of all. */
  readonly workerFactor: number;
}

/**
 * A requester's decision: how late (G5) and whether it rejects (P27). Rejections keep the policy's average while they fall
 * rather on wrong answers and on workers whose work is rejected more often.
 * @param wrongShare usual share of wrong answers, against which the policy's average is kept.
 */
export function review(
  rejectedShare: number,
  submission: Submission,
  wrongShare: number,
  behaviour: RequesterBehaviour,
  random: Random,
): Review {
  const cut = drawByShare(behaviour.reviewDelays, random);
  const delayMs = random.between(cut.hoursMin, cut.hoursMax) * hourMs;
  const chance =
    rejectedShare * submission.workerFactor * answerFactor(submission.isRight, wrongShare, behaviour);
  return { delayMs, rejects: random.chance(Math.min(1, chance)) };
}

function answerFactor(
  isRight: boolean | undefined,
  wrongShare: number,
  { wrongAnswerRejectionOdds: odds }: RequesterBehaviour,
): number {
  if (isRight === undefined) return 1;
  return (isRight ? 1 : odds) / (1 - wrongShare + odds * wrongShare);
}
