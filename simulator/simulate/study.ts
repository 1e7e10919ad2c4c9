import type { Requirement } from '../../server/contract/entities.ts';
import type { HitTypeRecord } from '../../server/contract/records.ts';
import type { RunAt } from '../../server/market/market-parts.ts';
import type { FeedCommit } from '../../server/store/store.ts';
import { callOperation } from '../agents/call-operation.ts';
import { uniformTest } from '../agents/choice-test.ts';
import { hourMs } from '../population/local-time.ts';
import type { StudyBatch } from '../scenario-study.ts';
import { prepaidAccount } from './accounts.ts';
import type { Crew } from './crew.ts';
import {
  approvalBar,
  atLeast,
  fromCountries,
  hitsApprovedBar,
  holds,
  lacks,
  mastersOnly,
  type RequirementInput,
} from './requirement-inputs.ts';
import type { ReviewDesk } from './review-desk.ts';
import { labelQuestion } from './simulated-tasks.ts';

/** Time that a test allows at least, seconds; more where it is a long one, so that hardly anybody is cut off. */
const testSecondsMin = 3 * 3600;
const slowestShare = 4;

/** Access key id of the requester under study. */
export const studiedRequester = 'REQUESTERUNDERSTUDY';

/** One posting of the batch. */
export interface Wave {
  /** From 1. */
  readonly number: number;
  readonly postedAt: number;
  readonly hitTypeId: string;
  readonly requirements: readonly Requirement[];
  readonly hits: readonly string[];
}

/** The requester under study: what it posts, through the operations that a program would call. */
export class Study {
  readonly batch: StudyBatch;
  readonly waves: Wave[] = [];
  /** The requester's own types. */
  testType: string | undefined;
  participantType: string | undefined;
  readonly #crew: Crew;
  readonly #hitTypes = new Map<string, HitTypeRecord>();
  /** Who took part since the last posting. */
  readonly #newParticipants = new Set<string>();
  readonly #posted = new Set<(wave: Wave) => void>();

  constructor(crew: Crew, batch: StudyBatch, desk: ReviewDesk) {
    this.#crew = crew;
    this.batch = batch;
    desk.employ(studiedRequester, { rejectedShare: batch.rejectedShare, isStudied: true });
  }

  /** When the first wave is posted. */
  get firstPostingAt(): number {
    return this.#crew.scenario.startsAt + this.batch.postAtHours * hourMs;
  }

  /** Calls `listener` when a wave stands in the market. */
  onPosted(listener: (wave: Wave) => void): void {
    this.#posted.add(listener);
  }

