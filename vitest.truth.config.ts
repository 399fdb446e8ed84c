import { defineConfig } from 'vitest/config';

/**
 * `npm run test:truth`: profiles held against what programs know of themselves, on Node 20, 22 and 24. By itself and not
 * within `npm test`, because it measures time: it wants a machine that does nothing else. On Node 24 two programs miss the
 * 99 % of CPU on the exact line.
 */
export default defineConfig({
  test: {
    name: 'truth',
    include: ['test/profiler/**/*.truth.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
