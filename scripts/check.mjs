// `npm run check`: format, lint, types, import rules, unused code. Everything runs, so that one round shows all there is to mend.
import { exitCode } from './run.mjs';

const steps = [
  ['format and lint', 'npx', ['biome', 'ci', '.']],
  ['types of the package', 'npx', ['tsc', '-p', 'tsconfig.json']],
  ['types of the tests', 'npx', ['tsc', '-p', 'tsconfig.test.json']],
  ['types of the UI', 'npx', ['tsc', '--noEmit', '-p', 'ui']],
  ['import rules', 'npx', ['vitest', 'run', '--project', 'unit', 'test/architecture']],
  ['unused code', 'npx', ['knip', '--no-progress']],
];

const failed = [];
for (const [name, command, args] of steps) {
  console.log(`\n== ${name}`);
  if ((await exitCode(command, args)) !== 0) failed.push(name);
}
console.log(failed.length === 0 ? '\ncheck: all well' : `\ncheck failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
