import type { PopulationParameters } from './parameters.ts';

/** 2015-2019: the best documented years, and the default. */
const defaults: PopulationParameters = {
  workerShares: { US: 0.755, IN: 0.145, other: 0.1 },
  otherCountries: {
    CA: 14,
    GB: 10,
    IT: 7,
    DE: 6,
    BR: 6,
    PH: 6,
    FR: 5,
    VE: 5,
    ES: 4,
    MX: 3,
    RO: 3,
    MK: 3,
    ID: 2,
    PK: 2,
    AU: 2,
    NG: 2,
    KE: 2,
    GR: 2,
    PL: 2,
    RS: 2,
    NL: 2,
    PT: 2,
    TR: 2,
    AR: 2,
    JM: 2,
    LK: 1,
    BD: 1,
    EG: 1,
  },
  falseLocaleShare: 0.06,
  // Of the others no share was published: this one leaves .5 of all (P11) beside the published .52 and .35, by P09's mix.
  femaleShares: { US: 0.5, IN: 0.39, other: 0.61 },
  birthDecades: { '1960s': 0.1, '1970s': 0.2, '1980s': 0.5, '1990s': 0.2 },
  youngerByYears: { US: 0, IN: 3, other: 1 },

  stays: {
    brief: { share: 0.5, meanDays: 8 },
    passing: { share: 0.2, meanDays: 60 },
    settled: { share: 0.3, meanDays: 606 },
  },
  activeSpellMeanDays: 75,
  pauseMeanDays: 100,
  onlineHoursPerWeek: { median: 4.8, sigma: 1.2 },
  onlineHoursFactors: { US: 1, IN: 1.3, other: 1 },
  onlineHoursPerWeekMax: 90,
  reportedHoursShare: 0.63,
  paidTimeShare: 0.54,
  sessionHours: { atOneHourPerWeek: 0.45, exponent: 0.45, sigma: 0.7 },
  chronotypes: {
    day: {
      lightShare: 0.12,
      heavyShare: 0.8,
      weekdayHours: [
        0.05, 0.03, 0.02, 0.02, 0.05, 0.2, 0.6, 1.1, 1.5, 1.65, 1.65, 1.65, 1.55, 1.6, 1.65, 1.55, 1.35, 1.1,
        0.85, 0.7, 0.55, 0.35, 0.18, 0.08,
      ],
      weekendHours: [
        0.06, 0.04, 0.03, 0.02, 0.04, 0.1, 0.3, 0.6, 0.95, 1.15, 1.2, 1.2, 1.15, 1.15, 1.15, 1.05, 0.9, 0.75,
        0.6, 0.5, 0.4, 0.3, 0.15, 0.08,
      ],
    },
    evening: {
      lightShare: 0.72,
      heavyShare: 0.195,
      weekdayHours: [
        0.45, 0.2, 0.08, 0.05, 0.05, 0.1, 0.3, 0.5, 0.6, 0.6, 0.65, 0.7, 0.8, 0.8, 0.8, 0.95, 1.2, 1.6, 2,
        2.4, 2.6, 2.4, 1.8, 1,
      ],
      weekendHours: [
        0.6, 0.3, 0.12, 0.07, 0.05, 0.08, 0.2, 0.5, 1, 1.45, 1.75, 1.85, 1.85, 1.85, 1.85, 1.85, 1.7, 1.6,
        1.7, 1.9, 2, 1.8, 1.5, 1,
      ],
    },
    night: {
      lightShare: 0.16,
      heavyShare: 0.005,
      weekdayHours: [
        2.2, 1.9, 1.6, 1.2, 0.8, 0.5, 0.4, 0.35, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1, 1, 1.1, 1.3, 1.6,
        2, 2.3, 2.4,
      ],
      weekendHours: [
        2.3, 2, 1.7, 1.3, 0.9, 0.6, 0.45, 0.4, 0.4, 0.45, 0.55, 0.7, 0.8, 0.9, 1, 1, 1, 1, 1.1, 1.3, 1.6, 2,
        2.3, 2.4,
      ],
    },
  },
  tasksPerDayMax: { newcomer: 100, established: 3800 },

  reservationWage: { median: 1.38, sigma: 1.86 },
  surveyTaste: { median: 1, sigma: 0.85 },
  botherDollars: { median: 1.25, sigma: 1.28 },
  sortsByNewest: { a: 0.8, b: 0.8 },
  deepSearchShare: 0.1,
  queuesSeveralShare: 0.61,

  speed: { median: 1, sigma: 0.7 },
  taskSeconds: { median: 75, sigma: 0.8 },
  qualityShares: {
    brief: { expert: 0.08, ordinary: 0.6, careless: 0.22, uniformSpammer: 0.07, constantSpammer: 0.03 },
    passing: { expert: 0.12, ordinary: 0.66, careless: 0.17, uniformSpammer: 0.035, constantSpammer: 0.015 },
    settled: { expert: 0.17, ordinary: 0.69, careless: 0.12, uniformSpammer: 0.015, constantSpammer: 0.005 },
  },
  accuracy: {
    expert: { mean: 0.92, deviation: 0.03 },
    ordinary: { mean: 0.79, deviation: 0.07 },
    careless: { mean: 0.6, deviation: 0.09 },
    uniformSpammer: { mean: 0.33, deviation: 0.05 },
    constantSpammer: { mean: 0.33, deviation: 0.05 },
  },
  skillActivityCorrelation: 0.15,
  inattention: { expert: 0.002, ordinary: 0.008, careless: 0.15, uniformSpammer: 0.6, constantSpammer: 0.75 },
  rejectionShares: {
    expert: 0.002,
    ordinary: 0.004,
    careless: 0.02,
    uniformSpammer: 0.1,
    constantSpammer: 0.15,
  },
  rejectionSigma: 1,

  extraAccountShare: 0.01,
  botShare: 0.002,
  adultShare: 0.4,
  masters: { approvedMin: 5000, ratePercentMin: 99, tenureDaysMin: 180, share: 0.35 },

  maritalShares: { single: 0.4, married: 0.4, cohabiting: 0.1, other: 0.1 },
  householdSizeShares: { '1': 0.11, '2': 0.23, '3': 0.3, '4': 0.27, '5+': 0.09 },
  householdIncomeShares: {
    US: {
      '<10k': 0.06,
      '10-15k': 0.06,
      '15-25k': 0.08,
      '25-40k': 0.16,
      '40-60k': 0.24,
      '60-75k': 0.16,
      '75-100k': 0.15,
      '100k+': 0.09,
    },
    IN: {
      '<10k': 0.31,
      '10-15k': 0.22,
      '15-25k': 0.16,
      '25-40k': 0.12,
      '40-60k': 0.09,
      '60-75k': 0.04,
      '75-100k': 0.03,
      '100k+': 0.03,
    },
    other: {
      '<10k': 0.2,
      '10-15k': 0.15,
      '15-25k': 0.17,
      '25-40k': 0.18,
      '40-60k': 0.14,
      '60-75k': 0.07,
      '75-100k': 0.05,
      '100k+': 0.04,
    },
  },
  degreeShares: { US: 0.66, IN: 0.9, other: 0.6 },
};

