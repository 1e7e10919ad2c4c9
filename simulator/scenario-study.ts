import { z } from 'zod';
import { countryNumber } from './population/places.ts';

const share = (about: string) => z.number().min(0).max(1).describe(about);
const positive = (about: string) => z.number().positive().describe(about);
/** The shortest lifetime of a HIT and time for an assignment, seconds, as the Requester API has it. */
const secondsMin = 30;
const hours = (about: string) => z.number().min(0).max(100_000).describe(about);

/** What the requester under study posts. */
export const batchSchema = z.strictObject({
  title: z.string().min(1).max(128).default('Which label fits?').describe('As workers see it'),
  description: z
    .string()
    .min(1)
    .max(2000)
    .default('Look at one item and choose the label that fits.')
    .describe('As workers see it'),
  keywords: z.string().max(1000).default('labelling, categorization').describe('As workers see them'),
  survey: z
    .boolean()
    .default(false)
    .describe('A survey, which each worker takes once, rather than items to be labelled'),
  reward: z
    .number()
    .min(0.01)
    .max(1000)
    .multipleOf(0.01, 'whole cents')
    .describe('US dollars for one assignment, whole cents'),
  hits: z.int().min(1).max(50_000).default(1).describe('HITs in the batch; for a survey 1'),
  assignments: z.int().min(1).max(50_000).default(1).describe('Different workers who do each HIT'),
  taskSeconds: positive('Time that an ordinary worker needs for one assignment').max(86_400),
  options: z
    .int()
    .min(2)
    .max(26)
    .default(4)
    .describe('Answers to choose from, one of which is right; a survey has none'),
  attentionChecks: z.int().min(0).max(20).default(0).describe('Attention checks in each assignment'),
  lifetimeHours: z
    .number()
    .min(secondsMin / 3600)
    .max(8760)
    .describe('From posting to expiry, 30 seconds at least')
    .default(168),
  allowedMinutes: z
    .number()
    .min(secondsMin / 60)
    .max(525_600)
    .describe('Time allowed for one assignment, 30 seconds at least')
    .default(60),
  autoApprovalHours: hours('From submission to automatic approval').max(720).default(72),
  postAtHours: hours(
    'From the start of the run to posting; before, the market fills and people come on line',
  ).default(24),
  waves: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .describe('How often the batch is posted; the HITs are new each time'),
  waveEveryHours: positive('Between two postings').default(48),
  rejectedShare: share('Submissions that this requester rejects on average').default(0.005),
});
export type StudyBatch = z.infer<typeof batchSchema>;

/** Requirements of the batch; what is left out, or null, is not asked for. */
export const requirementsSchema = z.strictObject({
  approval: z.int().min(0).max(100).nullish().describe('Least approval rate, percent'),
  hitsApproved: z.int().min(0).max(10_000_000).nullish().describe('Least number of approved HITs'),
  countries: z
    .array(
      z
        .string()
        .regex(/^[A-Z]{2}$/, 'a two-letter country code such as US')
        .refine((code) => countryNumber(code) !== undefined, 'no country of ISO 3166'),
    )
    .min(1)
    .max(30)
    .nullish()
    .describe('Workers of these countries'),
  masters: z.boolean().nullish().describe('Masters only'),
  test: z
    .strictObject({
      questions: z.int().min(1).max(50).default(10).describe('Questions of four choices each'),
      passPercent: z.int().min(1).max(100).default(80).describe('Score that opens the batch'),
      minutes: positive('Median time for the test').max(600).default(8),
      retryHours: positive('Least time before another try; left out: one try, ever').nullish(),
    })
    .nullish()
    .describe("A Qualification of the requester's own, had by a test"),
  formerParticipants: z
    .enum(['excluded', 'only'])
    .nullish()
    .describe('Who took part in an earlier wave, by a Qualification that every participant is given'),
});
export type StudyRequirements = z.infer<typeof requirementsSchema>;

/** Accounts run by programs that join within a short time. */
export const botWaveSchema = z.strictObject({
  accounts: z.int().min(1).max(1_000_000).describe('How many join'),
  atHours: hours('From the start of the run to the first').default(24),
  withinHours: positive('In which they join').default(12),
  falseLocaleShare: share('Those that register a US address').default(0.9),
  speed: positive('How much faster than an ordinary worker they answer').default(4),
  onlineHoursPerWeek: positive('Hours on line in a week').max(168).default(100),
  rejectedShare: share(
    'Submissions that requesters reject on average: few, since most of them look at little (P27); such accounts kept 95 % in 2018',
  ).default(0.02),
  historyApproved: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(0)
    .describe('Approved HITs that the accounts bring along, as bought ones do'),
});
export type BotWave = z.infer<typeof botWaveSchema>;

/** A parameter and the values that are compared. */
export const sweepSchema = z.strictObject({
  path: z.string().min(1).describe('Place of a parameter in this file, such as requirements.approval'),
  values: z.array(z.unknown()).min(1).max(50).describe('Its values; null leaves the parameter out'),
});
export type Sweep = z.infer<typeof sweepSchema>;
