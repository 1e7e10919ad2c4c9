import { defineConfig } from 'vitest/config';

/** Long forms (`npm run test:long`) may take as long as they need. */
const long = process.env['TURKSIM_TEST_LONG'] === 'true';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/clients/**', '**/node_modules/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: long ? 3_600_000 : 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    // Only what takes noticeable time is printed next to its file; the full list of slow tests closes the run.
    slowTestThreshold: 1_000,
  },
});
