import type { RequesterBehaviour } from './parameters.ts';

/** How a batch goes, as its requester sees it. */
export interface Progress {
  readonly ageHours: number;
  readonly left: number;
  /** Submissions an hour in its first hours, and of late. */
  readonly firstRate: number;
  readonly rate: number;
}

/** Whether what is left of a batch is posted anew, so that it is among the newest again (V32, section H). */
export function reposts(
  progress: Progress,
  requesterReposts: boolean,
  behaviour: RequesterBehaviour,
): boolean {
  if (!requesterReposts || progress.left === 0 || progress.ageHours < behaviour.repostAfterHours)
    return false;
  return progress.rate < progress.firstRate * behaviour.repostRateShare;
}
