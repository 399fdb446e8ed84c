// Builds what is missing in dist/ or older than its source.
import { newestFile } from './newest-file.mjs';
import { run } from './run.mjs';

const LIBRARY = { source: ['src', 'package.json', 'tsdown.config.ts'], output: ['dist/index.js', 'dist/worker'] };
const UI = { source: ['ui'], output: ['dist/ui'] };

export async function buildIfStale() {
  const isLibraryStale = isStale(LIBRARY);
  const isUiStale = isStale(UI);
  if (isLibraryStale && isUiStale) await run('node', ['scripts/build.mjs']);
  else if (isLibraryStale) await run('node', ['scripts/build.mjs', '--library']);
  else if (isUiStale) await run('npm', ['run', 'build', '--workspace', 'ui']);
}

function isStale({ source, output }) {
  return newestFile(output) < newestFile(source);
}
