// `npm run bench [-- name … [options]]`: runs the named benchmarks, or all. Build first. Options go to each named one, and numbers
// to those that take sizes: `npm run bench -- queries 100000 1000000`, `npm run bench -- paired --generations 14`.
import { spawnSync } from 'node:child_process';

const BENCHMARKS = {
  ingest: 'ingest/run.mjs',
  overhead: 'overhead/run.mjs',
  paired: 'overhead/paired.mjs',
  'hook-path': 'micro/hook-path.mjs',
  levels: 'levels/run.mjs',
  soak: 'soak/run.mjs',
  export: 'export/run.mjs',
  retention: 'retention/run.mjs',
  queries: 'queries/run.mjs',
  pages: 'pages/run.mjs',
};

const [words, options] = split(process.argv.slice(2));
const names = words.filter((each) => !/^\d+$/.test(each));
const sizes = words.filter((each) => /^\d+$/.test(each));
for (const name of names.length > 0 ? names : Object.keys(BENCHMARKS)) {
  const file = BENCHMARKS[name];
  if (file === undefined) throw new Error(`no benchmark ${name}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
  const own = name === 'queries' ? [...sizes, ...options] : options;
  const { status } = spawnSync(process.execPath, ['--expose-gc', file, ...own], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}

function split(words) {
  const at = words.findIndex((word) => word.startsWith('--'));
  return at < 0 ? [words, []] : [words.slice(0, at), words.slice(at)];
}
