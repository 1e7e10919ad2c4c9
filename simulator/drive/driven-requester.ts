import type { Random } from '../engine/random.ts';
import type { Findings } from './findings.ts';
import { rest } from './rest.ts';
import type { ServerCalls } from './server-calls.ts';
import { CallRefused } from './server-calls.ts';

/** HITs that a requester keeps open, and how many assignments each has. */
const openHitsMax = 40;
const assignmentsMax = 5;
/** Milliseconds between what a requester does, on average. */
const restMs = 60;
const typesEach = 3;
const valueMax = 100;

interface PostedHit {
  readonly id: string;
  readonly type: string;
  readonly threshold: number;
}

/** What workers are told of grants, so that the time to a push can be taken. */
export interface Watch {
  granting(worker: string, type: string, value: number): void;
}

const question = `<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[<!DOCTYPE html><html><body><form><input name="assignmentId"><input name="answer"></form></body></html>]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>`;
const guards = ['Accept', 'PreviewAndAccept', 'DiscoverPreviewAndAccept'] as const;

/** On other servers than the one that answered, a check sees the effect within this time (promise 2). */
const lagBetweenServersMs = 1000;

/** A requester as a real client: posts HITs with requirements, grants, revokes, decides, blocks. */
export class DrivenRequester {
  readonly #id: string;
  readonly #calls: ServerCalls;
  readonly #findings: Findings;
  readonly #random: Random;
  readonly #workers: readonly string[];
  readonly #watch: Watch;
  readonly #severalServers: boolean;
  readonly #types: string[] = [];
  #hits: PostedHit[] = [];

  constructor(
    id: string,
    parts: {
      calls: ServerCalls;
      findings: Findings;
      random: Random;
      workers: readonly string[];
      watch: Watch;
      severalServers: boolean;
    },
  ) {
    this.#id = id;
    this.#calls = parts.calls;
    this.#findings = parts.findings;
    this.#random = parts.random;
    this.#workers = parts.workers;
    this.#watch = parts.watch;
    this.#severalServers = parts.severalServers;
  }

