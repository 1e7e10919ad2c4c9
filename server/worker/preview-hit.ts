import { Refused } from '../contract/errors.ts';
import type { HitRecord, HitTypeRecord } from '../contract/records.ts';
import type { HitPreview } from '../contract/schemas/hit.ts';
import { includesAccess } from '../domain/access.ts';
import { dollars } from '../domain/money.ts';
import type { Explanation } from '../eligibility/eligibility-index.ts';
import type { Market } from '../market/market.ts';
import type { Transaction } from '../market/transaction.ts';
import { unknownWorker } from './reading.ts';
import { assignmentView, hitSummary } from './views.ts';

/**
 * A HIT with its question, for a worker whose access allows that or who has an `Accepted` assignment of it;
 * without a worker for whoever looks at the market from outside.
 */
export async function previewHit(
  market: Market,
  ask: { readonly hit: string; readonly worker?: string | undefined },
): Promise<HitPreview> {
  return market.run([], async (tx) => {
    const hit = await tx.get('hit', ask.hit);
    const content = await tx.get('hitContent', ask.hit);
    const hitType = hit && (await tx.get('hitType', hit.hitTypeId));
    if (!hit || !hitType || !content) throw unknownHit(ask.hit);
    const shown = shownHit(hit, hitType, content.question);
    if (ask.worker === undefined) return shown;
    return { ...shown, ...(await asSeenBy(market, tx, ask.worker, hit)) };
  });
}

async function asSeenBy(market: Market, tx: Transaction, worker: string, hit: HitRecord) {
  if (!market.index.hasWorker(worker)) throw unknownWorker(worker);
  const explanation = market.index.explain(worker, hit.id);
  const assignment = await currentAssignment(tx, worker, hit.id);
  if (assignment === undefined && !includesAccess(explanation.access, 'preview'))
    throw notForYou(hit, explanation);
  const { access, unmet, reasons } = explanation;
  return {
    access,
    unmet: unmet as NonNullable<HitPreview['unmet']>,
    reasons: [...reasons],
    ...(assignment === undefined ? {} : { assignment: assignmentView(assignment) }),
  };
}

async function currentAssignment(tx: Transaction, worker: string, hit: string) {
  const participation = await tx.get('participation', `${worker}:${hit}`);
  const assignment = participation && (await tx.get('assignment', participation.assignment));
  return assignment?.state === 'Accepted' ? assignment : undefined;
}

function shownHit(hit: HitRecord, hitType: HitTypeRecord, question: string): HitPreview {
  return {
    ...hitSummary(hit),
    hitTypeId: hitType.id,
    title: hitType.title,
    description: hitType.description,
    keywords: hitType.keywords ?? '',
    reward: dollars(hitType.rewardMills),
    requester: { id: hitType.requester, name: hitType.requesterName },
    assignmentDurationInSeconds: hitType.assignmentDurationSeconds,
    question,
  };
}

function notForYou(hit: HitRecord, explanation: Explanation): Refused {
  const { access, unmet, reasons } = explanation;
  const why = [...unmet.map(({ text }) => text), ...reasons].join('; ');
  return new Refused(
    'DoesNotMeetRequirements',
    `This worker can't preview HIT ${hit.id}: ${why || 'no access'}.`,
    {
      access,
      unmet,
      reasons,
    },
  );
}

export function unknownHit(hit: string): Refused {
  return new Refused('NotFound', `There is no HIT ${hit}.`, { hit });
}
