// What monitoring adds to the app's thread per request, with a bare, a second bare and the watched app in one process
// (see paired-process.mjs). CPU is that of the thread with its client, and a busy machine makes all of it dearer:
// compare the watchers of one run with each other and with its bare app.
//   node overhead/paired.mjs [--generations 6] [--rounds 1500] [--watchers level0,level1,prom-client]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { meanInterval, median, trimmedMean } from '../statistics.mjs';

const WARM_UP_ROUNDS = 500;
const { values } = parseArgs({
  options: {
    generations: { type: 'string', default: '6' },
    rounds: { type: 'string', default: '1500' },
    watchers: { type: 'string', default: 'level0,level1,prom-client' },
  },
});
const watchers = values.watchers.split(',');
const folder = mkdtempSync(join(tmpdir(), 'nmd-bench-'));

async function measure(watcher, generation) {
  const settings = { WATCHER: watcher, ROUNDS: values.rounds, WARM_UP_ROUNDS: String(WARM_UP_ROUNDS) };
  const child = fork(new URL('./paired-process.mjs', import.meta.url), {
    env: {
      ...process.env,
      ...settings,
      DATABASE: join(folder, `${watcher}-${generation}.db`),
      NODE_ENV: 'development',
    },
  });
  const [answer] = await Promise.race([once(child, 'message'), failure(child)]);
  return answer;
}

async function failure(child) {
  const [code] = await once(child, 'exit');
  throw new Error(`the measured process ended with ${code}`);
}

/** Of each process alone: where one happens to lay out its memory and code is worth microseconds, so that rounds of one are not independent. */
function ofProcesses(measured, difference) {
  return meanInterval(measured.map(({ rounds }) => trimmedMean(rounds.map(difference))));
}

/** Collections and hand-overs are rare, so that trimmed means leave them out; their shares are told beside. */
function summarise(watcher, measured) {
  const rounds = measured.flatMap((one) => one.rounds);
  const allocated = (name) =>
    median(rounds.map((round) => round[name].allocatedBytes).filter((bytes) => bytes !== null));
  const more = allocated(watcher) / allocated('bare') - 1;
  return {
    watcher,
    bareMicros: median(rounds.map(({ bare }) => bare.micros)),
    addedMicros: ofProcesses(measured, (round) => round[watcher].micros - (round.bare.micros + round.null.micros) / 2),
    nullMicros: ofProcesses(measured, (round) => round.null.micros - round.bare.micros),
    addedBytes: allocated(watcher) - allocated('bare'),
    collectionShareMicros: more * median(measured.map(({ gcMicros }) => gcMicros)),
    handOverMicros: median(measured.map(({ flushMicros }) => flushMicros)),
  };
}

const measured = Object.fromEntries(watchers.map((watcher) => [watcher, []]));
try {
  for (let generation = 0; generation < Number(values.generations); generation += 1) {
    for (const watcher of watchers) measured[watcher].push(await measure(watcher, generation));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const results = watchers.map((watcher) => summarise(watcher, measured[watcher]));
const report = { node: process.versions.node, ...values, results };
writeFileSync(new URL('../results/paired.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
const text = ({ mean, low, high }) => `${mean.toFixed(1)} [${low.toFixed(1)}, ${high.toFixed(1)}]`;
console.table(
  results.map((one) => ({
    watcher: one.watcher,
    'bare µs': one.bareMicros.toFixed(0),
    'added µs': text(one.addedMicros),
    'second bare µs': text(one.nullMicros),
    bytes: Math.round(one.addedBytes),
    'collection µs': one.collectionShareMicros.toFixed(1),
    'hand-over µs': one.handOverMicros.toFixed(2),
  })),
);
