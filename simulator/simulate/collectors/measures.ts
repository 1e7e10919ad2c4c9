/** How a measure is written for people. */
export type MeasureFormat = 'count' | 'share' | 'hours' | 'dollars' | 'dollars an hour' | 'days' | 'ratio';

export interface Measure {
  /** Heading in the report. */
  readonly section: Section;
  readonly label: string;
  readonly format: MeasureFormat;
  /** What it says, where the label can't. */
  readonly about?: string;
}

export const sections = [
  'completion',
  'eligibility',
  'cost',
  'quality',
  'exclusion',
  'earnings',
  'qualification',
  'waves',
  'newcomers',
  'market',
] as const;
export type Section = (typeof sections)[number];

const of = (section: Section) => (label: string, format: MeasureFormat, about?: string) =>
  ({ section, label, format, ...(about === undefined ? {} : { about }) }) satisfies Measure;
const [completion, eligibility, cost, quality, exclusion] = [
  of('completion'),
  of('eligibility'),
  of('cost'),
  of('quality'),
  of('exclusion'),
];
const [earnings, qualification, waves, newcomers, market] = [
  of('earnings'),
  of('qualification'),
  of('waves'),
  of('newcomers'),
  of('market'),
];

/** Every measure of a run, named once; a run gives a number for each, or null where it has none. */
export const measures = {
  wanted: completion('Assignments wanted', 'count'),
  accepted: completion('Accepted', 'count'),
  submitted: completion('Submitted', 'count'),
  returned: completion('Returned unfinished', 'count'),
  abandoned: completion('Abandoned', 'count'),
  shareDone: completion('Done', 'share', 'Submitted of what was wanted, by the end of the run'),
  hoursToFirst: completion('Until the first submission', 'hours'),
  hoursTo10: completion('Until 10 % are submitted', 'hours'),
  hoursTo50: completion('Until half are submitted', 'hours'),
  hoursTo90: completion('Until 90 % are submitted', 'hours'),
  hoursToAll: completion('Until all are submitted', 'hours', 'None where the run ended before'),
  participants: completion('Different workers', 'count'),

  population: eligibility(
    'Workers in the market',
    'count',
    'When the batch was posted; accounts of those who left since the start are among them',
  ),
  eligible: eligibility('Eligible workers', 'count', 'They meet every requirement'),
  eligibleButTest: eligibility('Eligible but for the test', 'count', 'They meet all that is asked beside it'),
  eligibleShare: eligibility('Eligible', 'share'),
  onlineAtPosting: eligibility('On line at posting', 'count'),
  eligibleOnline: eligibility('Eligible and on line at posting', 'count'),

  pay: cost('Paid to workers', 'dollars'),
  fees: cost('Fees', 'dollars'),
  spend: cost('Spent', 'dollars', 'Pay, bonuses and fees'),
  spendPerApproved: cost('Spent per approved assignment', 'dollars'),
  spendPerRight: cost('Spent per right answer', 'dollars', 'Over single answers that are right'),
  rejectedShare: cost('Rejected', 'share', 'Of decided submissions'),
  undecided: cost('Undecided at the end', 'count', 'Submitted, neither paid nor rejected yet'),

  accuracy: quality('Right answers', 'share', 'Over single answers'),
  majorityAccuracy: quality('Right by majority', 'share', 'Over HITs, ties drawn'),
  agreement: quality('Agreement', 'share', 'Mean share of the answers of a HIT that agree with its majority'),
  checksFailedShare: quality('Failed an attention check', 'share', 'Of submissions'),
  botAnswers: quality('Answers by programs', 'share', 'Of submissions'),
  careless: quality('Answers by careless workers and spammers', 'share', 'Of submissions'),

  excluded: exclusion('Workers shut out', 'count'),
  excludedShare: exclusion('Shut out', 'share', 'Of workers in the market'),
  excludedHours: exclusion('Hours shut out', 'share', 'Of the hours on line that workers have in a week'),
  excludedGood: exclusion('Good workers shut out', 'share', 'Of experts and ordinary workers'),
  excludedPoor: exclusion('Poor workers shut out', 'share', 'Of careless workers and spammers'),
  excludedNew: exclusion('Newcomers shut out', 'share', 'Of workers with fewer than 100 submissions'),

  payPerHour: earnings('Paid per hour of work, median', 'dollars an hour', 'By participant'),
  payPerHourLow: earnings('The same, lowest tenth', 'dollars an hour'),
  payPerHourHigh: earnings('The same, highest tenth', 'dollars an hour'),
  belowMinimumWage: earnings('Participants below $7.25 an hour', 'share'),
  marketPerHour: earnings(
    'Earned per hour on line, median',
    'dollars an hour',
    'All workers, all their work',
  ),

  testsAsked: qualification('Asked for the test', 'count'),
  testsTaken: qualification('Took the test', 'count'),
  testsPassed: qualification('Passed', 'count'),
  passRate: qualification('Passed of those who took it', 'share'),
  testedWorked: qualification('Passed and then worked', 'count'),

  wavesPosted: waves('Waves posted', 'count'),
  formerShare: waves('Former participants', 'share', 'Of the participants of later waves'),
  lastWaveHoursTo50: waves('Until half of the last wave is submitted', 'hours'),

  joined: newcomers('Joined', 'count'),
  reached100: newcomers('Reached 100 approved HITs', 'share', 'Of those who joined in the first half'),
  reached500: newcomers('Reached 500', 'share'),
  reached1000: newcomers('Reached 1,000', 'share'),
  reached5000: newcomers('Reached 5,000', 'share'),
  daysTo100: newcomers('Until 100 approved HITs', 'days', 'Median of those who got there'),
  daysTo1000: newcomers('Until 1,000', 'days'),

  meanOnline: market('Workers on line, mean', 'count'),
  commands: market('Commands', 'count'),
  events: market('Events', 'count'),
  submissions: market('Submissions of all work', 'count'),
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof measures;
export type Measured = Readonly<Partial<Record<MeasureName, number | null>>>;
