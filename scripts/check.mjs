// `npm run check`: format, lint, types, import rules, unused code. Everything runs, so that one round shows all there is to mend.
import { outcome } from './run.mjs';

/** One processor each, most of the time. */
const STEPS_AT_ONCE = 2;

const steps = [
  ['format and lint', 'npx', ['biome', 'ci', '.']],
  ['types of the package', 'npx', ['tsc', '-p', 'tsconfig.json']],
  ['types of the tests', 'npx', ['tsc', '-p', 'tsconfig.test.json']],
  ['types of the UI', 'npx', ['tsc', '--noEmit', '-p', 'ui']],
  ['import rules', 'npx', ['vitest', 'run', '--project', 'unit', 'test/architecture']],
  ['unused code', 'npx', ['knip', '--no-progress']],
];

const failed = [];
const left = [...steps];
await Promise.all(
  Array.from({ length: STEPS_AT_ONCE }, async () => {
    for (let step = left.shift(); step !== undefined; step = left.shift()) await take(step);
  }),
);
console.log(failed.length === 0 ? '\ncheck: all well' : `\ncheck failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function take([name, command, args]) {
  const { code, output } = await outcome(command, args);
  if (code !== 0) failed.push(name);
  console.log(`\n== ${name}\n${output.trimEnd()}`);
}