  begin(): void {
    const { waves, waveEveryHours } = this.batch;
    this.#crew.people.later(this.firstPostingAt, async (at, runAt) => {
      await this.#post(at, runAt);
      return this.waves.length < waves ? at + waveEveryHours * hourMs : Number.POSITIVE_INFINITY;
    });
  }

  /** Whether a HIT type is of this study. */
  has(hitTypeId: unknown): boolean {
    return this.#hitTypes.has(hitTypeId as string);
  }

  /** Remembers who takes part. */
  follow({ events }: FeedCommit): void {
    for (const event of events) {
      if (event.type === 'assignment:submitted' && this.has(event.hitTypeId))
        this.#newParticipants.add(event.worker as string);
    }
  }

  #call(runAt: RunAt, at: number, name: string, input: object): Promise<Record<string, unknown>> {
    return runAt(at, (tx) => callOperation(tx, studiedRequester, name, input));
  }

  async #post(at: number, runAt: RunAt): Promise<void> {
    const { batch } = this;
    const number = this.waves.length + 1;
    if (number === 1) {
      await runAt(at, (tx) => prepaidAccount(tx, studiedRequester, 'The requester under study'));
    } else await this.#markParticipants(at, runAt);
    const { id: hitTypeId, requirements } = await this.#hitType(number, at, runAt);
    const question = labelQuestion(batch.title, batch.survey ? 0 : batch.options);
    const hits: string[] = [];
    for (let hit = 0; hit < (batch.survey ? 1 : batch.hits); hit++) {
      const made = await this.#call(runAt, at, 'CreateHITWithHITType', {
        HITTypeId: hitTypeId,
        MaxAssignments: batch.assignments,
        LifetimeInSeconds: Math.round(batch.lifetimeHours * 3600),
        Question: question,
      });
      hits.push((made.HIT as { HITId: string }).HITId);
    }
    const wave = { number, postedAt: at, hitTypeId, requirements, hits };
    this.waves.push(wave);
    for (const listener of this.#posted) listener(wave);
  }

  /** Gives all who took part so far the Qualification by which this wave knows them. */
  async #markParticipants(at: number, runAt: RunAt): Promise<void> {
    if (!this.#crew.scenario.requirements.formerParticipants) return;
    this.participantType ??= await this.#makeQualificationType(at, runAt, {
      Name: 'Took part before',
      Description: 'Given to everybody who has taken part.',
    });
    for (const worker of this.#newParticipants) {
      const input = {
        QualificationTypeId: this.participantType,
        WorkerId: worker,
        SendNotification: false,
      };
      await this.#call(runAt, at, 'AssociateQualificationWithWorker', input);
    }
    this.#newParticipants.clear();
  }

  async #hitType(wave: number, at: number, runAt: RunAt): Promise<HitTypeRecord> {
    const { batch } = this;
    const made = await this.#call(runAt, at, 'CreateHITType', {
      Title: batch.title,
      Description: batch.description,
      Keywords: batch.survey ? `survey, ${batch.keywords}` : batch.keywords,
      Reward: batch.reward.toFixed(2),
      AssignmentDurationInSeconds: Math.round(batch.allowedMinutes * 60),
      AutoApprovalDelayInSeconds: Math.round(batch.autoApprovalHours * 3600),
      QualificationRequirements: await this.#requirementInputs(wave, at, runAt),
    });
    const id = made.HITTypeId as string;
    const hitType = (await runAt(at, (tx) => tx.get('hitType', id))) as HitTypeRecord;
    this.#hitTypes.set(id, hitType);
    this.#crew.tasks.add(id, {
      seconds: batch.taskSeconds,
      isSurvey: batch.survey,
      requesterRejectedShare: batch.rejectedShare,
      options: batch.survey ? 0 : batch.options,
      attentionChecks: batch.attentionChecks,
      autoApprovalMs: batch.autoApprovalHours * hourMs,
    });
    return hitType;
  }

  async #requirementInputs(wave: number, at: number, runAt: RunAt): Promise<RequirementInput[]> {
    const { approval, hitsApproved, countries, masters, test, formerParticipants } =
      this.#crew.scenario.requirements;
    const inputs: RequirementInput[] = [];
    if (countries) inputs.push(fromCountries(countries));
    if (typeof approval === 'number') inputs.push(approvalBar(approval));
    if (typeof hitsApproved === 'number') inputs.push(hitsApprovedBar(hitsApproved));
    if (masters) inputs.push(mastersOnly(this.#crew.market.record.environment));
    if (test) {
      this.testType ??= await this.#makeTest(test, at, runAt);
      inputs.push(atLeast(this.testType, Math.ceil((test.questions * test.passPercent) / 100)));
    }
    if (formerParticipants && wave > 1 && this.participantType !== undefined)
      inputs.push((formerParticipants === 'only' ? holds : lacks)(this.participantType));
    return inputs;
  }

  async #makeTest(
    { questions, minutes, retryHours }: NonNullable<Crew['scenario']['requirements']['test']>,
    at: number,
    runAt: RunAt,
  ): Promise<string> {
    const { test, answerKey } = uniformTest(questions);
    return this.#makeQualificationType(at, runAt, {
      Name: 'Test of this task',
      Description: 'Shows that somebody has understood the task.',
      Test: test,
      AnswerKey: answerKey,
      TestDurationInSeconds: Math.max(testSecondsMin, Math.round(minutes * 60 * slowestShare)),
      ...(retryHours ? { RetryDelayInSeconds: Math.round(retryHours * 3600) } : {}),
    });
  }

  async #makeQualificationType(at: number, runAt: RunAt, members: object): Promise<string> {
    const made = await this.#call(runAt, at, 'CreateQualificationType', {
      QualificationTypeStatus: 'Active',
      ...members,
    });
    return (made.QualificationType as { QualificationTypeId: string }).QualificationTypeId;
  }
}
