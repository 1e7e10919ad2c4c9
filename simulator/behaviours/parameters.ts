import { z } from 'zod';

/** How simulated workers and requesters decide. Each parameter names its row of the published figures, or from what it was derived. */

const share = (about: string) => z.number().min(0).max(1).describe(about);
const positive = (about: string) => z.number().positive().describe(about);
const atLeastZero = (about: string) => z.number().min(0).describe(about);
const lognormal = (about: string) =>
  z
    .strictObject({
      median: positive('Middle value'),
      sigma: z.number().min(0).max(5).describe('Spread of the logarithm'),
    })
    .describe(about);

export const workerBehaviour = z.strictObject({
  pageGroups: z.int().min(1).max(100).describe('HIT groups on a page of the list'),
  newestPages: z.int().min(1).describe('Pages read of the list sorted by newest (P42)'),
  mostHitsPages: z.int().min(1).describe('Pages read of the list sorted by most HITs (P42)'),
  looksPerHour: positive(
    'Times an hour on line that a worker looks at the list; derived from V28 and V30, nothing published (J3)',
  ),
  payResponse: positive(
    'Steepness of the willingness to work in the logarithm of pay over reservation wage (D6: no hard cut)',
  ),
  botherResponse: positive(
    'Steepness of the willingness to begin with a new kind of task, in the logarithm of what it brings in all over what it must bring (V29)',
  ),
  runTasks: positive('Tasks of a large group that a worker expects to do in one go'),
  sizeExponent: atLeastZero("How a group's appeal grows with the HITs left in it (V26)"),
  freshnessHours: positive("Age at which a group's appeal has fallen by half; derived from V26 and V29"),
  nothingAppeal: atLeastZero(
    'Appeal of passing a group over, against that of a fresh group of one HIT that pays well; derived from V29',
  ),
  requesterRejectionDread: atLeastZero(
    "How strongly a requester's rejected share puts workers off (E: 36 % say it affects whether they start)",
  ),
  seekWithoutTestShare: share(
    'Asks for a missing Qualification that takes no test, where the group appeals; nothing published',
  ),
  seekWithTestShare: share('The same with a test (F4: most are put off)'),
  testDifficulty: z
    .number()
    .describe(
      'Logits by which a question of a test is harder than an ordinary task; derived from P43 (.42 pass ten questions at 80 %)',
    ),
  workTimeSigma: z.number().min(0).max(2).describe('Spread of the logarithm of the time for one task'),
  returnShare: share('Accepted tasks that are returned unfinished (P25)'),
  abandonShare: share('Accepted tasks that are left until their deadline passes; nothing published: small'),
  returnPayExponent: atLeastZero('How returns grow as pay falls below the usual (D8)'),
  queueMax: z.int().min(1).max(25).describe('HITs that a worker has accepted at once, at most'),
  queueMean: z.number().min(1).describe('Mean number accepted at once by those who queue (P28)'),
  qualityPayExponent: atLeastZero('How little pay buys quality (D8)'),
  fatiguePerHour: share('Part of the skill above chance that each hour of a session takes'),
});
export type WorkerBehaviour = z.infer<typeof workerBehaviour>;

const shareByCut = (about: string) =>
  z
    .array(
      z.strictObject({ share: share('Of all'), hoursMin: atLeastZero('From'), hoursMax: positive('To') }),
    )
    .min(1)
    .describe(about);

export const requesterBehaviour = z.strictObject({
  batchesPerDay: lognormal('Batches that one requester posts a day; spread derived from P37 and V24'),
  hitsPerBatch: lognormal(
    'HITs of a batch, by requester (P36: mean 40.5, heavy tail); spread derived from V24',
  ),
  hitsPerBatchOwnSigma: z.number().min(0).max(4).describe('Spread between the batches of one requester'),
  hitsPerBatchMax: z.int().min(1).describe('Largest batch'),
  payPerHour: lognormal(
    'Pay offered for an hour of an ordinary worker, by requester, US dollars (P39: median 4.57, mean 11.58)',
  ),
  payVolumeCorrelation: z
    .number()
    .min(-1)
    .max(1)
    .describe("Between a requester's pay and volume (D2, P40: half of all HITs pay less than $2.54 an hour)"),
  taskSeconds: lognormal('Length of a task in a batch of one HIT; derived from P38 with P39'),
  taskSecondsPerDoubling: z
    .number()
    .max(0)
    .describe("Change of the logarithm of a task's length where a batch is twice as large"),
  rewardMinMills: z.int().min(1).describe('Least reward, mills (one cent)'),
  surveyShare: share(
    'Batches of fewer than ten HITs that are surveys with many assignments (G4: surveys most frequent for US workers)',
  ),
  surveyAssignments: lognormal('Assignments of a survey'),
  surveySeconds: lognormal(
    'Length of a survey (P29: 28 questions take 322 seconds, 65 take 650); middle and spread derived from V25',
  ),
  assignmentsOfBatchHits: z
    .array(z.int().min(1))
    .min(1)
    .describe('Assignments per HIT of other batches, each as likely (E: redundancy of one to five)'),
  approvedBarShare: share('Tasks that ask for a number of approved HITs (P40)'),
  approvedBarPayFactor: positive('Pay of such tasks against others (P40: 4.14 over 2.54)'),
  requirementSets: z
    .array(
      z.strictObject({
        weight: atLeastZero('How often'),
        approvalRateMin: z.number().min(0).max(100).optional().describe('Percent'),
        hitsApprovedMin: z.int().min(0).optional().describe('Approved HITs'),
        countries: z
          .array(z.string().regex(/^[A-Z]{2}$/))
          .optional()
          .describe('One of these countries'),
        masters: z.boolean().optional(),
        ownType: z.enum(['test', 'granted']).optional().describe("A Qualification of the requester's own"),
      }),
    )
    .min(1)
    .describe(
      "Typical requirement sets among tasks with requirements beyond P40's bar (E: 95 % and 100, 98 % and 1,000, 99 % and 2,500)",
    ),
  lifetimeHours: lognormal('From posting to expiry'),
  durationFactor: positive('Time allowed for a task, against its usual length'),
  durationSecondsMin: positive('Least time allowed'),
  weekdayHours: z
    .array(z.number().min(0))
    .length(24)
    .describe("When batches are posted, by hour of the requester's day (P33, V36)"),
  weekendFactor: share('Posting on a weekend day against a weekday (V36)'),
  reviewDelays: shareByCut('Hours from submission to decision (G5: a suggestion, nothing published)'),
  rejectionPolicies: z
    .array(
      z.strictObject({
        share: share('Of requesters'),
        rejectedShare: share('Of submissions that they reject on average'),
      }),
    )
    .min(1)
    .describe('Rejection policies (P27)'),
  wrongAnswerRejectionOdds: positive('How much likelier a wrong answer is rejected than a right one'),
  grantDelayHours: lognormal(
    'From a Qualification request to its decision, where a requester decides; nothing published',
  ),
  grantShare: share('Requests that are granted where a requester decides; nothing published'),
  blockShareOfRejected: share('Rejected work whose worker is blocked; nothing published: rare'),
  bonusShare: share('Approved work that gets a bonus; nothing published'),
  bonusFactor: lognormal('A bonus as a multiple of the reward'),
  repostRateShare: share(
    'A batch is posted again when it goes this much slower than in its first hours (V32)',
  ),
  repostAfterHours: positive('And not before this age'),
  repostShare: share('Requesters who do so'),
});
export type RequesterBehaviour = z.infer<typeof requesterBehaviour>;

