import { groupsRead } from '../behaviours/browse.ts';
import { appeal, chooseGroup, dollarsInAll } from '../behaviours/choose-group.ts';
import type { WorkerBehaviour } from '../behaviours/parameters.ts';
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
  /** Appeal but for everything that depends on the worker. */
  size: number;
  /** All that it brings, to the power of the response to bother. */
  dollarsPower: number;
  rankBySize: number;
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
  private readonly seen: NamedGroup[] = [];
  private readonly appeals: number[] = [];
  private readers = new Float32Array(0);
  private known = 0;

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
    const open = { group, size: 0, dollarsPower: 0, rankBySize: 0 };
    this.refresh(open);
    this.open.push(open);
  }

  /** One of the group's HITs was taken. */
  take(group: NamedGroup): void {
    group.available--;
    const place = this.open.findIndex((open) => open.group === group);
    if (place === -1) return;
    if (group.available === 0) this.open.splice(place, 1);
    else this.refresh(this.open[place] as Open);
  }

  dropExpired(at: number): void {
    for (let place = this.open.length - 1; place >= 0; place--) {
      if ((this.open[place] as Open).group.expiresAt <= at) this.open.splice(place, 1);
    }
  }

  /**
   * One look at the list: which of the named groups the worker chooses, if any.
   * The one draw that decides is held first against the most that the worker could be drawn: nearly all looks end there.
   */
  look(worker: number, at: number, random: Random): NamedGroup | undefined {
    const draw = random.uniform();
    if (draw >= this.mostShare(worker)) return undefined;
    const { columns } = this.population;
    const isNewest = random.uniform() < (columns.newestShare[worker] as number);
    const read = groupsRead(
      isNewest ? 'newest' : 'mostHits',
      columns.pages[worker] as number,
      this.behaviour,
    );
    const named = this.see(worker, at, isNewest, read);
    if (named === 0) return undefined;
    const reader = {
      reservationWage: (columns.reservationWagePerHour[worker] as number) / (columns.speed[worker] as number),
      surveyTaste: columns.surveyTaste[worker] as number,
      botherDollars: columns.botherDollars[worker] as number,
    };
    this.appeals[named] = isNewest ? this.standing.newest(read, reader) : this.standing.largest(read, reader);
    const chosen = chooseGroup(this.appeals, named + 1, this.behaviour, draw);
    const group = chosen === -1 ? undefined : this.seen[chosen];
    return group?.mayAccept(worker, at) ? group : undefined;
  }

  /** Upper bound of the share of this worker's looks that end in a named group: fresh, willing, and nothing else to be seen. */
  private mostShare(worker: number): number {
    if (worker >= this.known) this.meet();
    const taste = this.readers[worker * stride + field.taste] as number;
    const botherPower = this.readers[worker * stride + field.botherPower] as number;
    let most = 0;
    for (const { group, size, dollarsPower } of this.open) {
      const begins = dollarsPower / (dollarsPower + botherPower);
      most += begins * size * (group.isSurvey ? taste : 1);
    }
    return most / (most + this.behaviour.nothingAppeal);
  }

  /** Puts the named groups that stand where the worker reads, and their appeals, side by side; the answer is how many. */
  private see(worker: number, at: number, isNewest: boolean, read: number): number {
    const { columns } = this.population;
    const chooser = {
      reservationWagePerHour: columns.reservationWagePerHour[worker] as number,
      surveyTaste: columns.surveyTaste[worker] as number,
      botherDollars: columns.botherDollars[worker] as number,
      speed: columns.speed[worker] as number,
    };
    this.seen.length = 0;
    for (const { group, rankBySize } of this.open) {
      const ageHours = (at - group.postedAt) / hourMs;
      const rank = isNewest ? this.standing.rankByAge(ageHours) : rankBySize;
      if (rank >= read || group.expiresAt <= at) continue;
      const { rewardMills, taskSeconds, isSurvey, requesterRejectedShare } = group;
      const available = hitsListed(group);
      const offer = { rewardMills, taskSeconds, available, ageHours, isSurvey, requesterRejectedShare };
      this.appeals[this.seen.length] = appeal(offer, chooser, this.behaviour);
      this.seen.push(group);
    }
    return this.seen.length;
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