/** Programs and hidden locations swell in 2018 (E): low-quality answers come in numbers behind US addresses. */
const crisis2018: PopulationParameters = {
  ...defaults,
  workerShares: { US: 0.735, IN: 0.185, other: 0.08 },
  falseLocaleShare: 0.35,
  botShare: 0.02,
  qualityShares: {
    ...defaults.qualityShares,
    settled: { expert: 0.13, ordinary: 0.57, careless: 0.2, uniformSpammer: 0.07, constantSpammer: 0.03 },
  },
};

/** Half-life of P07, country mix of C1; other rows carry over for want of better ones. */
const years2020to2022: PopulationParameters = {
  ...defaults,
  workerShares: { US: 0.765, IN: 0.125, other: 0.11 },
  femaleShares: { US: 0.47, IN: 0.35, other: 0.45 },
  stays: { ...defaults.stays, settled: { share: 0.3, meanDays: 690 } },
};

/**
 * The last years. The survey's answers drift in ways that its keepers distrust (J7): country mix and half-life are
 * C1's and P07's, women are C7's, nearly everybody says married; more low-quality accounts (P45).
 */
const years2023to2026: PopulationParameters = {
  ...defaults,
  workerShares: { US: 0.95, IN: 0.02, other: 0.03 },
  falseLocaleShare: 0.4,
  femaleShares: { US: 0.37, IN: 0.35, other: 0.4 },
  stays: { ...defaults.stays, settled: { share: 0.3, meanDays: 365 } },
  qualityShares: {
    ...defaults.qualityShares,
    settled: { expert: 0.11, ordinary: 0.5, careless: 0.27, uniformSpammer: 0.08, constantSpammer: 0.04 },
  },
  maritalShares: { single: 0.06, married: 0.88, cohabiting: 0.03, other: 0.03 },
};

export const presets = {
  '2015-2019': defaults,
  '2018-crisis': crisis2018,
  '2020-2022': years2020to2022,
  '2023-2026': years2023to2026,
} as const satisfies Record<string, PopulationParameters>;
export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as [PresetName, ...PresetName[]];
export const defaultParameters: PopulationParameters = defaults;
