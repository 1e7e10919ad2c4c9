/** A chart as the page's script draws it. */
export interface ChartSpec {
  readonly id: string;
  readonly title: string;
  /** What it shows, below the title. */
  readonly about: string;
  readonly kind: 'curves' | 'bars' | 'stack';
  /** Bars lie, so that long names stand beside them. */
  readonly lying?: boolean;
  readonly x: Axis;
  readonly y: Axis;
  /** Names of bars, or places of a curve's points. */
  readonly at: readonly (string | number)[];
  readonly series: readonly Series[];
}

export interface Axis {
  readonly title: string;
  readonly format: 'count' | 'percent' | 'hours' | 'dollars' | 'plain';
}

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** The band, where several runs make one. */
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
}

/** A series with its band, from bands in order. */
export function bandSeries(
  name: string,
  bands: readonly (
    | { readonly low: number; readonly median: number; readonly high: number }
    | null
    | undefined
  )[],
  factor = 1,
): Series {
  const part = (pick: 'low' | 'median' | 'high') =>
    bands.map((band) => (band ? Number((band[pick] * factor).toPrecision(6)) : null));
  const isBand = bands.some((band) => band && band.low !== band.high);
  return { name, values: part('median'), ...(isBand ? { low: part('low'), high: part('high') } : {}) };
}
