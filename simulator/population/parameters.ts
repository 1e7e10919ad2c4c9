import { z } from 'zod';

/**
 * What a population is drawn from. Every parameter names its row in the table of published figures (P09, C4, ...) or says
 * that it was derived, and from what; the schema gives its unit and the values that make sense.
 */

const share = (about: string) => z.number().min(0).max(1).describe(about);
const positive = (about: string) => z.number().positive().describe(about);
const countryCode = z.string().regex(/^[A-Z]{2}$/, 'a two-letter country code such as US');
const shares = <K extends string>(about: string, keys: readonly [K, ...K[]]) =>
  z.record(z.enum(keys), z.number().min(0).max(1)).describe(`${about}. They need not sum to 1`);

const lognormal = (about: string) =>
  z
    .strictObject({
      median: positive('Middle value'),
      sigma: z.number().min(0).max(5).describe('Spread of the logarithm'),
    })
    .describe(about);

export const regions = ['US', 'IN', 'other'] as const;
export type Region = (typeof regions)[number];

export const qualityKinds = ['expert', 'ordinary', 'careless', 'uniformSpammer', 'constantSpammer'] as const;
export type QualityKind = (typeof qualityKinds)[number];

export const stays = ['brief', 'passing', 'settled'] as const;
export type Stay = (typeof stays)[number];

export const chronotypes = ['day', 'evening', 'night'] as const;
export type Chronotype = (typeof chronotypes)[number];

const dayWeights = z
  .array(z.number().min(0))
  .length(24)
  .refine((weights) => weights.some((weight) => weight > 0), 'one hour at least needs a weight above 0')
  .describe(
    'Weight of each hour of the local day, from midnight; only ratios count, weekdays against weekends too',
  );

const place = {
  workerShares: shares(
    'Where workers live; derived so that the answers to a survey posted around the clock have the mix of P09: it takes as many at four in the morning in America, when India works, as at noon',
    regions,
  ),
  otherCountries: z
    .record(countryCode, z.number().min(0))
    .describe(
      'How "other" divides, by country (C1: Canada 1.4 %, United Kingdom 1.0 %; the rest by rank alone)',
    ),
  falseLocaleShare: share(
    'Workers of "other" and India who registered a US address and hide behind a private server (E)',
  ),
};

const demography = {
  femaleShares: shares('Share of women by region (P11)', regions),
  birthDecades: shares('Decade of birth (P12); "1960s" stands for the 1960s and before', [
    '1960s',
    '1970s',
    '1980s',
    '1990s',
  ]),
  youngerByYears: z
    .record(z.enum(regions), z.number().min(-30).max(30))
    .describe('Years by which a region is younger than the decades of birth say (C6: India three)'),
};

const activity = {
  stays: z
    .record(
      z.enum(stays),
      z.strictObject({
        share: share('Of those who join'),
        meanDays: positive('Mean days from joining to leaving'),
      }),
    )
    .describe(
      'Tenure as a mixture (C4): a large group that stops within days, one that passes through, one that settles with the half-life of P06. Shares derived so that V03 and V09 hold together',
    ),
  activeSpellMeanDays: positive(
    'Mean days in which a worker who stays works week after week; derived from V04 and V14',
  ),
  pauseMeanDays: positive('Mean days of a pause between two such spells; derived from V12'),
  onlineHoursPerWeek: lognormal(
    'Hours on line in a week of an active spell; P18 weighted back from survey takers to workers, and reported hours to hours on line',
  ),
  onlineHoursFactors: z
    .record(z.enum(regions), z.number().positive())
    .describe(
      'By how much a region works longer (P19: 20 and more hours for .26 of US, .35 of Indian survey takers)',
    ),
  onlineHoursPerWeekMax: z.number().positive().max(120).describe('Nobody is on line for longer in a week'),
  reportedHoursShare: share(
    'Hours that a worker reports in a survey, as a share of the hours on line (D5: reports lie between paid time and all time)',
  ),
  paidTimeShare: share('Share of the time on line that is worked on submitted tasks (V20 against V21)'),
  sessionHours: z
    .strictObject({
      atOneHourPerWeek: positive('Mean hours of a session of a worker who is on line for one hour a week'),
      exponent: z.number().min(0).max(1).describe('How the mean grows with the weekly hours'),
      sigma: z.number().min(0).max(2).describe('Spread of the logarithm of one session'),
    })
    .describe(
      'Length of sessions. Nothing published (J3); derived so that one to three sessions make a working day',
    ),
  chronotypes: z
    .record(
      z.enum(chronotypes),
      z.strictObject({
        lightShare: share('Of workers with the fewest weekly hours'),
        heavyShare: share('Of workers with the most; in between shares change evenly'),
        weekdayHours: dayWeights,
        weekendHours: dayWeights,
      }),
    )
    .describe(
      'When people work, in local time. Shaped so that P10, V17 and the hours of section H come out; those with few hours work evenings and weekends more (V19)',
    ),
  tasksPerDayMax: z
    .strictObject({ newcomer: positive('In the first ten days'), established: positive('Later') })
    .describe("Amazon's caps on a worker (P22)"),
};

