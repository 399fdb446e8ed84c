import { defineConfig } from 'tsdown';

const entries = {
  index: 'src/index.ts',
  'adapters/express/index': 'src/adapters/express/index.ts',
};
const shared = {
  outDir: 'dist',
  platform: 'node',
  target: 'node20',
  unbundle: true,
  fixedExtension: false,
  logLevel: 'warn',
} as const;

export default defineConfig([
  {
    ...shared,
    // The worker is always started by path, so only the ES module form of it is needed.
    entry: { ...entries, 'worker/worker-main': 'src/worker/worker-main.ts' },
    format: 'esm',
    dts: true,
    clean: false,
  },
  { ...shared, entry: entries, format: 'cjs', shims: true, dts: true, clean: false },
]);
