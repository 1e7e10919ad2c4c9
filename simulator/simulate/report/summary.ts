import type { MeasureFormat, MeasureName } from '../collectors/measures.ts';
import { measures } from '../collectors/measures.ts';
import type { Band, Results, Variant } from '../results.ts';
import { bandText, formatted, variantName } from './format.ts';

/** What came out, in sentences: for one variant what it was, for several how they differ. */
export function summaryLines(results: Results): string[] {
  const shown = results.variants.filter(({ runs }) => runs.length > 0);
  const [first] = shown;
  if (!first) return ['No run was begun.'];
  const lines = shown.length === 1 ? sentencesOf(first) : comparisons(results, shown);
  if (lines.length === 0)
    lines.push(shown.length === 1 ? marketSentence(first) : 'Nothing told here differs.');
  const early = results.partial
    ? ['Some runs ended before their time: the numbers say what was until then.']
    : [];
  return [...early, ...lines];
}

function sentencesOf(variant: Variant): string[] {
  const { wanted, population } = variant.summary.measures;
  if (wanted && !population) return ['The run ended before the batch was posted.'];
  const say = sayer(variant);
  return [
    completionSentence(variant),
    eligibleSentence(variant),
    costSentence(variant),
    say('accuracy', (accuracy) => {
      const majority = say(
        'majorityAccuracy',
        (share) => `; the majority of a HIT's answers is right for ${share} of HITs`,
      );
      return `${accuracy} of the single answers are right${majority ?? ''}.`;
    }),
    say('checksFailedShare', (share) => `${share} of the submissions fail an attention check.`),
    exclusionSentence(variant),
    say(
      'testsTaken',
      (taken) =>
        `${taken} took the test, ${text(variant, 'testsPassed')} passed, ${text(variant, 'testedWorked')} of these then worked.`,
    ),
    say('formerShare', (share) => `${share} of the participants of later waves had taken part before.`),
    wanted ? undefined : newcomerSentence(variant),
    say('payPerHour', (wage) => {
      const below = say('belowMinimumWage', (share) => `; ${share} of the participants stayed below $7.25`);
      return `Half of the participants earned more than ${wage} for their work${below ?? ''}.`;
    }),
  ].flatMap((line) => line ?? []);
}

function costSentence(variant: Variant): string | undefined {
  const say = sayer(variant);
  return say('spend', (spend) => {
    const { undecided } = variant.summary.measures;
    const [things, were] = undecided?.high === 1 ? ['submission', 'was'] : ['submissions', 'were'];
    const waiting = undecided && undecided.median > 0;
    const tail = waiting ? `; ${text(variant, 'undecided')} ${things} ${were} still undecided` : '';
    const each = say('spendPerApproved', (dollars) => `, ${dollars} for each approved assignment`);
    return `It cost ${spend}: ${text(variant, 'pay')} for workers and ${text(variant, 'fees')} in fees${each ?? ''}${tail}.`;
  });
}

function exclusionSentence(variant: Variant): string | undefined {
  if (variant.summary.measures.excludedShare?.high === 0) return 'Nobody is shut out by a requirement.';
  return sayer(variant)('excludedShare', (share) => {
    const good = text(variant, 'excludedGood');
    return `The requirements shut out ${share} of all workers: ${good} of the good ones, ${text(variant, 'excludedPoor')} of the poor ones, ${text(variant, 'excludedNew')} of the newcomers.`;
  });
}

/** How many of the newcomers reach the usual bars, and how long they take. */
function newcomerSentence(variant: Variant): string | undefined {
  const say = sayer(variant);
  const within = (name: MeasureName) => say(name, (days) => ` (half of these within ${days})`) ?? '';
  return say(
    'reached100',
    (share) =>
      `Of those who joined in the first half of the run ${share} reached 100 approved HITs${within('daysTo100')}, ${text(variant, 'reached1000')} reached 1,000${within('daysTo1000')}.`,
  );
}

/** Where nothing is studied. */
const marketSentence = (variant: Variant): string =>
  `Workers on line on average: ${text(variant, 'meanOnline')}; submissions: ${text(variant, 'submissions')}.`;

