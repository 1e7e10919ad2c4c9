import { defineConfig } from 'vitest/config';
import { SlowestReporter } from './test/support/slowest-reporter.ts';

/** Long forms (`npm run test:long`) may take as long as they need. */
const long = process.env.TURKSIM_TEST_LONG === 'true';

/** `npm test` counts from this file. */
const results = process.env.TURKSIM_TEST_RESULTS;

/** These look at rates and percentiles, or drive a whole cluster: they run one after another, with the machine to themselves. */
const alone = [
  'test/e2e/load-scripts.test.ts',
  'test/e2e/drive/*.test.ts',
  'test/e2e/examples.test.ts',
  'test/contract/redis-cluster.test.ts',
];

const shared = {
  pool: 'forks' as const,
  testTimeout: long ? 3_600_000 : 60_000,
  hookTimeout: 120_000,
  teardownTimeout: 20_000,
  slowTestThreshold: 1_000,
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: [new SlowestReporter(), 'default', ...(results === undefined ? [] : ['json'])],
    ...(results === undefined ? {} : { outputFile: { json: results } }),
    projects: [
      {
        test: {
          ...shared,
          name: 'side by side',
          include: ['test/**/*.test.ts'],
          exclude: [...alone, 'test/clients/**', '**/node_modules/**'],
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...shared, name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
