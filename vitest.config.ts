import { defineConfig } from 'vitest/config';

/**
 * `unit` runs on the source and needs nothing. The others cross a boundary and run on the built
 * package, which is what users get: `npm test` builds first.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          pool: 'threads',
          isolate: false,
          include: ['src/**/*.test.ts', 'ui/src/**/*.test.ts', 'test/architecture/**/*.test.ts'],
        },
      },
      { test: { name: 'storage', include: ['test/storage/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'adapters', include: ['test/adapters/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'flow', include: ['test/flow/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000 } },
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
    ],
  },
});
