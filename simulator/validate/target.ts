/** A figure that a target is measured by, and where it may lie. */
export interface Figure {
  /** Tells it from the target's other figures; empty where there is one only. */
  readonly part: string;
  readonly unit: string;
  /** As published. */
  readonly published: string;
  /** Accepted range, both ends included. */
  readonly low: number;
  readonly high: number;
}

/** Levels of detail: the background market, requesters without a market, the drawn population without either. */
export type Detail = 'background' | 'requesters' | 'population';

/** A published quantity that a simulated population must reproduce. */
export interface Target {
  readonly id: string;
  readonly what: string;
  readonly detail: Detail;
  /** How it is measured here, as its source measured it. */
  readonly instrument: string;
  readonly source: string;
  readonly figures: readonly Figure[];
  /** False: printed, but no gate, for its source was not verified. */
  readonly isGate?: boolean;
  /** Why it lies out of range, where it does. */
  readonly ifMissed?: string;
  /** What stands for all seeds: their middle value unless it is how far they lie apart. */
  readonly over?: 'median' | 'maxOverMin';
}

/** What was measured on one seed, by `figureName`. NaN where there was nothing to measure. */
export type Measured = Readonly<Record<string, number>>;

export function figureName(target: Pick<Target, 'id'>, { part }: Pick<Figure, 'part'>): string {
  return part === '' ? target.id : `${target.id} ${part}`;
}

/** A figure in short: part, unit, what was published, lowest and highest accepted. */
export const figure = (part: string, unit: string, published: string, low: number, high: number): Figure => ({
  part,
  unit,
  published,
  low,
  high,
});

/** A row of shares, each with its own width. */
export function shares(
  parts: readonly string[],
  published: readonly number[],
  widths: number | readonly number[],
): Figure[] {
  return parts.map((part, at) => {
    const share = published[at] as number;
    const width = typeof widths === 'number' ? widths : (widths[at] as number);
    return figure(part, '', String(share), round(share - width), round(share + width));
  });
}

const round = (value: number): number => Math.max(0, Math.round(value * 1e6) / 1e6);
