import { defineConfig } from 'vitest/config';
import { SlowestReporter } from './test/support/slowest-reporter.ts';

/** Long forms (`npm run test:long`) may take as long as they need. */
const long = process.env.TURKSIM_TEST_LONG === 'true';

/** `npm test` counts from this file. */
const results = process.env.TURKSIM_TEST_RESULTS;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/clients/**', '**/node_modules/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: long ? 3_600_000 : 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    slowTestThreshold: 1_000,
    reporters: [new SlowestReporter(), 'default', ...(results === undefined ? [] : ['json'])],
    ...(results === undefined ? {} : { outputFile: { json: results } }),
  },
});
