import type { MeasureName } from '../collectors/measures.ts';
import { measures } from '../collectors/measures.ts';
import type { Band, Results, Variant } from '../results.ts';
import { bandText, formatted, variantName } from './format.ts';

/** What came out, in sentences: for one variant what it was, for several how they differ. */
export function summaryLines(results: Results): string[] {
  const shown = results.variants.filter(({ runs }) => runs.length > 0);
  const [first] = shown;
  if (!first) return ['No run was begun.'];
  const lines = shown.length === 1 ? sentencesOf(first) : comparisons(results, shown);
  const early = results.partial
    ? ['Some runs ended before their time: the numbers say what was until then.']
    : [];
  return [...early, ...lines];
}

function sentencesOf(variant: Variant): string[] {
  const say = sayer(variant);
  return [
    completionSentence(variant),
    eligibleSentence(variant),
    say('spend', (spend) => {
      const waiting = variant.summary.measures.undecided?.median ?? 0;
      const undecided = waiting > 0 ? `; ${text(variant, 'undecided')} submissions were still undecided` : '';
      const each = say('spendPerApproved', (dollars) => `, ${dollars} for each approved assignment`);
      return `It cost ${spend}: ${text(variant, 'pay')} for workers and ${text(variant, 'fees')} in fees${each ?? ''}${undecided}.`;
    }),
    say('accuracy', (accuracy) => {
      const majority = say(
        'majorityAccuracy',
        (share) => `; the majority of a HIT's answers is right for ${share} of HITs`,
      );
      return `${accuracy} of the single answers are right${majority ?? ''}.`;
    }),
    say('checksFailedShare', (share) => `${share} of the submissions fail an attention check.`),
    say('excludedShare', (share) => {
      const good = text(variant, 'excludedGood');
      return `The requirements shut out ${share} of all workers: ${good} of the good ones, ${text(variant, 'excludedPoor')} of the poor ones, ${text(variant, 'excludedNew')} of the newcomers.`;
    }),
    say(
      'testsTaken',
      (taken) =>
        `${taken} took the test, ${text(variant, 'testsPassed')} passed, ${text(variant, 'testedWorked')} of these then worked.`,
    ),
    say('formerShare', (share) => `${share} of the participants of later waves had taken part before.`),
    variant.summary.measures.wanted
      ? undefined
      : say(
          'reached100',
          (share) =>
            `Of those who joined, ${share} reached 100 approved HITs and ${text(variant, 'reached1000')} reached 1,000.`,
        ),
    say('payPerHour', (wage) => {
      const below = say('belowMinimumWage', (share) => `; ${share} of the participants stayed below $7.25`);
      return `Half of the participants earned more than ${wage} for their work${below ?? ''}.`;
    }),
  ].flatMap((line) => line ?? []);
}

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

function completionSentence(variant: Variant): string | undefined {
  const { wanted, hoursTo50, hoursToAll, shareDone } = variant.summary.measures;
  if (!wanted) return undefined;
  const half = hoursTo50
    ? `Half of the ${formatted(wanted.median, 'count')} assignments were submitted ${bandText(hoursTo50, 'hours')} after posting`
    : `Half of the ${formatted(wanted.median, 'count')} assignments were never submitted`;
  const all =
    hoursToAll && hoursToAll.runs === variant.runs.length
      ? `all of them after ${bandText(hoursToAll, 'hours')}`
      : `${bandText(shareDone ?? nothing, 'share')} by the end of the run`;
  return `${half}, ${all}.`;
}

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

function comparisons(results: Results, shown: readonly Variant[]): string[] {
  return compared.flatMap(([name, label]) => {
    const { format } = measures[name];
    const parts = shown.map((variant) => {
      const band = variant.summary.measures[name];
      return `${variantName(results, variant)}: ${band ? formatted(band.median, format) : 'none'}`;
    });
    const has = shown.some((variant) => variant.summary.measures[name] !== undefined);
    const differs = new Set(parts.map((part) => part.slice(part.lastIndexOf(': ')))).size > 1;
    return has && differs ? [`${label}: ${parts.join(' · ')}`] : [];
  });
}
