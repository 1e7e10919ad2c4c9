import { BackgroundMarket, type Instrument } from '../background/background-market.ts';
import { defaultBackgroundMarket } from '../background/parameters.ts';
import { defaultRequesterBehaviour, defaultWorkerBehaviour } from '../behaviours/parameters.ts';
import { Activity } from '../instruments/activity.ts';
import { BatchSample } from '../instruments/batch-sample.ts';
import { Lab, labStudies } from '../instruments/lab.ts';
import { PlugIn } from '../instruments/plug-in.ts';
import { Restart, Studies } from '../instruments/studies.ts';
import { Tracker, trackerSurvey } from '../instruments/tracker.ts';
import { dayMs } from '../population/local-time.ts';
import { Population } from '../population/population.ts';
import { defaultParameters } from '../population/presets.ts';
import { answersTargets, hoursTargets, measureAnswers, measureHours } from './answers-targets.ts';
import { batchTargets, measureBatches } from './batch-targets.ts';
import { labTargets, measureLab } from './lab-targets.ts';
import { longTrackerOccasions, longTrackerTargets, measureLongTracker } from './long-tracker-targets.ts';
import { measureReputation, reputationTargets } from './reputation-targets.ts';
import { measureRequesters, requesterTargets } from './requester-targets.ts';
import { measureRespondents, respondentRows } from './respondents.ts';
import { measureStudies, studyTargets } from './study-targets.ts';
import type { Measured, Target } from './target.ts';
import { measureTracker, trackerOccasions, trackerTargets } from './tracker-targets.ts';
import { measureWork, workTargets } from './work-targets.ts';

/** Told how far a run has come, 0 to 1; true ends it where it stands. */
export type Report = (share: number) => boolean;

/** One simulation that serves several targets. */
export interface ValidationRun {
  readonly targets: readonly Target[];
  /** Undefined where the report ended it. */
  measure(seed: number, workers: number, report: Report): Measured | undefined;
}

const monthMs = 30 * dayMs;
/** A Monday, as the weeks of the tables begin. */
const startsAt = Date.UTC(2017, 0, 2);
/** Sessions spread out over the hours before anything is measured. */
const settledAt = startsAt + 14 * dayMs;
/** Of the market of the long tracker, against the others. */
const smallSize = 0.25;
/** Months of 30 days, as many as V10 and V12 speak of. */
const yearMonths = 12;

export const validationRuns = {
  /** A year of a market whose workers' tasks and earnings are followed. */
  year: {
    targets: [
      ...workTargets,
      ...answersTargets,
      ...batchTargets,
      ...studyTargets,
      ...reputationTargets,
      ...respondentRows,
    ],
    measure(seed, workers, report) {
      const population = populationOf(seed, workers);
      const endsAt = settledAt + yearMonths * monthMs;
      const tracker = new Tracker(settledAt, seed, endsAt);
      const activity = new Activity(settledAt, population);
      const plugIn = new PlugIn(settledAt, seed);
      const batches = new BatchSample(settledAt, seed);
      const studies = new Studies(settledAt + 4 * monthMs, seed);
      const restart = new Restart(settledAt + 10 * monthMs);
      const instruments = [tracker, activity, plugIn, batches, studies, restart];
      const market = marketOf(population, seed, instruments);
      if (!passTime(market, settledAt, endsAt, report)) return undefined;
      market.resetMeanOnline();
      if (!passTime(market, endsAt, endsAt, report)) return undefined;
      plugIn.finish();
      return {
        ...measureWork(plugIn, activity, market.meanOnline),
        ...measureAnswers(tracker, population),
        ...measureReputation(tracker, activity.active(), population),
        ...measureBatches(batches),
        ...measureStudies(studies, restart),
        ...measureRespondents(tracker, population),
      };
    },
  },
  /** 28 months of the tracker alone. */
  tracker: {
    targets: [...trackerTargets, ...hoursTargets],
    measure(seed, workers, report) {
      const endsAt = settledAt + trackerOccasions * monthMs;
      const tracker = new Tracker(settledAt, seed, endsAt);
      const population = populationOf(seed, workers);
      const market = marketOf(population, seed, [tracker]);
      market.followsWork = false;
      if (!passTime(market, endsAt, endsAt, report)) return undefined;
      return { ...measureTracker(tracker), ...measureHours(tracker, population) };
    },
  },
  /** 39 months of the laboratories alone; approval rates stay as they were when a worker came. */
  laboratories: {
    targets: labTargets,
    measure(seed, workers, report) {
      const endsAt = settledAt + labStudies.days * dayMs + labStudies.lifetimeMs;
      const lab = new Lab(settledAt, seed);
      const market = marketOf(populationOf(seed, workers), seed, [lab]);
      market.followsWork = false;
      return passTime(market, endsAt, endsAt, report) ? measureLab(lab) : undefined;
    },
  },
  /**
   * Eleven years of the tracker alone, in a market of a quarter of the size: workers, groups and surveys. All that is
   * measured are shares of workers, to whom it makes no difference.
   */
  longTracker: {
    targets: longTrackerTargets,
    measure(seed, workers, report) {
      const population = populationOf(seed, Math.round(workers * smallSize));
      const endsAt = settledAt + longTrackerOccasions * monthMs;
      const tracker = new Tracker(settledAt, seed, endsAt, trackerSurvey.everyMs / smallSize);
      const { groupsPerHour, standingGroups } = defaultBackgroundMarket;
      const market = marketOf(population, seed, [tracker], {
        ...defaultBackgroundMarket,
        groupsPerHour: groupsPerHour * smallSize,
        standingGroups: standingGroups * smallSize,
      });
      market.followsWork = false;
      return passTime(market, endsAt, endsAt, report) ? measureLongTracker(tracker) : undefined;
    },
  },
  /** Requesters without a market. */
  requesters: { targets: requesterTargets, measure: (seed) => measureRequesters(seed) },
} as const satisfies Record<string, ValidationRun>;
export type RunName = keyof typeof validationRuns;
export const runNames = Object.keys(validationRuns) as RunName[];

function populationOf(seed: number, workers: number): Population {
  return new Population({ seed, workers, parameters: defaultParameters, startsAt });
}

function marketOf(
  population: Population,
  seed: number,
  instruments: readonly Instrument[],
  parameters = defaultBackgroundMarket,
): BackgroundMarket {
  return new BackgroundMarket({
    population,
    workerBehaviour: defaultWorkerBehaviour,
    requesterBehaviour: defaultRequesterBehaviour,
    market: parameters,
    seed,
    instruments,
  });
}

/** Lets market time pass until `until`, five days at a time; false where the report ended the run. */
function passTime(market: BackgroundMarket, until: number, endsAt: number, report: Report): boolean {
  while (market.now < until) {
    market.run(Math.min(until, market.now + 5 * dayMs));
    if (report((market.now - startsAt) / (endsAt - startsAt))) return false;
  }
  return true;
}
