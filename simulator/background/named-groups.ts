import { groupsRead } from '../behaviours/browse.ts';
import { appeal, dollarsInAll, takes } from '../behaviours/choose-group.ts';
import type { WorkerBehaviour } from '../behaviours/parameters.ts';
import { hashUniform } from '../engine/hash-uniform.ts';
import type { Random } from '../engine/random.ts';
import { hourMs } from '../population/local-time.ts';
import type { Population } from '../population/population.ts';
import type { StandingGroups } from './standing-groups.ts';

/** A group of HITs that the scenario follows step by step. */
export interface NamedGroup {
  readonly postedAt: number;
  readonly expiresAt: number;
  /** HITs or assignments that nobody has taken yet. */
  available: number;
  readonly rewardMills: number;
  /** Time that an ordinary worker needs for one. */
  readonly taskSeconds: number;
  readonly isSurvey: boolean;
  readonly requesterRejectedShare: number;
  /** Whether the requirements and the worker's own past let this worker accept one. */
  mayAccept(worker: number, at: number): boolean;
  /** Told when one is submitted. */
  submitted(worker: number, at: number): void;
}

/** HITs that the list shows: a survey is one HIT, however many may take it. */
function hitsListed({ isSurvey, available }: NamedGroup): number {
  return isSurvey ? 1 : available;
}

/** An open group with what follows from the HITs left in it. */
interface Open {
  readonly group: NamedGroup;
  /** Tells it from all others. */
  readonly number: number;
  /** Appeal but for everything that depends on the worker. */
  size: number;
  /** All that it brings, to the power of the response to bother. */
  dollarsPower: number;
  rankBySize: number;
  /** Size and dollars when it was posted, than which they are never more. */
  mostSize: number;
  mostDollarsPower: number;
}

/** What decides nearly every look, of a worker, in one line of the processor's cache. */
const field = { taste: 0, botherPower: 1 } as const;
const stride = 2;

/** The named groups that stand open, and who finds and chooses them among all that stand in the list. */
export class NamedGroups {
  private readonly population: Population;
  private readonly behaviour: WorkerBehaviour;
  private readonly standing: StandingGroups;
  private readonly open: Open[] = [];
  private posted = 0;
  private readers = new Float32Array(0);
  private known = 0;
  private page = 1;
  private firstPageUntil = Number.NEGATIVE_INFINITY;

  constructor(population: Population, behaviour: WorkerBehaviour, standing: StandingGroups) {
    this.population = population;
    this.behaviour = behaviour;
    this.standing = standing;
  }

  get size(): number {
    return this.open.length;
  }

  post(group: NamedGroup): void {
    this.meet();
    const open = {
      group,
      number: this.posted++,
      size: 0,
      dollarsPower: 0,
      rankBySize: 0,
      mostSize: 0,
      mostDollarsPower: 0,
    };
    this.refresh(open);
    open.mostSize = open.size;
    open.mostDollarsPower = open.dollarsPower;
    this.open.push(open);
    this.firstPageUntil = Number.NEGATIVE_INFINITY;
  }

  /** One of the group's HITs was taken. */
  take(group: NamedGroup): void {
    group.available--;
    const place = this.open.findIndex((open) => open.group === group);
    if (place === -1) return;
    if (group.available === 0) this.open.splice(place, 1);
    else this.refresh(this.open[place] as Open);
    this.firstPageUntil = Number.NEGATIVE_INFINITY;
  }

  /** One of the group's HITs is free again; true: the group stands in the list again, and all decide anew. */
  giveBack(group: NamedGroup): boolean {
    group.available++;
    const open = this.open.find((other) => other.group === group);
    if (open) this.refresh(open);
    else this.post(group);
    return open === undefined;
  }

  /** First page of the list, counted from 1, on which anything named stands, however the list is sorted; kept for a minute. */
  firstPage(at: number): number {
    if (at < this.firstPageUntil) return this.page;
    const { pageGroups, mostHitsPages } = this.behaviour;
    let rank = Number.POSITIVE_INFINITY;
    for (const { group, rankBySize } of this.open) {
      const bySize = rankBySize < mostHitsPages * pageGroups ? 0 : rankBySize;
      rank = Math.min(rank, bySize, this.standing.rankByAge((at - group.postedAt) / hourMs));
    }
    this.page = 1 + Math.floor(rank / pageGroups);
    this.firstPageUntil = at + 60_000;
    return this.page;
  }

