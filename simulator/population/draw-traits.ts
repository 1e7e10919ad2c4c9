import { beta } from '../engine/distributions.ts';
import type { Random } from '../engine/random.ts';
import type { Columns } from './columns.ts';
import { betaShapes, type DrawTables, lognormalAt } from './draw-tables.ts';
import { qualityKinds, type Region, regions } from './parameters.ts';
import { countries, countryNumber, states } from './places.ts';
import { workerFlags } from './worker-flags.ts';

/** Year in which ages are counted: the middle of the calibration years. */
export const calibrationYear = 2017;
const adultAge = 18;
/** First years of the decades of birth, in the order of their parameter. */
const decades = [1960, 1970, 1980, 1990] as const;
/** 0 woman, 1 man. */
const woman = 0;
const man = 1;

/** Everything about a worker but how long it stays and what it has done. The order of the draws is part of the seed's meaning. */
export function drawTraits(columns: Columns, worker: number, random: Random, tables: DrawTables): void {
  const region = drawPlace(columns, worker, random, tables);
  drawPerson(columns, worker, random, tables, region);
  const hoursAt = drawActivity(columns, worker, random, tables, region);
  drawChoice(columns, worker, random, tables);
  drawWork(columns, worker, random, tables, hoursAt);
  drawStanding(columns, worker, random, tables);
}

const home = { US: countryNumber('US') as number, IN: countryNumber('IN') as number };

function drawPlace(columns: Columns, worker: number, random: Random, tables: DrawTables): Region {
  const region = regions[tables.region.draw(random)] as Region;
  const other = tables.otherCountryNumbers[tables.otherCountry.draw(random)] as number;
  const state = tables.state.draw(random);
  const hides = random.chance(tables.parameters.falseLocaleShare) && region !== 'US';
  const country = region === 'other' ? other : home[region];
  const isAmerican = region === 'US' || hides;
  columns.country[worker] = country;
  columns.registeredCountry[worker] = hides ? home.US : country;
  columns.registeredState[worker] = isAmerican ? state + 1 : 0;
  columns.offsetMinutes[worker] = (region === 'US' ? states[state] : countries[country])
    ?.offsetMinutes as number;
  columns.flags[worker] = hides ? workerFlags.falseLocale : 0;
  return region;
}

function drawPerson(
  columns: Columns,
  worker: number,
  random: Random,
  tables: DrawTables,
  region: Region,
): void {
  const { femaleShares, youngerByYears } = tables.parameters;
  columns.gender[worker] = random.chance(femaleShares[region]) ? woman : man;
  const year = (decades[tables.birthDecade.draw(random)] as number) + random.int(10) + youngerByYears[region];
  columns.birthYear[worker] = Math.min(year, calibrationYear - adultAge);
}

/** The answer is where the worker stands among all by weekly hours, in standard deviations. */
function drawActivity(
  columns: Columns,
  worker: number,
  random: Random,
  tables: DrawTables,
  region: Region,
): number {
  const { onlineHoursPerWeek, onlineHoursPerWeekMax, onlineHoursFactors, sessionHours } = tables.parameters;
  const z = random.normal();
  const hours = lognormalAt(onlineHoursPerWeek, z) * onlineHoursFactors[region];
  const capped = Math.min(hours, onlineHoursPerWeekMax);
  columns.onlineHoursPerWeek[worker] = capped;
  columns.sessionMeanHours[worker] = sessionHours.atOneHourPerWeek * capped ** sessionHours.exponent;
  // The more hours, the likelier the habits of those with many: the logistic curve stands in for the normal one.
  const isHeavy = random.uniform() * (1 + Math.exp(-1.7 * z)) < 1;
  const chronotype = isHeavy ? tables.heavyChronotype : tables.lightChronotype;
  columns.chronotype[worker] = chronotype.draw(random);
  return z;
}

/** Nobody reads on for ever: about what a list of 2,300 groups has. */
const pagesMax = 116;

