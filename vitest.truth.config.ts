import { defineConfig } from 'vitest/config';

/**
 * `npm run test:truth`: profiles held against what programs know of themselves, on Node 20, 22 and 24. By itself and not
 * within `npm test`, because it measures time: it wants a machine that does nothing else, and not all of it passes yet.
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
