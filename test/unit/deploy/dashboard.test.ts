import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createFigures } from '../../../server/figures.ts';

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
}

const dashboard = JSON.parse(readFileSync('deploy/grafana/dashboards/turksim.json', 'utf8')) as Dashboard;
const shown = new Set(
  dashboard.panels
    .flatMap(({ targets }) => targets)
    .flatMap(({ expr }) => expr.match(/\b(?:turksim|nodejs|process)_\w+/g) ?? [])
    .map((name) => name.replace(/_(?:bucket|count|sum)$/, '')),
);

describe('the Grafana dashboard', () => {
  const exposed = createFigures(() => [])
    .registry.getMetricsAsArray()
    .map(({ name }) => name);

  it('shows nothing that a server does not expose', () => {
    expect([...shown].filter((name) => !exposed.includes(name))).toEqual([]);
  });

  it.each([
    ['requests by operation and outcome', 'turksim_requester_api_request_duration_seconds'],
    ['requests over sockets', 'turksim_socket_request_duration_seconds'],
    ['check latency', 'turksim_check_duration_seconds'],
    ['batches of checks', 'turksim_check_batch_duration_seconds'],
    ['push lag', 'turksim_push_lag_seconds'],
    ['inbox depth', 'turksim_inbox_depth_entries'],
    ['feed lag', 'turksim_feed_lag_events'],
    ['connections', 'turksim_connections'],
    ['commits', 'turksim_commits_total'],
    ['conflicts', 'turksim_commit_conflicts_total'],
    ['deadlines late', 'turksim_deadline_lateness_seconds'],
    ['event-loop delay', 'nodejs_eventloop_lag_p99_seconds'],
    ['index size', 'turksim_index_entries'],
  ])('shows %s, by %s', (_, metric) => {
    expect(exposed).toContain(metric);
    expect([...shown]).toContain(metric);
  });

  it('and the servers name units: what is not counted ends in one', () => {
    const units = /_(?:seconds|bytes|total|entries|events|connections|open|online|ratio)$/;
    expect(exposed.filter((name) => name.startsWith('turksim_') && !units.test(name))).toEqual([]);
  });

  it('shows everything that a server exposes of its own', () => {
    expect(exposed.filter((name) => name.startsWith('turksim_') && !shown.has(name))).toEqual([]);
  });
});
