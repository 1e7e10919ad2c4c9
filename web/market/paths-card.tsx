import { Bars } from './bars.tsx';
import type { OverviewProps } from './overview-props.ts';

const requestSteps = [
  ['Began a test', 'request:asked'],
  ['Waiting for a requester', 'request:pending'],
  ['Granted', 'request:granted'],
  ['Rejected', 'request:rejected'],
  ['Test time ran out', 'request:expired'],
] as const;
const workSteps = [
  ['Accepted', 'assignment:accepted'],
  ['Submitted', 'assignment:submitted'],
  ['Approved', 'assignment:approved'],
  ['Rejected', 'assignment:rejected'],
  ['Returned', 'assignment:returned'],
  ['Abandoned', 'assignment:abandoned'],
] as const;

/** What became of requests for Qualifications and of work, since the server began to count. */
export function PathsCard({ live }: Pick<OverviewProps, 'live'>) {
  const counts = live.stats.value?.counts ?? {};
  const bars = (steps: readonly (readonly [string, string])[]) =>
    steps.map(([name, type]) => ({ name, value: counts[type] ?? 0 }));
  return (
    <section class="card card-body stack" aria-labelledby="paths">
      <h2 id="paths">Requests and work</h2>
      <p class="hint">Since dashboards began to watch this market.</p>
      <h3>Requests for Qualifications</h3>
      <Bars label="Requests for Qualifications" bars={bars(requestSteps)} />
      <h3>Assignments</h3>
      <Bars label="Assignments" bars={bars(workSteps)} />
    </section>
  );
}
