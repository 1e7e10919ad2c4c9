import { ApiError } from '../api/http.ts';
import type { HIT } from '../api/requester-entities.ts';
import type { RequesterLive } from '../connection/requester-live.ts';
import { filledIn, type Row } from './batch.ts';
import { type PublishDraft, questionXmlOf } from './publish-draft.ts';
import { requirementsOf } from './requirement-draft.ts';

/** What became of one row of a batch. */
export interface Published {
  readonly row: number;
  readonly hit?: string;
  readonly problem?: string;
}

/** Calls that run at the same time. */
const lanes = 4;
const minuteSeconds = 60;
const hourSeconds = 3600;

/** The HIT type of a draft: all HITs of a batch share it, so that workers see one group. */
export async function createType(live: RequesterLive, draft: PublishDraft): Promise<string> {
  const { HITTypeId } = await live.call<{ HITTypeId: string }>('CreateHITType', {
    Title: draft.title.trim(),
    Description: draft.description.trim(),
    ...(draft.keywords.trim() === '' ? {} : { Keywords: draft.keywords.trim() }),
    Reward: draft.reward.trim(),
    AssignmentDurationInSeconds: Math.round(Number(draft.durationMinutes) * minuteSeconds),
    AutoApprovalDelayInSeconds: Math.round(Number(draft.autoApprovalHours) * hourSeconds),
    QualificationRequirements: requirementsOf(draft.requirements),
  });
  return HITTypeId;
}

/** Publishes one HIT, or one for each row, and tells of each as it is done. */
export async function publish(
  live: RequesterLive,
  draft: PublishDraft,
  rows: readonly Row[] | undefined,
  told: (published: Published) => void,
): Promise<void> {
  const type = await createType(live, draft);
  const question = questionXmlOf(draft);
  const wanted = rows ?? [{}];
  const batch = rows === undefined ? {} : { annotation: `batch of ${rows.length}` };
  let next = 0;
  const lane = async () => {
    while (next < wanted.length) {
      const row = next++;
      told({
        row,
        ...(await publishRow(live, { type, draft, question, values: wanted[row] ?? {}, ...batch })),
      });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  live.changed();
}

interface RowToPublish {
  readonly type: string;
  readonly draft: PublishDraft;
  readonly question: string;
  readonly values: Row;
  readonly annotation?: string;
}

async function publishRow(live: RequesterLive, row: RowToPublish): Promise<Omit<Published, 'row'>> {
  const { type, draft, question, values, annotation } = row;
  try {
    const { HIT: hit } = await live.call<{ HIT: HIT }>('CreateHITWithHITType', {
      HITTypeId: type,
      MaxAssignments: Number(draft.maxAssignments),
      LifetimeInSeconds: Math.round(Number(draft.lifetimeHours) * hourSeconds),
      Question: filledIn(question, values),
      ...(annotation === undefined ? {} : { RequesterAnnotation: annotation }),
    });
    return { hit: hit.HITId };
  } catch (error) {
    if (error instanceof ApiError) return { problem: error.message };
    throw error;
  }
}