/** Depth of search has a power-law tail through the one published point: the share that reads more than ten pages (P42). */
function drawChoice(columns: Columns, worker: number, random: Random, tables: DrawTables): void {
  const { reservationWage, surveyTaste, botherDollars, sortsByNewest, deepSearchShare, queuesSeveralShare } =
    tables.parameters;
  columns.reservationWagePerHour[worker] = lognormalAt(reservationWage, random.normal());
  columns.surveyTaste[worker] = lognormalAt(surveyTaste, random.normal());
  columns.botherDollars[worker] = lognormalAt(botherDollars, random.normal());
  columns.newestShare[worker] = beta(random, sortsByNewest.a, sortsByNewest.b);
  columns.pages[worker] = Math.min(
    pagesMax,
    Math.floor(random.uniform() ** (Math.log(11) / Math.log(deepSearchShare))),
  );
  if (random.chance(queuesSeveralShare)) raise(columns, worker, workerFlags.queuesSeveral);
}

function drawWork(
  columns: Columns,
  worker: number,
  random: Random,
  tables: DrawTables,
  hoursAt: number,
): void {
  const {
    speed,
    taskSeconds,
    accuracy,
    inattention,
    rejectionShares,
    rejectionSigma,
    skillActivityCorrelation,
  } = tables.parameters;
  const number = tables.qualityKind[columns.stay[worker] as number]?.draw(random) as number;
  const kind = qualityKinds[number] as (typeof qualityKinds)[number];
  columns.qualityKind[worker] = number;
  columns.speed[worker] = lognormalAt(speed, random.normal());
  columns.taskSeconds[worker] = lognormalAt(taskSeconds, random.normal());
  columns.accuracy[worker] = skill(random, accuracy[kind], skillActivityCorrelation, hoursAt);
  columns.inattention[worker] = inattention[kind];
  const usual = rejectionShares[kind] * Math.exp((-rejectionSigma * rejectionSigma) / 2);
  columns.rejectedShare[worker] = Math.min(
    0.95,
    lognormalAt({ median: usual, sigma: rejectionSigma }, random.normal()),
  );
}

/** Skill within its kind, a little higher for those who work much. */
function skill(
  random: Random,
  kind: { mean: number; deviation: number },
  correlation: number,
  hoursAt: number,
): number {
  const { a, b } = betaShapes(kind);
  const own = (beta(random, a, b) - kind.mean) / kind.deviation;
  const mixed = correlation * hoursAt + Math.sqrt(1 - correlation * correlation) * own;
  return Math.min(0.995, Math.max(0.02, kind.mean + kind.deviation * mixed));
}

function drawStanding(columns: Columns, worker: number, random: Random, tables: DrawTables): void {
  const { extraAccountShare, botShare, adultShare } = tables.parameters;
  if (random.chance(botShare)) raise(columns, worker, workerFlags.bot);
  if (random.chance(adultShare)) raise(columns, worker, workerFlags.adult);
  columns.person[worker] = worker;
  if (worker > 0 && random.chance(extraAccountShare)) shareAccounts(columns, worker, random.int(worker));
}

/** What a person takes along to another account. */
const ofThePerson = [
  'country',
  'registeredCountry',
  'registeredState',
  'offsetMinutes',
  'gender',
  'birthYear',
  'qualityKind',
  'accuracy',
  'speed',
] as const;

/** The account's holder is somebody who has one already: same home, same skill behind another name. */
function shareAccounts(columns: Columns, worker: number, other: number): void {
  columns.person[worker] = columns.person[other] as number;
  for (const name of ofThePerson) columns[name][worker] = columns[name][other] as number;
  const others = (columns.flags[worker] as number) & ~workerFlags.falseLocale;
  const hides = (columns.flags[other] as number) & workerFlags.falseLocale;
  columns.flags[worker] = others | hides | workerFlags.extraAccount;
}

function raise(columns: Columns, worker: number, flag: number): void {
  columns.flags[worker] = (columns.flags[worker] as number) | flag;
}
