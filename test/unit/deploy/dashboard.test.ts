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

  it('shows everything that a server exposes of its own', () => {
    expect(exposed.filter((name) => name.startsWith('turksim_') && !shown.has(name))).toEqual([]);
  });
});
