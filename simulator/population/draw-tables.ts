import { AliasTable } from '../engine/alias-table.ts';
import { chronotypes, type PopulationParameters, qualityKinds, regions, stays } from './parameters.ts';
import { countryNumber, states } from './places.ts';

/** The parameters in the form in which drawing a worker needs them. */
export interface DrawTables {
  readonly parameters: PopulationParameters;
  readonly region: AliasTable;
  readonly otherCountry: AliasTable;
  readonly otherCountryNumbers: readonly number[];
  readonly state: AliasTable;
  readonly birthDecade: AliasTable;
  /** Whose stay begins now, and whose is under way: long stays are met more often than they begin. */
  readonly stayOfNewcomer: AliasTable;
  readonly stayUnderWay: AliasTable;
  /** By stay. */
  readonly qualityKind: readonly AliasTable[];
  readonly lightChronotype: AliasTable;
  readonly heavyChronotype: AliasTable;
  /** Newcomers a day for each worker there is, so that as many come as leave (P08). */
  readonly joinsPerDayPerWorker: number;
}

export function drawTables(parameters: PopulationParameters): DrawTables {
  const kinds = stays.map((stay) => parameters.stays[stay]);
  const beginning = kinds.reduce((sum, { share: part }) => sum + part, 0);
  const underWay = kinds.reduce((sum, { share: part, meanDays }) => sum + part * meanDays, 0);
  return {
    parameters,
    region: new AliasTable(regions.map((region) => parameters.workerShares[region])),
    otherCountry: new AliasTable(Object.values(parameters.otherCountries)),
    otherCountryNumbers: Object.keys(parameters.otherCountries).map((code) => countryNumber(code) as number),
    state: new AliasTable(states.map(({ millions }) => millions)),
    birthDecade: new AliasTable(Object.values(parameters.birthDecades)),
    stayOfNewcomer: new AliasTable(kinds.map(({ share: part }) => part)),
    stayUnderWay: new AliasTable(kinds.map(({ share: part, meanDays }) => part * meanDays)),
    qualityKind: stays.map(
      (stay) => new AliasTable(qualityKinds.map((kind) => parameters.qualityShares[stay][kind])),
    ),
    lightChronotype: new AliasTable(
      chronotypes.map((chronotype) => parameters.chronotypes[chronotype].lightShare),
    ),
    heavyChronotype: new AliasTable(
      chronotypes.map((chronotype) => parameters.chronotypes[chronotype].heavyShare),
    ),
    joinsPerDayPerWorker: beginning / underWay,
  };
}

/** A Beta's first two moments turned into its shapes. */
export function betaShapes({ mean, deviation }: { mean: number; deviation: number }): {
  a: number;
  b: number;
} {
  const size = (mean * (1 - mean)) / (deviation * deviation) - 1;
  return { a: mean * size, b: (1 - mean) * size };
}

/** Where a lognormal's median lies after its logarithm moved by `z` standard deviations. */
export function lognormalAt({ median, sigma }: { median: number; sigma: number }, z: number): number {
  return median * Math.exp(sigma * z);
}
