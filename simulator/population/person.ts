import type { Faker } from '@faker-js/faker';
import { nameAndMail } from '../../server/worker/person-name.ts';
import { AliasTable } from '../engine/alias-table.ts';
import { Random } from '../engine/random.ts';
import { calibrationYear } from './draw-traits.ts';
import type { Region } from './parameters.ts';
import { countries } from './places.ts';
import type { Population } from './population.ts';

/** What a worker says of itself in a survey. */
export interface Demographics {
  readonly gender: 'female' | 'male';
  readonly age: number;
  readonly maritalStatus: string;
  readonly householdSize: string;
  /** US dollars a year. */
  readonly householdIncome: string;
  readonly hasDegree: boolean;
}

/** What can be seen of a worker as a person. */
export interface Person extends Demographics {
  readonly name: string;
  readonly mail: string;
  readonly biography: string;
}

/** What a worker says of itself, the same each time; from the worker's own seed. */
export function demographics(population: Population, worker: number): Demographics {
  const random = new Random(population.personSeed(worker)).fork('person');
  const { maritalShares, householdSizeShares, householdIncomeShares, degreeShares } = population.parameters;
  const region = regionOf(population, worker);
  const maritalStatus = drawKey(maritalShares, random);
  const hasDegree = random.chance(degreeShares[region]);
  return {
    gender: population.columns.gender[worker] === 0 ? 'female' : 'male',
    age: calibrationYear - (population.columns.birthYear[worker] as number),
    maritalStatus,
    householdSize: drawKey(householdSizeShares, random),
    householdIncome: drawKey(householdIncomeShares[region], random),
    hasDegree,
  };
}

/** The visible details of a worker, the same each time; from the worker's own seed. */
export function person(population: Population, worker: number, faker: Faker): Person {
  const said = demographics(population, worker);
  const { name, mail } = nameAndMail(population.personSeed(worker), faker, population.ownName(worker));
  const { age, maritalStatus, hasDegree } = said;
  return { ...said, name, mail, biography: biography(faker, age, maritalStatus, hasDegree) };
}

/** A requester's name from a seed: a company, a laboratory or a person. */
export function requesterName(seed: number, faker: Faker): string {
  faker.seed(seed);
  const kind = seed % 3;
  if (kind === 0) return faker.company.name();
  if (kind === 1) return `${faker.person.lastName()} Lab, ${faker.location.city()} University`;
  return faker.person.fullName();
}

function biography(faker: Faker, age: number, maritalStatus: string, hasDegree: boolean): string {
  const work = faker.person.jobTitle();
  const place = faker.location.city();
  const leisure = faker.word.noun();
  const degree = hasDegree ? 'has a degree' : 'has no degree';
  return `${age}, ${maritalStatus}, lives in ${place}; ${work} by day, ${degree}, collects everything about ${leisure}.`;
}

function regionOf(population: Population, worker: number): Region {
  const code = countries[population.columns.country[worker] as number]?.code;
  return code === 'US' || code === 'IN' ? code : 'other';
}

function drawKey(shares: Readonly<Record<string, number>>, random: Random): string {
  return Object.keys(shares)[new AliasTable(Object.values(shares)).draw(random)] as string;
}
