import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** A machine that stalls for seconds must not fail a run; what is really broken fails each time. */
const retry = process.env['CI'] === 'true' ? 2 : 0;

/** On two processors: what is at hand waits for a database or a download about half of the time. */
const HALF_WAITING = { maxWorkers: 3, sequence: { groupOrder: 2 } } as const;

/**
 * `unit` runs on the source and needs nothing. The others cross a boundary and run on the built
 * package, which is what users get: `npm test` builds first. Projects of one `groupOrder` run at once, `maxWorkers` files
 * at a time, and one group after the other: what needs the processors for itself shares them with nothing else.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
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
          maxWorkers: 2,
          include: ['test/statistics/**/*.test.ts'],
          testTimeout: 180_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...HALF_WAITING,
          name: 'adapters',
          include: ['test/adapters/**/*.test.ts'],
          testTimeout: 30_000,
          retry,
        },
      },
      {
        test: {
          ...HALF_WAITING,
          name: 'storage',
          include: ['test/storage/**/*.test.ts'],
          testTimeout: 60_000,
          retry,
        },
      },
      {
        test: {
          name: 'flow',
          // Of these, four wait for minutes: until a fault has lasted as long as is promised, or a version is old enough.
          maxWorkers: 6,
          include: ['test/flow/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          retry,
          sequence: { groupOrder: 1 },
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
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...HALF_WAITING,
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'e2e',
          // Two processes for all files. Those of a process share its browser and its apps: see `test/e2e/stage.ts`.
          isolate: false,
          maxWorkers: 2,
          include: ['test/e2e/**/*.test.ts'],
          // As long as pages wait for anything in `test/e2e/stage.ts`.
          expect: { poll: { timeout: 30_000 } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          retry,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
