// `npm test`: everything that can be started here, on the built package. Prepares what is missing, runs all
// suites and closes with `N passed, N failed`. With CI=true a skipped test is a failure.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findChromium } from './find-chromium.mjs';
import { findPrometheus } from './find-prometheus.mjs';
import { exitCode, run } from './run.mjs';

const REPORT = 'test-artifacts/report.json';
const isCi = process.env.CI === 'true';

mkdirSync('test-artifacts', { recursive: true });
rmSync(REPORT, { force: true });

await run('npm', ['run', 'build']);
const checkFailed = (await exitCode('npm', ['run', 'check'])) !== 0 ? 1 : 0;
const chromium = await findChromium({ install: isCi });
if (chromium === null)
  console.log(
    '\nNO CHROMIUM: the browser tests are skipped. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.\n',
  );
const prometheus = await findPrometheus({ install: isCi });
if (prometheus === null)
  console.log(
    '\nNO PROMETHEUS: its test is skipped. Install it (Debian: apt-get install prometheus) or set PROMETHEUS_PATH.\n',
  );

const args = ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
const crashed = await exitCode('npx', args, {
  env: { ...process.env, CHROMIUM_PATH: chromium ?? '', PROMETHEUS_PATH: prometheus ?? '' },
});
const report = readReport();
const failed =
  report.failed + checkFailed + (isCi ? report.skipped : 0) + (crashed !== 0 && report.failed === 0 ? 1 : 0);

if (checkFailed > 0) console.log('`npm run check` failed, see above');
if (report.skipped > 0)
  console.log(`${report.skipped} tests were skipped${isCi ? ', which counts as failed here' : ''}`);
console.log(`${report.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function readReport() {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(REPORT, 'utf8'),
    );
    // A suite that cannot be loaded has no failed tests to count.
    const failed = Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0);
    return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
