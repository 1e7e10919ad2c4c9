import type { FeedCommit } from '../../server/store/store.ts';
import { temptation } from '../agents/choose-work.ts';
import type { Glance, Glances } from '../agents/people.ts';
import type { Seen } from '../agents/world.ts';
import { NamedGroups } from '../background/named-groups.ts';
import { Online } from '../background/online.ts';
import { defaultBackgroundMarket } from '../background/parameters.ts';
import { StandingGroups } from '../background/standing-groups.ts';
import type { Random } from '../engine/random.ts';
import { hourMs } from '../population/local-time.ts';
import type { Crew } from './crew.ts';
import type { Study, Wave } from './study.ts';
import { StudyGroup } from './study-groups.ts';

/** How often those whose session is over are dropped from the list of those on line. */
const sweepMs = 10 * 60_000;

/**
 * The list of the background level of detail: the study's groups among unnamed ones that have no records. Looks come at
 * random, at a common rate of all who are on line and read deep enough; whose look it is is drawn when it comes.
 */
export class BackgroundList implements Glances {
  readonly #crew: Crew;
  readonly #online = new Online();
  readonly #named: NamedGroups;
  readonly #groups = new Map<string, StudyGroup>();
  readonly #looking: Random;
  #now = Number.NEGATIVE_INFINITY;
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(crew: Crew, study: Study | undefined) {
    this.#crew = crew;
    const { population, scenario } = crew;
    this.#looking = crew.chance.fork('looks');
    const standing = new StandingGroups(defaultBackgroundMarket);
    this.#named = new NamedGroups(population, scenario.workerBehaviour, standing);
    study?.onPosted((wave) => this.#show(study, wave));
  }

  come(worker: number, until: number): void {
    this.#online.come(worker, this.#crew.population.columns.pages[worker] as number, until);
  }

  /** Keeps the groups' places current. */
  follow(commit: FeedCommit): void {
    for (const { type, hitTypeId } of commit.events) {
      const group = this.#groups.get(hitTypeId as string);
      if (!group) continue;
      if (type === 'assignment:accepted') group.places--;
      else if (type === 'assignment:returned' || type === 'assignment:abandoned') group.places++;
      else continue;
      const listed = group.listed();
      while (group.available > listed) this.#named.take(group);
      while (group.available < listed) this.#named.giveBack(group);
    }
  }

  next(from: number, until: number): Glance | undefined {
    const { looksPerHour } = this.#crew.scenario.workerBehaviour;
    this.#now = Math.max(this.#now, from);
    this.#sweep();
    while (this.#named.size > 0) {
      const page = this.#named.firstPage(this.#now);
      const readers = this.#online.size(page);
      if (readers === 0) break;
      const at = this.#now + this.#looking.exponential(hourMs / (readers * looksPerHour));
      if (at >= until) break;
      this.#now = at;
      const worker = this.#online.pick(page, at, this.#looking);
      const seen = worker === -1 ? undefined : this.#look(worker, at);
      if (seen) return { at, place: worker, seen };
    }
    this.#now = Math.max(this.#now, until);
    return undefined;
  }

  #look(worker: number, at: number): Seen | undefined {
    const found = this.#named.look(worker, at, this.#online.until, this.#looking);
    if (!(found instanceof StudyGroup)) return undefined;
    const { people, market, population } = this.#crew;
    if (people.agent(worker)?.step !== 'look') return undefined;
    const id = population.id(worker);
    const listed = market.index.listing(found.hitTypeId);
    if (found.mayAccept(worker)) return { wanted: listed };
    const tempting = temptation(market.index, id, listed);
    return tempting && { tempting };
  }

  #show(study: Study, wave: Wave): void {
    const { market, population } = this.#crew;
    const known = this.#groups.get(wave.hitTypeId);
    const group =
      known ?? new StudyGroup(study.batch, wave.hitTypeId, market.index, (worker) => population.id(worker));
    this.#groups.set(wave.hitTypeId, group);
    this.#named.dropExpired(Number.POSITIVE_INFINITY);
    group.renew(wave, study.batch);
    for (const other of this.#groups.values()) if (other.isOpen(wave.postedAt)) this.#named.post(other);
  }

  #sweep(): void {
    if (this.#now < this.#sweptAt + sweepMs) return;
    this.#sweptAt = this.#now;
    this.#online.sweep(this.#now);
    this.#named.dropExpired(this.#now);
  }
}