export const defaultWorkerBehaviour: WorkerBehaviour = {
  pageGroups: 20,
  newestPages: 1,
  mostHitsPages: 2,
  looksPerHour: 12,
  payResponse: 1,
  botherResponse: 2,
  runTasks: 20,
  sizeExponent: 0.25,
  freshnessHours: 48,
  nothingAppeal: 5,
  requesterRejectionDread: 6,
  seekWithoutTestShare: 0.3,
  seekWithTestShare: 0.1,
  testDifficulty: 0.55,
  workTimeSigma: 0.45,
  returnShare: 0.13,
  abandonShare: 0.01,
  returnPayExponent: 0.25,
  queueMax: 25,
  queueMean: 4,
  qualityPayExponent: 0.02,
  fatiguePerHour: 0.015,
};

export const defaultRequesterBehaviour: RequesterBehaviour = {
  batchesPerDay: { median: 0.0045, sigma: 2.1 },
  hitsPerBatch: { median: 2.4, sigma: 2.25 },
  hitsPerBatchOwnSigma: 0.9,
  hitsPerBatchMax: 100_000,
  payPerHour: { median: 4.57, sigma: 1.364 },
  payVolumeCorrelation: -0.3,
  taskSeconds: { median: 90, sigma: 0.9 },
  taskSecondsPerDoubling: -0.08,
  rewardMinMills: 10,
  surveyShare: 0.5,
  surveyAssignments: { median: 100, sigma: 0.9 },
  surveySeconds: { median: 330, sigma: 0.8 },
  assignmentsOfBatchHits: [1, 1, 1, 3, 3, 5],
  approvedBarShare: 0.19,
  approvedBarPayFactor: 1.63,
  requirementSets: [
    { weight: 40 },
    { weight: 22, approvalRateMin: 95 },
    { weight: 8, approvalRateMin: 95, countries: ['US'] },
    { weight: 8, approvalRateMin: 98, countries: ['US'] },
    { weight: 6, approvalRateMin: 98, countries: ['US', 'CA', 'GB', 'AU'] },
    { weight: 4, countries: ['US'] },
    { weight: 4, masters: true },
    { weight: 5, ownType: 'granted' },
    { weight: 3, ownType: 'test' },
  ],
  lifetimeHours: { median: 72, sigma: 0.8 },
  durationFactor: 8,
  durationSecondsMin: 600,
  weekdayHours: [
    0.5, 0.4, 0.3, 0.3, 0.3, 0.3, 0.4, 0.6, 0.9, 1.2, 1.4, 1.5, 1.5, 1.6, 1.7, 1.7, 1.6, 1.4, 1.2, 1.1, 1.1,
    1, 0.8, 0.7,
  ],
  weekendFactor: 0.6,
  reviewDelays: [
    { share: 0.6, hoursMin: 0, hoursMax: 24 },
    { share: 0.3, hoursMin: 72, hoursMax: 168 },
    { share: 0.1, hoursMin: 720, hoursMax: 720 },
  ],
  rejectionPolicies: [
    { share: 0.9, rejectedShare: 0.004 },
    { share: 0.06, rejectedShare: 0.025 },
    { share: 0.04, rejectedShare: 0.1 },
  ],
  wrongAnswerRejectionOdds: 6,
  grantDelayHours: { median: 6, sigma: 1.2 },
  grantShare: 0.8,
  blockShareOfRejected: 0.03,
  bonusShare: 0.02,
  bonusFactor: { median: 1, sigma: 0.8 },
  repostRateShare: 0.1,
  repostAfterHours: 12,
  repostShare: 0.2,
};
