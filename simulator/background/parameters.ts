import { z } from 'zod';

const share = (about: string) => z.number().min(0).max(1).describe(about);
const positive = (about: string) => z.number().positive().describe(about);

/** The unnamed rest of the market in the background level of detail: groups that stand in the list and work that is done, without a record each. */
export const backgroundMarket = z.strictObject({
  groupsPerHour: positive('Groups posted an hour, as a tracker saw them (P33: 1,480 a day)'),
  standingGroups: positive(
    'Groups that stand in the list at a time (G6: 16.3 million observations in 7,026 hourly crawls)',
  ),
  standingSize: z
    .strictObject({
      median: positive('HITs'),
      sigma: z.number().min(0).max(5).describe('Spread of the logarithm'),
    })
    .describe('Sizes of standing groups; derived from P36'),
  halvingAgeHours: positive(
    'Age by which groups begin to be used up: of those posted at an age, 1 / sqrt(1 + age / this) still stand (V25: completion times with exponent 1.5); set so that as many stand as G6 counted',
  ),
  payPerHour: z
    .strictObject({
      median: positive('US dollars'),
      sigma: z.number().min(0).max(5).describe('Spread of the logarithm'),
    })
    .describe(
      'Pay of the work on offer, by HIT (P40: median 2.54; D2: lower than P39 by requester); the spread derived from V20',
    ),
  offersPerSession: z
    .int()
    .min(1)
    .max(20)
    .describe('Offers among which a worker chooses what a session is spent on; derived from V20'),
  idleAppeal: z
    .number()
    .min(0)
    .describe(
      'Appeal of doing none of the offers of a session for a while, against one that pays well; derived from V20 and V21',
    ),
  usualEngagement: share(
    'Share of the time that is not spent on finding nothing that suits, at the usual reservation wage; derived from V21 against V20',
  ),
  qualifiedBarApproved: z.int().min(0).describe('Approved HITs that open the better paid tasks of P40'),
  decidedAtOnceShare: share(
    'Submissions that a program decides within the hour, by HIT: those who post most do so; derived from P32 and V35, for undecided work counts against the displayed rate (Q96)',
  ),
  reviewMeanDays: positive('Mean days from submission to decision of the others (G5)'),
});
export type BackgroundMarket = z.infer<typeof backgroundMarket>;

export const defaultBackgroundMarket: BackgroundMarket = {
  groupsPerHour: 61.7,
  standingGroups: 2320,
  standingSize: { median: 4, sigma: 2.1 },
  halvingAgeHours: 4,
  payPerHour: { median: 1.9, sigma: 1 },
  offersPerSession: 3,
  idleAppeal: 0.5,
  usualEngagement: 0.72,
  qualifiedBarApproved: 1000,
  decidedAtOnceShare: 0.97,
  reviewMeanDays: 4.8,
};
