import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../api/http.ts';
import { readMetrics } from '../api/market-api.ts';
import { ErrorBox } from '../parts/states.tsx';
import type { OverviewProps } from './overview-props.ts';
import { type Histogram, histogramOf, quantile, since } from './prometheus.ts';

const refreshMs = 3000;

const shown = [
  ['turksim_requester_api_request_duration_seconds', 'Requester API'],
  ['turksim_push_lag_seconds', 'Commit to push'],
  ['turksim_deadline_lateness_seconds', 'Deadlines, market time'],
] as const;

type Histograms = ReadonlyMap<string, Histogram>;

/** How fast the server is, of what it did while this page was open. */
export function LatencyCard({ live }: Pick<OverviewProps, 'live'>) {
  const { now, first, problem } = useMetrics(live);
  return (
    <section class="card card-body stack" aria-labelledby="latency">
      <h2 id="latency">Latencies</h2>
      {problem !== undefined && <ErrorBox message={problem} />}
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col" class="number">
              Count
            </th>
            <th scope="col" class="number">
              Median
            </th>
            <th scope="col" class="number">
              95 %
            </th>
            <th scope="col" class="number">
              99 %
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(([name, title]) => (
            <LatencyRow key={name} title={title} histogram={since(now?.get(name), first?.get(name))} />
          ))}
        </tbody>
      </table>
      <p class="hint">All markets of this server, since this page was opened.</p>
    </section>
  );
}

function LatencyRow({ title, histogram }: { title: string; histogram: Histogram | undefined }) {
  const total = histogram?.at(-1)?.count ?? 0;
  const said = (share: number) =>
    histogram === undefined || total === 0 ? '–' : ms(quantile(histogram, share));
  return (
    <tr>
      <th scope="row">{title}</th>
      <td class="number">{total}</td>
      <td class="number">{said(0.5)}</td>
      <td class="number">{said(0.95)}</td>
      <td class="number">{said(0.99)}</td>
    </tr>
  );
}

function ms(seconds: number): string {
  const value = seconds * 1000;
  if (value >= 10_000) return `${Math.round(seconds)} s`;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

function useMetrics(live: OverviewProps['live']) {
  const [now, setNow] = useState<Histograms>();
  const [first, setFirst] = useState<Histograms>();
  const [problem, setProblem] = useState<string>();
  const isLive = live.link.value.kind === 'live';
  useEffect(() => {
    if (!isLive) return;
    let isCurrent = true;
    const read = async () => {
      if (document.hidden) return;
      try {
        const text = await readMetrics();
        const read = new Map(shown.map(([name]) => [name, histogramOf(text, name)] as const));
        if (!isCurrent) return;
        setNow(read);
        setFirst((before) => before ?? read);
        setProblem(undefined);
      } catch (error) {
        if (isCurrent) setProblem(messageOf(error));
      }
    };
    void read();
    const timer = setInterval(read, refreshMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [isLive]);
  return { now, first, problem };
}
