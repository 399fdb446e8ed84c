// Every page's questions on a month of requests in SQLite, in several sizes: how long they take, how that grows, and
// what the process holds in memory meanwhile. The sizes take turns, so that what else the machine does hits all.
//   node queries/run.mjs [SIZE …] [--rounds 3] [--runs 3]
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { median } from '../statistics.mjs';
import { isComplete } from './data-set.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, runs: { type: 'string', default: '3' } },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [1e5, 1e6, 1e7];

function runNode(file, ...parameters) {
  const path = new URL(file, import.meta.url).pathname;
  const stdio = ['ignore', 'pipe', 'inherit'];
  const { status, stdout } = spawnSync(process.execPath, [path, ...parameters.map(String)], {
    stdio,
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`${file} ${parameters.join(' ')} failed`);
  return stdout.toString();
}

/** Of all rounds. */
function combined(rounds) {
  const [first] = rounds;
  const results = first.results.map(({ page, question, rows }, at) => {
    const own = rounds.map((round) => round.results[at]);
    const timings = own.flatMap((result) => result.timings);
    return {
      page,
      question,
      rows,
      firstMillis: median(own.map(({ firstMillis }) => firstMillis)),
      medianMillis: median(timings.map(({ millis }) => millis)),
      cpuMillis: median(timings.map(({ cpuMillis }) => cpuMillis)),
    };
  });
  const peakBytes = Math.max(...rounds.map((round) => round.peakBytes));
  return { size: first.size, sizeBytes: first.sizeBytes, peakBytes, results };
}

for (const size of sizes) if (!isComplete(size)) runNode('generate.mjs', size);
const measured = new Map(sizes.map((size) => [size, []]));
for (let round = 0; round < Number(values.rounds); round += 1)
  for (const size of sizes) measured.get(size).push(JSON.parse(runNode('measure.mjs', size, values.runs)));
const reports = sizes.map((size) => combined(measured.get(size)));
const report = {
  node: process.versions.node,
  rounds: Number(values.rounds),
  runs: Number(values.runs),
  reports,
};
writeFileSync(new URL('../results/queries.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);

const [first] = reports;
const table = first.results.map(({ page, question }, at) => {
  const row = { page, question };
  for (const { size, results } of reports) {
    row[`${size} ms`] = results[at].medianMillis.toFixed(1);
    row[`${size} CPU`] = results[at].cpuMillis.toFixed(1);
  }
  const [before, last] = reports.slice(-2).map(({ results }) => results[at].medianMillis);
  if (last !== undefined) row.growth = (last / before).toFixed(2);
  return row;
});
console.table(table);
const LEAST_GROWTH = 1.5;
const growing = table.filter(({ growth }) => Number(growth) > LEAST_GROWTH).sort((a, b) => b.growth - a.growth);
if (reports.length > 1) {
  console.log(
    `${growing.length} of ${table.length} questions take more than ${LEAST_GROWTH} times as long on the largest as on the size before:`,
  );
  for (const { page, question, growth } of growing) console.log(`  ${growth} ${page}: ${question}`);
}
for (const { size, sizeBytes, peakBytes } of reports)
  console.log(
    `${size}: ${(sizeBytes / 1e6).toFixed(0)} MB on disk, at most ${(peakBytes / 1e6).toFixed(0)} MB in memory`,
  );
