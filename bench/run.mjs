// `npm run bench [-- name …]`: runs the named benchmarks, or all. Build first. Numbers are sizes for those that take some:
// `npm run bench -- queries 100000 1000000`.
import { spawnSync } from 'node:child_process';

const BENCHMARKS = {
  ingest: 'ingest/run.mjs',
  overhead: 'overhead/run.mjs',
  paired: 'overhead/paired.mjs',
  'hook-path': 'micro/hook-path.mjs',
  levels: 'levels/run.mjs',
  export: 'export/run.mjs',
  retention: 'retention/run.mjs',
  queries: 'queries/run.mjs',
  pages: 'pages/run.mjs',
};

const names = process.argv.slice(2).filter((each) => !/^\d+$/.test(each));
const sizes = process.argv.slice(2).filter((each) => /^\d+$/.test(each));
for (const name of names.length > 0 ? names : Object.keys(BENCHMARKS)) {
  const file = BENCHMARKS[name];
  if (file === undefined) throw new Error(`no benchmark ${name}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
  const own = name === 'queries' ? sizes : [];
  const options = { cwd: import.meta.dirname, stdio: 'inherit' };
  const { status } = spawnSync(process.execPath, ['--expose-gc', file, ...own], options);
  if (status !== 0) process.exitCode = 1;
}