  /** Makes the types that all else needs. */
  async prepare(): Promise<void> {
    for (let made = 0; made < typesEach; made++) {
      const { QualificationType } = await this.#call<{ QualificationType: { QualificationTypeId: string } }>(
        'CreateQualificationType',
        {
          Name: `${this.#id} ${this.#random.uint32()}`,
          Description: 'Made by turksim drive',
          QualificationTypeStatus: 'Active',
          RetryDelayInSeconds: 0,
        },
      );
      this.#types.push(QualificationType.QualificationTypeId);
    }
  }

  /** Acts until told to stop. */
  async run(end: AbortSignal): Promise<void> {
    while (!end.aborted) {
      await this.#act().catch((error: unknown) => this.#unexpected(error));
      await rest(this.#random.uniform() * 2 * restMs, end);
    }
  }

  /** Refusals are part of the life that is simulated; a server that fails is not. */
  #unexpected(error: unknown): void {
    if (error instanceof CallRefused && error.status < 500) this.#findings.count(`refused ${error.code}`);
    else this.#findings.unanswered(String(error), this.#severalServers);
  }

  #act(): Promise<unknown> {
    const chance = this.#random.uniform();
    if (this.#hits.length === 0 || chance < 0.15) return this.#post();
    if (chance < 0.6) return this.#grant();
    if (chance < 0.7) return this.#revoke();
    if (chance < 0.85) return this.#decide();
    if (chance < 0.9) return this.#answerRequests();
    if (chance < 0.95) return this.#block();
    return this.#expire();
  }

  async #post(): Promise<void> {
    const type = this.#pick(this.#types);
    const threshold = Math.floor(this.#random.uniform() * valueMax);
    const { HIT } = await this.#call<{ HIT: { HITId: string } }>('CreateHIT', {
      Title: `Work of ${this.#id}, ${threshold}`,
      Description: 'Made by turksim drive',
      Keywords: 'drive',
      Reward: '0.05',
      LifetimeInSeconds: 86_400,
      AssignmentDurationInSeconds: 3600,
      AutoApprovalDelayInSeconds: 86_400,
      MaxAssignments: assignmentsMax,
      Question: question,
      QualificationRequirements: [
        {
          QualificationTypeId: type,
          Comparator: 'GreaterThan',
          IntegerValues: [threshold],
          ActionsGuarded: this.#pick(guards),
        },
      ],
    });
    this.#hits.push({ id: HIT.HITId, type, threshold });
    if (this.#hits.length > openHitsMax) await this.#expire();
  }

  async #grant(): Promise<void> {
    const worker = this.#pick(this.#workers);
    const type = this.#pick(this.#types);
    const value = Math.floor(this.#random.uniform() * valueMax);
    this.#watch.granting(worker, type, value);
    await this.#call('AssociateQualificationWithWorker', {
      QualificationTypeId: type,
      WorkerId: worker,
      IntegerValue: value,
      SendNotification: false,
    });
    await this.#checkEffect(worker, type, value);
  }

  /**
   * Promise 2: a check on the same server sees what was answered, on others within a second. Nobody else sets this
   * type, and this requester does one thing at a time.
   */
  async #checkEffect(worker: string, type: string, value: number): Promise<void> {
    const hit = this.#hits.findLast((each) => each.type === type);
    if (!hit) return;
    const wanted = value > hit.threshold ? undefined : value;
    const until = performance.now() + (this.#severalServers ? lagBetweenServersMs : 0);
    for (;;) {
      const askedAt = performance.now();
      const { unmet } = await this.#calls.route<{ unmet: { value: number }[] }>(
        'GET',
        `/eligibility?worker=${worker}&hit=${hit.id}`,
      );
      if (unmet[0]?.value === wanted) return;
      if (askedAt < until) continue;
      const seen = JSON.stringify(unmet);
      this.#findings.broken(
        '2: a check sees what was answered',
        `${worker} was given ${value} of ${type}: ${seen}`,
      );
      return;
    }
  }

  #revoke(): Promise<unknown> {
    return this.#call('DisassociateQualificationFromWorker', {
      QualificationTypeId: this.#pick(this.#types),
      WorkerId: this.#pick(this.#workers),
    });
  }

  async #decide(): Promise<void> {
    const { Assignments = [] } = await this.#call<{ Assignments?: { AssignmentId: string }[] }>(
      'ListAssignmentsForHIT',
      { HITId: this.#pick(this.#hits).id, AssignmentStatuses: ['Submitted'] },
    );
    for (const { AssignmentId } of Assignments) {
      if (this.#random.uniform() < 0.9) await this.#call('ApproveAssignment', { AssignmentId });
      else await this.#call('RejectAssignment', { AssignmentId, RequesterFeedback: 'Not as asked' });
    }
  }

  async #answerRequests(): Promise<void> {
    const { QualificationRequests = [] } = await this.#call<{
      QualificationRequests?: { QualificationRequestId: string }[];
    }>('ListQualificationRequests', {});
    for (const { QualificationRequestId } of QualificationRequests) {
      if (this.#random.uniform() < 0.7)
        await this.#call('AcceptQualificationRequest', { QualificationRequestId, IntegerValue: 50 });
      else await this.#call('RejectQualificationRequest', { QualificationRequestId, Reason: 'Not now' });
    }
  }

  async #block(): Promise<void> {
    const WorkerId = this.#pick(this.#workers);
    await this.#call('CreateWorkerBlock', { WorkerId, Reason: 'Driven' });
    await this.#call('DeleteWorkerBlock', { WorkerId });
  }

  async #expire(): Promise<void> {
    const [oldest, ...rest] = this.#hits;
    this.#hits = rest;
    if (oldest) await this.#call('UpdateExpirationForHIT', { HITId: oldest.id, ExpireAt: 0 });
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random.uniform() * list.length)] as T;
  }

  async #call<T>(operation: string, input: object): Promise<T> {
    const start = performance.now();
    const answer = await this.#calls.operation<T>(this.#id, operation, input);
    this.#findings.took(operation, performance.now() - start);
    this.#findings.count('requester calls');
    return answer;
  }
}
