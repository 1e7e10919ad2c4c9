import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { serveOptions } from '../../../server/config.ts';

/** The part of the Compose specification that we use, strictly: a misspelt member is refused. */
const seconds = z.string().regex(/^\d+(?:ms|s|m|h)$/);
const healthcheck = z.union([
  z.strictObject({ disable: z.literal(true) }),
  z.strictObject({ test: z.array(z.string()), interval: seconds, timeout: seconds, retries: z.int() }),
]);
const condition = z.enum(['service_started', 'service_healthy', 'service_completed_successfully']);
const service = z.strictObject({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  profiles: z.array(z.string()).optional(),
  environment: z.record(z.string().regex(/^[A-Z0-9_]+$/), z.string()).optional(),
  volumes: z.array(z.string().regex(/^[^:]+:\/[^:]+(?::ro)?$/)).optional(),
  ports: z.array(z.string()).optional(),
  depends_on: z.union([z.array(z.string()), z.record(z.string(), z.strictObject({ condition }))]).optional(),
  healthcheck: healthcheck.optional(),
  restart: z.enum(['unless-stopped', 'always', 'on-failure', 'no']).optional(),
  stop_grace_period: seconds.optional(),
});
const compose = z.strictObject({
  name: z.string(),
  'x-server': z.unknown(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

const { services, volumes } = compose.parse(
  parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }),
);
const all = Object.entries(services);

describe('docker-compose.yml', () => {
  it('publishes on the loopback address alone', () => {
    const ports = all.flatMap(([, { ports = [] }]) => ports);
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('mounts files that are there and volumes that are declared', () => {
    for (const source of all.flatMap(([, { volumes: mounts = [] }]) =>
      mounts.map((mount) => mount.split(':')[0] as string),
    ))
      expect(source.startsWith('./') ? existsSync(source) : source in volumes, source).toBe(true);
  });

  it('waits for services that exist, for health only of those that have a check', () => {
    for (const [name, { depends_on: awaited = {} }] of all) {
      const entries = Array.isArray(awaited)
        ? awaited.map((other) => [other, 'service_started'])
        : Object.entries(awaited).map(([other, { condition: how }]) => [other, how]);
      for (const [other, how] of entries as [string, string][]) {
        expect(services, `${name} waits for ${other}`).toHaveProperty(other);
        const image = services[other]?.image;
        if (how === 'service_healthy')
          expect(image === 'turksim' || services[other]?.healthcheck !== undefined, other).toBe(true);
      }
    }
  });

  it('gives servers only options that there are', () => {
    const known = serveOptions(new Command()).options.map(({ envVar }) => envVar);
    for (const name of ['one', 'two'])
      expect(
        Object.keys(services[name]?.environment ?? {}).filter((option) => !known.includes(option)),
      ).toEqual([]);
    expect(services.one).toEqual(services.two);
  });

  it('gives the balancer every address that its configuration asks for', () => {
    const asked = new Set(readFileSync('deploy/haproxy.cfg', 'utf8').match(/(?<=\$\{)\w+(?=\})/g));
    expect(Object.keys(services.balancer?.environment ?? {}).sort()).toEqual([...asked].sort());
  });

  it('scrapes the servers that it starts', () => {
    const { scrape_configs: jobs } = z
      .object({
        scrape_configs: z.array(
          z.object({ static_configs: z.array(z.object({ targets: z.array(z.string()) })) }),
        ),
      })
      .parse(parse(readFileSync('deploy/prometheus.yml', 'utf8')));
    const targets = jobs.flatMap(({ static_configs: groups }) => groups).flatMap((group) => group.targets);
    expect(targets.sort()).toEqual(['one:8080', 'two:8080']);
  });
});
