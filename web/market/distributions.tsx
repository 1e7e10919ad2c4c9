import { useEffect, useState } from 'preact/hooks';
import { approvalRateTypeId, hitsApprovedTypeId } from '../../server/contract/system-types.ts';
import { countAudience } from '../api/market-api.ts';
import { count } from '../parts/format.ts';
import { ErrorBox, Loading } from '../parts/states.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { type Bar, Bars } from './bars.tsx';

/** Lower ends of the classes; the API counts ten requirements at once. */
const rates = [0, 50, 80, 90, 95, 97, 98, 99, 100] as const;
const approved = [0, 1, 50, 100, 500, 1000, 5000, 10_000, 50_000] as const;
const refreshMs = 10_000;

/** How the workers stand: their approval rates and how many HITs were approved. */
export function Distributions({ market }: { market: string }) {
  const round = useRounds(refreshMs);
  const { data, problem } = useLoaded(async () => {
    const [rate, hits] = await Promise.all([
      classes(market, approvalRateTypeId, rates),
      classes(market, hitsApprovedTypeId, approved),
    ]);
    return { rate, hits };
  }, [market, round]);
  return (
    <section class="card card-body stack" aria-labelledby="standing">
      <h2 id="standing">How workers stand</h2>
      {problem !== undefined && <ErrorBox message={problem} />}
      {!data && problem === undefined && <Loading what="the figures" />}
      {data && (
        <>
          <h3>Approval rate</h3>
          <Bars label="Workers by approval rate" bars={bars(rates, data.rate, ' %')} />
          <h3>HITs approved</h3>
          <Bars label="Workers by HITs approved" bars={bars(approved, data.hits, '')} />
        </>
      )}
    </section>
  );
}

function useRounds(ms: number): number {
  const [round, setRound] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => document.hidden || setRound((before) => before + 1), ms);
    return () => clearInterval(timer);
  }, [ms]);
  return round;
}

/** How many workers have at least each of the bounds. */
async function classes(market: string, type: string, bounds: readonly number[]): Promise<number[]> {
  const { funnel } = await countAudience(
    market,
    bounds.map((bound) => ({
      QualificationTypeId: type,
      Comparator: 'GreaterThanOrEqualTo',
      IntegerValues: [bound],
    })),
  );
  return funnel.map(({ alone }) => alone);
}

/** Workers between a bound and the next: who has at least the one and not the other. */
function bars(bounds: readonly number[], atLeast: readonly number[], unit: string): Bar[] {
  return bounds.map((bound, at) => {
    const next = bounds[at + 1];
    const value = (atLeast[at] ?? 0) - (atLeast[at + 1] ?? 0);
    return { name: nameOf(bound, next, unit), value };
  });
}

function nameOf(bound: number, next: number | undefined, unit: string): string {
  if (next === undefined) return unit === '' ? `${count(bound)} and more` : `${bound}${unit}`;
  return next - bound === 1 ? `${count(bound)}${unit}` : `${count(bound)}–${count(next - 1)}${unit}`;
}
