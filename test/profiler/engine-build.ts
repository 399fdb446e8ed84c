import { resolve } from 'node:path';
import { rolldown } from 'rolldown';

const FOLDER = resolve('node_modules/.cache/profiler-engine');
let built: Promise<string> | null = null;

/** The profiler's two halves as plain modules, so that every Node version can run them. Answers their folder. */
export function buildEngine(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const bundle = await rolldown({
    input: {
      'profiler/app/app-profiler': 'src/profiler/app/app-profiler.ts',
      'profiler/worker/profile-maker': 'src/profiler/worker/profile-maker.ts',
      'model/clock': 'src/model/clock.ts',
    },
    external: [/^node:/, /^@jridgewell\//],
    platform: 'node',
  });
  await bundle.write({
    dir: FOLDER,
    format: 'esm',
    preserveModules: true,
    preserveModulesRoot: 'src',
    entryFileNames: '[name].mjs',
  });
  await bundle.close();
  return FOLDER;
}
