import { defineConfig } from 'vitest/config';

/** A machine that stalls for seconds must not fail a run; what is really broken fails each time. */
const retry = process.env['CI'] === 'true' ? 2 : 0;

/**
 * `unit` runs on the source and needs nothing. The others cross a boundary and run on the built
 * package, which is what users get: `npm test` builds first. They run one project after the other
 * (`groupOrder`), so that load tests do not share the processors with browsers. Within one, `maxWorkers` is how many files
 * run at once: more than one also on two processors, as most of the time they wait for a database or for a fault to last.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          pool: 'threads',
          isolate: false,
          // Properties and the reading of all sources take seconds on a machine that is busy with other work.
          testTimeout: 30_000,
          include: ['src/**/*.test.ts', 'ui/src/**/*.test.ts', 'test/architecture/**/*.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          // Simulations of many reports take longer than a quick test may.
          name: 'statistics',
          include: ['test/statistics/**/*.test.ts'],
          testTimeout: 180_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'adapters',
          maxWorkers: 2,
          include: ['test/adapters/**/*.test.ts'],
          testTimeout: 30_000,
          retry,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'storage',
          maxWorkers: 2,
          include: ['test/storage/**/*.test.ts'],
          testTimeout: 60_000,
          retry,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'flow',
          maxWorkers: 3,
          include: ['test/flow/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          retry,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'profiler',
          include: ['test/profiler/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
          retry,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: 'package',
          maxWorkers: 2,
          include: ['test/package/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 5 },
        },
      },
      {
        test: {
          name: 'e2e',
          // One process for all files, which share the browser and most apps: see `test/e2e/stage.ts`.
          isolate: false,
          include: ['test/e2e/**/*.test.ts'],
          // As long as pages wait for anything in `test/e2e/stage.ts`.
          expect: { poll: { timeout: 30_000 } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          retry,
          fileParallelism: false,
          sequence: { groupOrder: 6 },
        },
      },
    ],
  },
});