const choice = {
  reservationWage: lognormal('Hourly pay below which a worker rather does nothing, US dollars (P23)'),
  surveyTaste: lognormal(
    'How willingly a worker takes surveys, against other work of the same pay; spread derived from V04 and V05',
  ),
  botherDollars: lognormal(
    'What a task must bring in all, US dollars, before somebody begins with a new kind of it: half do at this much. Derived from V04 and V05 (few take a survey for five cents), V13 and V29',
  ),
  sortsByNewest: z
    .strictObject({ a: positive('Beta'), b: positive('Beta') })
    .describe(
      "Share of a worker's looks at the list that sort by newest, the others sort by most HITs (P42)",
    ),
  deepSearchShare: z
    .number()
    .min(0.0001)
    .max(0.9)
    .describe('Workers who look more than ten pages deep (P42: a minority)'),
  queuesSeveralShare: share('Workers who accept several HITs before working on them (P28)'),
};

const work = {
  speed: lognormal(
    "Time an ordinary worker needs for a task, divided by this worker's time; spread derived from V20",
  ),
  taskSeconds: lognormal(
    'Length of the tasks that a worker mostly does, seconds; the level derived from V11 and V21, the spread from V11',
  ),
  qualityShares: z
    .record(z.enum(stays), shares('Kinds of workers', qualityKinds))
    .describe(
      'Kinds of workers by quality (E: three classes and two kinds of spammers), by how long they stay',
    ),
  accuracy: z
    .record(
      z.enum(qualityKinds),
      z.strictObject({ mean: share('Mean'), deviation: share('Standard deviation') }),
    )
    .describe(
      "Share of right answers on an ordinary task (E: mean F .764, deviation .130 over all); a spammer's is what chance gives",
    ),
  skillActivityCorrelation: z
    .number()
    .min(-1)
    .max(1)
    .describe('Between skill and weekly hours (E: weak and positive)'),
  inattention: z
    .record(z.enum(qualityKinds), share('Chance to fail one attention check'))
    .describe('Failing an attention check, by kind (V33, E)'),
  rejectionShares: z
    .record(z.enum(qualityKinds), share('Mean share of submissions'))
    .describe('Submissions rejected, by kind; together .7 % of all (P26)'),
  rejectionSigma: z
    .number()
    .min(0)
    .max(3)
    .describe("Spread of the logarithm of a worker's own rejected share; derived from V34"),
};

const standing = {
  extraAccountShare: share(
    'Accounts that belong to a person who has another one (J, derived from nothing published: small)',
  ),
  botShare: share('Accounts run by a program (E, 2018 crisis)'),
  adultShare: share('Workers who allow adult content'),
  masters: z
    .strictObject({
      approvedMin: z.number().min(0).describe('Approved HITs'),
      ratePercentMin: z.number().min(0).max(100).describe('Displayed approval rate'),
      tenureDaysMin: z.number().min(0).describe('Days since joining'),
      share: share('Of those who reach the three bars'),
    })
    .describe(
      "Who holds Masters: the bars and the draw that stand in for Amazon's unpublished model (P44); their number is unknown (J2)",
    ),
};

const people = {
  maritalShares: shares('Marital status (P13)', ['single', 'married', 'cohabiting', 'other']),
  householdSizeShares: shares('People in the household (P14)', ['1', '2', '3', '4', '5+']),
  householdIncomeShares: z
    .record(
      z.enum(regions),
      shares('US dollars a year', [
        '<10k',
        '10-15k',
        '15-25k',
        '25-40k',
        '40-60k',
        '60-75k',
        '75-100k',
        '100k+',
      ]),
    )
    .describe('Household income (P15, P16)'),
  degreeShares: shares("Bachelor's degree or more (P17)", regions),
};

export const populationParameters = z.strictObject({
  ...place,
  ...demography,
  ...activity,
  ...choice,
  ...work,
  ...standing,
  ...people,
});
export type PopulationParameters = z.infer<typeof populationParameters>;
