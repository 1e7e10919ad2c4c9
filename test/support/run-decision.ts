import type { Environment } from '../../server/contract/entities.ts';
import type { ErrorCode } from '../../server/contract/errors.ts';
import { Refused } from '../../server/contract/errors.ts';
import type { FeedEvent } from '../../server/contract/events.ts';
import type { Kind, OutboxRecord, Records } from '../../server/contract/records.ts';
import { createHit, type HitSpec } from '../../server/lifecycle/hit.ts';
import { findOrCreateHitType, type HitTypeProperties } from '../../server/lifecycle/hit-type.ts';
import {
  createQualificationType,
  type QualificationTypeSpec,
} from '../../server/lifecycle/qualification-type.ts';
import { openAccount } from '../../server/lifecycle/requester.ts';
import { createWorker, type WorkerSpec } from '../../server/lifecycle/worker.ts';
import { indexNames } from '../../server/market/indexes.ts';
import type { Market } from '../../server/market/market.ts';
import type { Decision } from '../../server/market/market-parts.ts';
import { Markets } from '../../server/market/markets.ts';
import { openMemoryStore } from '../../server/store/memory-store.ts';

export const decisionsStart = Date.UTC(2026, 0, 5, 9);

/** Decisions in a real market over the memory store, with a clock that the test moves. */
export class Decisions {
  readonly #markets: Markets;
  readonly market: Market;
  #seen = 0;

  private constructor(markets: Markets, market: Market) {
    this.#markets = markets;
    this.market = market;
  }

  static async open(environment: Environment = 'sandbox'): Promise<Decisions> {
    const observer = { committed() {}, deadlineFired() {}, indexLate() {} };
    const markets = new Markets({ store: openMemoryStore(), wallTime: () => decisionsStart, observer });
    const market = await markets.create({
      id: 'default',
      environment,
      clock: { mode: 'manual', start: decisionsStart },
    });
    const decisions = new Decisions(markets, market);
    await decisions.run((tx) => openAccount(tx, { id: 'OWNER' }));
    await decisions.events();
    return decisions;
  }

  run<T>(decide: Decision<T>): Promise<T> {
    return this.market.run([], decide);
  }

  /** The code of a refusal, after which nothing is changed. */
  async refusal(decide: Decision<unknown>): Promise<{ code: ErrorCode; message: string; details: object }> {
    await this.market.settle(this.now);
    const { position } = this.market;
    try {
      await this.run(decide);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (this.market.position !== position) throw new Error('A refusal changed something.');
      return { code: error.code, message: error.message, details: error.details };
    }
    throw new Error('This was to be refused.');
  }

  get now(): number {
    return this.market.now();
  }

  /** Lets market time pass; what falls due happens. */
  async pass(seconds: number): Promise<void> {
    await this.#markets.advance('default', (now) => now + seconds * 1000);
  }

  /** A record as it stands. */
  async get<K extends Kind>(kind: K, id: string): Promise<Records[K]> {
    const found = await this.find(kind, id);
    if (!found) throw new Error(`There is no ${kind} ${id}.`);
    return found;
  }

  find<K extends Kind>(kind: K, id: string): Promise<Records[K] | undefined> {
    return this.run((tx) => tx.get(kind, id));
  }

  /** The feed's events since the last call. */
  async events(): Promise<FeedEvent[]> {
    const { commits, end } = await this.market.namespace.feed(this.#seen, 10_000);
    this.#seen = end;
    return commits.flatMap(({ events }) => events);
  }

  /** Names of the events since the last call. */
  async news(): Promise<string[]> {
    return (await this.events()).map(({ type }) => type);
  }

  async outbox(): Promise<OutboxRecord[]> {
    return this.run(async (tx) => {
      const entries = await tx.list(indexNames.outbox, { limit: 1000 });
      const records = await tx.getAll(
        'outbox',
        entries.map(({ id }) => id),
      );
      return records.flatMap((record) => record ?? []);
    });
  }

  worker(values: Partial<WorkerSpec> = {}): Promise<Records['worker']> {
    return this.run((tx) => createWorker(tx, { seed: 1, locale: { country: 'US' }, ...values }));
  }

  type(values: Partial<QualificationTypeSpec> = {}): Promise<Records['qualificationType']> {
    const spec = {
      owner: 'OWNER',
      name: 'English',
      description: 'Writes English',
      status: 'Active',
    } as const;
    return this.run((tx) => createQualificationType(tx, { ...spec, ...values }));
  }

  hitType(values: Partial<HitTypeProperties> = {}, requester = 'OWNER'): Promise<Records['hitType']> {
    const properties: HitTypeProperties = {
      title: 'Draw a box',
      description: 'Around each cat',
      rewardMills: 50,
      assignmentDurationSeconds: 600,
      autoApprovalDelaySeconds: 86_400,
      requirements: [],
      ...values,
    };
    return this.run((tx) => findOrCreateHitType(tx, { requester, properties }));
  }

  async hit(values: Partial<HitSpec> & { readonly properties?: Partial<HitTypeProperties> } = {}) {
    const { properties, ...spec } = values;
    const hitType = spec.hitType ?? (await this.hitType(properties, spec.requester));
    return this.run((tx) =>
      createHit(tx, {
        requester: 'OWNER',
        question: '<q/>',
        maxAssignments: 3,
        lifetimeSeconds: 3600,
        ...spec,
        hitType,
      }),
    );
  }

  close(): Promise<void> {
    return this.#markets.close();
  }
}
