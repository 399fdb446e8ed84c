// A bare app, a second bare app and a watched one in this one process, with their client, loaded in turn in slices of
// milliseconds. They share heap, compiler and whatever else the machine does, so that a difference is the watcher's.
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { LoadGenerator } from '../load.mjs';
import { median, shuffled } from '../statistics.mjs';
import { appThreadMicros } from './app-thread-cpu.mjs';
import { startApp } from './apps.mjs';

const SLICE_REQUESTS = 25;
const CONNECTIONS = 5;
const { WATCHER: watcher, ROUNDS, WARM_UP_ROUNDS } = process.env;

let gcMillis = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) gcMillis += duration;
}).observe({ entryTypes: ['gc'] });

/** Heap that grew on the way is what was allocated, except in slices with a collection. */
async function slice({ generator }) {
  const heapBefore = getHeapStatistics().used_heap_size;
  const before = appThreadMicros();
  await generator.load(SLICE_REQUESTS);
  const micros = appThreadMicros() - before;
  const heap = getHeapStatistics().used_heap_size - heapBefore;
  return { micros: micros / SLICE_REQUESTS, allocatedBytes: heap > 0 ? heap / SLICE_REQUESTS : null };
}

async function runRounds(apps, count) {
  const rounds = [];
  for (let index = 0; index < count; index += 1) {
    const round = {};
    for (const app of shuffled(apps)) round[app.name] = await slice(app);
    rounds.push(round);
  }
  return rounds;
}

/** What handing over the records costs is rare and would hide in medians: measured for itself, per record. */
async function flushMicros({ dashboard, generator }) {
  if (dashboard === undefined) return 0;
  const records = 1900;
  const costs = [];
  for (let repeat = 0; repeat < 9; repeat += 1) {
    await dashboard.flush();
    await generator.load(records);
    const before = appThreadMicros();
    await dashboard.flush();
    costs.push((appThreadMicros() - before) / records);
  }
  return median(costs);
}

const apps = [];
for (const name of shuffled(['bare', 'null', watcher])) {
  const { port, dashboard } = await startApp(name);
  apps.push({
    name,
    dashboard,
    generator: await LoadGenerator.open({ port, path: '/items/7', connections: CONNECTIONS }),
  });
}
await runRounds(apps, Number(WARM_UP_ROUNDS));
gcMillis = 0;
const rounds = await runRounds(apps, Number(ROUNDS));
const gcMicros = (1000 * gcMillis) / (rounds.length * apps.length * SLICE_REQUESTS);
const flush = await flushMicros(apps.find(({ name }) => name === watcher));
process.send({ rounds, gcMicros, flushMicros: flush }, () => process.exit());