function eligibleSentence(variant: Variant): string | undefined {
  const say = sayer(variant);
  const of = `Of ${text(variant, 'population')} workers`;
  const waiting = say(
    'eligibleButTest',
    (count) => `${of} ${count} could work once they have passed the test.`,
  );
  const online = say('eligibleOnline', (count) => `; ${count} of them were on line when it was posted`);
  return (
    waiting ??
    say(
      'eligible',
      (count) => `${of} ${count} were eligible (${text(variant, 'eligibleShare')})${online ?? ''}.`,
    )
  );
}

function completionSentence({ summary, runs }: Variant): string | undefined {
  const { wanted, hoursTo50, hoursToAll, shareDone } = summary.measures;
  if (!wanted) return undefined;
  const done = `${bandText(shareDone ?? nothing, 'share')} by the end of the run`;
  const count = formatted(wanted.median, 'count');
  if (!hoursTo50) return `Less than half of what was wanted (${count}) was submitted: ${done}.`;
  const when = `${bandText(hoursTo50, 'hours')} after posting`;
  if (wanted.median === 1) return `The one assignment was submitted ${when}${shareOfRuns(hoursTo50, runs)}.`;
  const all = hoursToAll?.runs === runs.length ? `all of them after ${bandText(hoursToAll, 'hours')}` : done;
  return `Half of the ${count} assignments were submitted ${when}${shareOfRuns(hoursTo50, runs)}, ${all}.`;
}

/** Said where not all runs came so far. */
const shareOfRuns = ({ runs }: Band, all: readonly unknown[]): string =>
  runs === all.length ? '' : ` in ${runs} of ${all.length} runs`;

const nothing: Band = { low: 0, median: 0, high: 0, runs: 1 };

/** The measure in words, put into a sentence; undefined where the variant has no such number. */
function sayer({ summary }: Variant) {
  return (name: MeasureName, sentence: (words: string) => string): string | undefined => {
    const band = summary.measures[name];
    return band && sentence(bandText(band, measures[name].format));
  };
}

const text = ({ summary }: Variant, name: MeasureName): string => {
  const band = summary.measures[name];
  return band ? bandText(band, measures[name].format) : 'none';
};

/** Measures that a comparison names, and how it calls them. */
const compared: readonly (readonly [MeasureName, string])[] = [
  ['eligibleShare', 'Eligible workers'],
  ['hoursTo50', 'Until half is submitted'],
  ['shareDone', 'Done by the end of the run'],
  ['spendPerApproved', 'Cost of an approved assignment'],
  ['accuracy', 'Right single answers'],
  ['majorityAccuracy', 'Right by majority'],
  ['checksFailedShare', 'Attention checks failed'],
  ['botAnswers', 'Answers by programs'],
  ['excludedGood', 'Good workers shut out'],
  ['formerShare', 'Former participants in later waves'],
  ['payPerHour', 'Pay per hour of work'],
];
/** The same where nothing is studied. */
const comparedMarkets: typeof compared = [
  ['reached100', 'Newcomers who reached 100 approved HITs'],
  ['daysTo100', 'Until 100 approved HITs'],
  ['marketPerHour', 'Earned per hour on line'],
];

/** Times to fill differ from run to run far more than other numbers: never the middle alone. */
const wordsOf = (band: Band, format: MeasureFormat, runs: readonly unknown[]): string =>
  format === 'hours' ? `${bandText(band, format)}${shareOfRuns(band, runs)}` : formatted(band.median, format);

function comparisons(results: Results, shown: readonly Variant[]): string[] {
  const isStudied = shown.some(({ summary }) => summary.measures.wanted);
  return (isStudied ? compared : comparedMarkets).flatMap(([name, label]) => {
    const { format } = measures[name];
    const parts = shown.map((variant) => {
      const band = variant.summary.measures[name];
      return `${variantName(results, variant)}: ${band ? wordsOf(band, format, variant.runs) : 'none'}`;
    });
    const has = shown.some((variant) => variant.summary.measures[name] !== undefined);
    const differs = new Set(parts.map((part) => part.slice(part.lastIndexOf(': ')))).size > 1;
    return has && differs ? [`${label}: ${parts.join(' · ')}`] : [];
  });
}