  dropExpired(at: number): void {
    for (let place = this.open.length - 1; place >= 0; place--) {
      if ((this.open[place] as Open).group.expiresAt <= at) this.open.splice(place, 1);
    }
  }

  /**
   * Whether anything that stands open may draw a worker on this visit: of everybody else all looks are in vain, for a
   * decision once taken stays taken.
   */
  tempts(worker: number, at: number, visit: number): boolean {
    if (worker >= this.known) this.meet();
    return this.open.some((open) => this.isTempting(open, worker, at, visit));
  }

  /** The same of the group that was posted last. */
  lastTempts(worker: number, at: number, visit: number): boolean {
    const last = this.open[this.open.length - 1];
    return last !== undefined && this.isTempting(last, worker, at, visit);
  }

  /**
   * One look at the list: the first named group on the worker's way down that it takes, if any. The draw that decides is
   * held first against the most that the group could draw this worker: nearly all decisions end there.
   * @param visit tells this visit of the worker from its others.
   */
  look(worker: number, at: number, visit: number, random: Random): NamedGroup | undefined {
    if (worker >= this.known) this.meet();
    const taste = this.readers[worker * stride + field.taste] as number;
    const botherPower = this.readers[worker * stride + field.botherPower] as number;
    const isNewest = random.uniform() < (this.population.columns.newestShare[worker] as number);
    for (const open of this.open) {
      const draw = hashUniform(worker, open.number, visit);
      const begins = open.dollarsPower / (open.dollarsPower + botherPower);
      const most = begins * open.size * (open.group.isSurvey ? taste : 1);
      if (!takes(most, this.behaviour, draw)) continue;
      if (
        this.isSeen(open, worker, at, isNewest) &&
        takes(this.appeal(open.group, worker, at), this.behaviour, draw)
      ) {
        return open.group;
      }
    }
    return undefined;
  }

  /** Judged by the most that the group can draw this worker, and by how deep the worker reads at all. */
  private isTempting(open: Open, worker: number, at: number, visit: number): boolean {
    const taste = this.readers[worker * stride + field.taste] as number;
    const botherPower = this.readers[worker * stride + field.botherPower] as number;
    const begins = open.mostDollarsPower / (open.mostDollarsPower + botherPower);
    const most = begins * open.mostSize * (open.group.isSurvey ? taste : 1);
    if (!takes(most, this.behaviour, hashUniform(worker, open.number, visit))) return false;
    return this.isSeen(open, worker, at, true) || this.isSeen(open, worker, at, false);
  }

  /** Whether the group stands where the worker reads. */
  private isSeen({ group, rankBySize }: Open, worker: number, at: number, isNewest: boolean): boolean {
    if (group.expiresAt <= at) return false;
    const pages = this.population.columns.pages[worker] as number;
    const rank = isNewest ? this.standing.rankByAge((at - group.postedAt) / hourMs) : rankBySize;
    return rank < groupsRead(isNewest ? 'newest' : 'mostHits', pages, this.behaviour);
  }

  private appeal(group: NamedGroup, worker: number, at: number): number {
    const { columns } = this.population;
    const { rewardMills, taskSeconds, isSurvey, requesterRejectedShare } = group;
    const ageHours = (at - group.postedAt) / hourMs;
    return appeal(
      { rewardMills, taskSeconds, available: hitsListed(group), ageHours, isSurvey, requesterRejectedShare },
      {
        reservationWagePerHour: columns.reservationWagePerHour[worker] as number,
        surveyTaste: columns.surveyTaste[worker] as number,
        botherDollars: columns.botherDollars[worker] as number,
        speed: columns.speed[worker] as number,
      },
      this.behaviour,
    );
  }

  private refresh(open: Open): void {
    const { behaviour, standing } = this;
    open.size = hitsListed(open.group) ** behaviour.sizeExponent;
    open.dollarsPower = dollarsInAll(open.group, behaviour) ** behaviour.botherResponse;
    open.rankBySize = standing.rankBySize(hitsListed(open.group));
  }

  /** Takes in those who joined since. */
  private meet(): void {
    const { columns, size } = this.population;
    if (columns.stay.length * stride > this.readers.length) {
      const larger = new Float32Array(columns.stay.length * stride);
      larger.set(this.readers);
      this.readers = larger;
    }
    for (; this.known < size; this.known++) {
      const bother = columns.botherDollars[this.known] as number;
      this.readers[this.known * stride + field.taste] = columns.surveyTaste[this.known] as number;
      this.readers[this.known * stride + field.botherPower] = bother ** this.behaviour.botherResponse;
    }
  }
}
