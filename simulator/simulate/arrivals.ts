import type { AgentRecord } from '../../server/contract/records.ts';
import type { RunAt } from '../../server/market/market-parts.ts';
import { dayMs, hourMs } from '../population/local-time.ts';
import { qualityKinds } from '../population/parameters.ts';
import { countryNumber, states } from '../population/places.ts';
import type { BotWave } from '../scenario-study.ts';
import type { Crew } from './crew.ts';
import type { PlannedVisits } from './planned-visits.ts';
import { admitWorkers } from './simulated-market.ts';

/** Reward at which a program works, US dollars an hour: nearly any. */
const botReservationWage = 0.01;

/** Brings the workers of the start into the market, and those who come later when they come. */
export class Arrivals {
  readonly #crew: Crew;
  readonly #visits: PlannedVisits;
  readonly #numbers: Map<string, number>;
  /** Who joined during the run: number and market time. */
  readonly joined: { readonly worker: number; readonly at: number }[] = [];

  /** Submissions that the accounts brought along. */
  submittedBefore = 0;

  /** @param numbers takes up everybody's number by WorkerId. */
  constructor(crew: Crew, visits: PlannedVisits, numbers: Map<string, number>) {
    this.#crew = crew;
    this.#visits = visits;
    this.#numbers = numbers;
  }

  /** Makes the accounts of all who are there, and plans their first sessions. */
  async begin(runAt: RunAt, at: number): Promise<void> {
    const { population, people, chance } = this.#crew;
    const workers = Array.from({ length: population.size }, (_, worker) => worker);
    await admitWorkers(runAt, at, population, workers);
    const random = chance.fork('first sessions');
    for (const worker of workers) {
      people.add(this.#agent(worker, this.#visits.firstOfMember(worker, at, random)), at);
    }
    this.#planNewcomers(at);
    this.#planBots();
  }

  #planNewcomers(at: number): void {
    const { population, people, chance } = this.#crew;
    const random = chance.fork('newcomers');
    const gap = () => random.exponential(dayMs / population.joinsPerDay);
    if (!(population.joinsPerDay > 0)) return;
    people.later(at + gap(), async (now, runAt) => {
      await this.#join(now, runAt);
      return now + gap();
    });
  }

  async #join(at: number, runAt: RunAt, shape: (worker: number) => void = () => {}): Promise<void> {
    const { population, people, chance } = this.#crew;
    const worker = population.join(at);
    shape(worker);
    this.joined.push({ worker, at });
    await admitWorkers(runAt, at, population, [worker]);
    const random = chance.fork('first sessions').fork(worker);
    people.add(this.#agent(worker, this.#visits.firstOfNewcomer(worker, at, random)), at);
  }

  #planBots(): void {
    const { scenario, people, chance } = this.#crew;
    const { botWave } = scenario;
    if (!botWave) return;
    const random = chance.fork('bots');
    for (let bot = 0; bot < botWave.accounts; bot++) {
      const hours = botWave.atHours + random.uniform() * botWave.withinHours;
      people.later(scenario.startsAt + hours * hourMs, async (at, runAt) => {
        await this.#join(at, runAt, (worker) => this.#makeBot(worker, botWave));
        return Number.POSITIVE_INFINITY;
      });
    }
  }

  /** Turns a newcomer into an account that a program works through. */
  #makeBot(worker: number, wave: BotWave): void {
    const { population, chance } = this.#crew;
    const { columns, parameters } = population;
    const random = chance.fork('bot').fork(worker);
    const kind = qualityKinds.indexOf('uniformSpammer');
    population.set(worker, 'bot', true);
    columns.qualityKind[worker] = kind;
    columns.accuracy[worker] = parameters.accuracy.uniformSpammer.mean;
    columns.inattention[worker] = parameters.inattention.uniformSpammer;
    columns.rejectedShare[worker] = wave.rejectedShare;
    columns.speed[worker] = wave.speed;
    columns.reservationWagePerHour[worker] = botReservationWage;
    columns.botherDollars[worker] = botReservationWage;
    columns.onlineHoursPerWeek[worker] = wave.onlineHoursPerWeek;
    columns.leavesAt[worker] = Number.MAX_SAFE_INTEGER;
    columns.submitted[worker] = wave.historyApproved;
    columns.approved[worker] = wave.historyApproved;
    if (!random.chance(wave.falseLocaleShare)) return;
    population.set(worker, 'falseLocale', true);
    columns.registeredCountry[worker] = countryNumber('US') as number;
    columns.registeredState[worker] = 1 + random.int(states.length);
  }

  #agent(worker: number, nextAt: number): AgentRecord {
    const id = this.#crew.population.id(worker);
    this.#numbers.set(id, worker);
    this.submittedBefore += this.#crew.population.columns.submitted[worker] as number;
    return { id, role: 'worker', number: worker, step: 'away', nextAt, turn: 0, assignments: [] };
  }
}
