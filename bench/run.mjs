// `npm run bench [-- name …]`: runs the named benchmarks, or all. Build first.
import { spawnSync } from 'node:child_process';

const BENCHMARKS = {
  overhead: 'overhead/run.mjs',
  paired: 'overhead/paired.mjs',
  'hook-path': 'micro/hook-path.mjs',
  levels: 'levels/run.mjs',
};

const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : Object.keys(BENCHMARKS)) {
  const file = BENCHMARKS[name];
  if (file === undefined) throw new Error(`no benchmark ${name}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', file], { cwd: import.meta.dirname, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
