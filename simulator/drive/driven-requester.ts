import type { MTurk } from '@aws-sdk/client-mturk';
import type { Random } from '../engine/random.ts';
import type { Findings } from './findings.ts';
import type { Pace } from './pace.ts';
import { refusalOf } from './requester-clients.ts';
import { rest } from './rest.ts';
import type { ServerCalls } from './server-calls.ts';

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
/** A HIT with one of these may be discovered by all. */
const openGuards = ['Accept', 'PreviewAndAccept'] as const;

/** On other servers than the one that answered, a check sees the effect within this time (promise 2). */
const lagBetweenServersMs = 1000;

export interface RequesterParts {
  readonly client: MTurk;
  readonly calls: ServerCalls;
  readonly findings: Findings;
  readonly random: Random;
  readonly pace: Pace;
  readonly workers: readonly string[];
  readonly watch: Watch;
  readonly severalServers: boolean;
}

/** A requester as a real client: posts HITs with requirements, grants, revokes, decides, blocks. */
export class DrivenRequester {
  readonly #name: string;
  readonly #parts: RequesterParts;
  readonly #types: string[] = [];
  #hits: PostedHit[] = [];

  constructor(name: string, parts: RequesterParts) {
    this.#name = name;
    this.#parts = parts;
  }

  /** Makes the types that all else needs. */
  async prepare(): Promise<void> {
    const { client, random } = this.#parts;
    for (let made = 0; made < typesEach; made++) {
      const { QualificationType } = await this.#timed('CreateQualificationType', () =>
        client.createQualificationType({
          Name: `${this.#name} ${random.uint32()}`,
          Description: 'Made by turksim drive',
          QualificationTypeStatus: 'Active',
          RetryDelayInSeconds: 0,
        }),
      );
      this.#types.push(QualificationType?.QualificationTypeId as string);
    }
  }

  /** Acts until told to stop. */
  async run(end: AbortSignal): Promise<void> {
    const { random, pace } = this.#parts;
    while (!end.aborted) {
      await this.#act().catch((error: unknown) => this.#unexpected(error));
      await rest(random.uniform() * 2 * pace.requesterRestMs, end);
    }
  }

  close(): void {
    this.#parts.client.destroy();
  }

  /** Refusals are part of the life that is simulated; a server that fails is not. */
  #unexpected(error: unknown): void {
    const { findings, severalServers } = this.#parts;
    const refusal = refusalOf(error);
    if (refusal !== undefined && refusal.status < 500) findings.count(`refused ${refusal.code}`);
    else findings.unanswered(`${this.#name}: ${error}`, severalServers);
  }

  #act(): Promise<unknown> {
    const { random, pace } = this.#parts;
    const chance = random.uniform();
    if (this.#hits.length === 0 || chance < pace.postShare) return this.#post();
    if (chance < 0.6) return this.#grant();
    if (chance < 0.7) return this.#revoke();
    if (chance < 0.85) return this.#decide();
    if (chance < 0.9) return this.#answerRequests();
    if (chance < 1 - pace.postShare / 3) return this.#block();
    return this.#expire();
  }

  async #post(): Promise<void> {
    const { client, random, pace } = this.#parts;
    const type = this.#pick(this.#types);
    const threshold = Math.floor(random.uniform() * valueMax);
    const guard = random.uniform() < pace.openShare ? this.#pick(openGuards) : 'DiscoverPreviewAndAccept';
    const { HIT } = await this.#timed('CreateHIT', () =>
      client.createHIT({
        Title: `Work of ${this.#name}, ${threshold}`,
        Description: 'Made by turksim drive',
        Keywords: 'drive',
        Reward: '0.05',
        LifetimeInSeconds: 86_400,
        AssignmentDurationInSeconds: 3600,
        AutoApprovalDelayInSeconds: 86_400,
        MaxAssignments: pace.assignmentsMax,
        Question: question,
        QualificationRequirements: [
          {
            QualificationTypeId: type,
            Comparator: 'GreaterThan',
            IntegerValues: [threshold],
            ActionsGuarded: guard,
          },
        ],
      }),
    );
    this.#hits.push({ id: HIT?.HITId as string, type, threshold });
    if (this.#hits.length > pace.openHitsMax) await this.#expire();
  }

  async #grant(): Promise<void> {
    const { client, random, workers, watch } = this.#parts;
    const worker = this.#pick(workers);
    const type = this.#pick(this.#types);
    const value = Math.floor(random.uniform() * valueMax);
    watch.granting(worker, type, value);
    await this.#timed('AssociateQualificationWithWorker', () =>
      client.associateQualificationWithWorker({
        QualificationTypeId: type,
        WorkerId: worker,
        IntegerValue: value,
        SendNotification: false,
      }),
    );
    await this.#checkEffect(worker, type, value);
  }

  /**
   * Promise 2: a check on the same server sees what was answered, on others within a second. Nobody else sets this
   * type, and this requester does one thing at a time.
   */
  async #checkEffect(worker: string, type: string, value: number): Promise<void> {
    const { calls, findings, severalServers } = this.#parts;
    const hit = this.#hits.findLast((each) => each.type === type);
    if (!hit) return;
    const wanted = value > hit.threshold ? undefined : value;
    const until = performance.now() + (severalServers ? lagBetweenServersMs : 0);
    for (;;) {
      const askedAt = performance.now();
      const { unmet } = await calls.route<{ unmet: { value: number }[] }>(
        'GET',
        `/eligibility?worker=${worker}&hit=${hit.id}`,
      );
      findings.took('check', performance.now() - askedAt);
      if (unmet[0]?.value === wanted) return;
      if (askedAt < until) continue;
      const seen = JSON.stringify(unmet);
      findings.broken(
        '2: a check sees what was answered',
        `${worker} was given ${value} of ${type}: ${seen}`,
      );
      return;
    }
  }

  #revoke(): Promise<unknown> {
    const { client, workers } = this.#parts;
    return this.#timed('DisassociateQualificationFromWorker', () =>
      client.disassociateQualificationFromWorker({
        QualificationTypeId: this.#pick(this.#types),
        WorkerId: this.#pick(workers),
      }),
    );
  }

  async #decide(): Promise<void> {
    const { client, random } = this.#parts;
    const { Assignments = [] } = await this.#timed('ListAssignmentsForHIT', () =>
      client.listAssignmentsForHIT({ HITId: this.#pick(this.#hits).id, AssignmentStatuses: ['Submitted'] }),
    );
    for (const { AssignmentId } of Assignments) {
      if (random.uniform() < 0.9)
        await this.#timed('ApproveAssignment', () => client.approveAssignment({ AssignmentId }));
      else
        await this.#timed('RejectAssignment', () =>
          client.rejectAssignment({ AssignmentId, RequesterFeedback: 'Not as asked' }),
        );
    }
  }

  async #answerRequests(): Promise<void> {
    const { client, random } = this.#parts;
    const { QualificationRequests = [] } = await this.#timed('ListQualificationRequests', () =>
      client.listQualificationRequests({}),
    );
    for (const { QualificationRequestId } of QualificationRequests) {
      if (random.uniform() < 0.7)
        await this.#timed('AcceptQualificationRequest', () =>
          client.acceptQualificationRequest({ QualificationRequestId, IntegerValue: 50 }),
        );
      else
        await this.#timed('RejectQualificationRequest', () =>
          client.rejectQualificationRequest({ QualificationRequestId, Reason: 'Not now' }),
        );
    }
  }

  async #block(): Promise<void> {
    const { client, workers } = this.#parts;
    const WorkerId = this.#pick(workers);
    await this.#timed('CreateWorkerBlock', () => client.createWorkerBlock({ WorkerId, Reason: 'Driven' }));
    await this.#timed('DeleteWorkerBlock', () => client.deleteWorkerBlock({ WorkerId }));
  }

  async #expire(): Promise<void> {
    const { client } = this.#parts;
    const [oldest, ...rest] = this.#hits;
    this.#hits = rest;
    if (oldest)
      await this.#timed('UpdateExpirationForHIT', () =>
        client.updateExpirationForHIT({ HITId: oldest.id, ExpireAt: new Date(0) }),
      );
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#parts.random.uniform() * list.length)] as T;
  }

  async #timed<T>(operation: string, call: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const answer = await call();
    this.#parts.findings.took(operation, performance.now() - start);
    this.#parts.findings.count('requester calls');
    return answer;
  }
}
