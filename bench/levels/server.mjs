// The Express 5 server of the levels benchmark and the soak, watched by this package or, now and then, by Datadog's wall profiler.
import { createRequire } from 'node:module';
import express from 'express';
import { LoadGenerator } from '../load.mjs';
import { appThreadMicros } from '../overhead/app-thread-cpu.mjs';

const AWAITS = 20;
const WALL_INTERVAL_MICROS = 10_000;
const WALL_DURATION_MILLIS = 60_000;
const CONNECTIONS = 8;
const REQUESTS_AT_ONCE = 40;
const KEEP_ALIVE_MILLIS = 600_000;
const app = express();

if (process.env.DATABASE !== undefined) {
  const { bind } = await import('node-monitoring-dashboard');
  bind(app, { database: `sqlite:///${process.env.DATABASE}` });
}

async function step(value) {
  return (await Promise.resolve(value)) + 1;
}
app.get('/trivial', (_req, res) => res.json({ id: 7, name: 'An item', price: 12.5 }));
app.get('/awaits', async (_req, res) => {
  let value = 0;
  for (let index = 0; index < AWAITS; index += 1) {
    value = await step(value);
    if (index % 10 === 9) await new Promise((resolve) => setImmediate(resolve));
  }
  res.json({ value });
});

const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
server.keepAliveTimeout = KEEP_ALIVE_MILLIS;
const generators = new Map();

async function generatorOf(path) {
  const { port } = server.address();
  if (!generators.has(path)) generators.set(path, await LoadGenerator.open({ port, path, connections: CONNECTIONS }));
  return generators.get(path);
}

function measure() {
  const { user, system } = process.cpuUsage();
  return { mainThread: appThreadMicros(), total: user + system, residentBytes: process.memoryUsage.rss() };
}

/** Keeps this thread busy, as client and server of itself, and answers what one request took. */
async function slice({ path, settlingMillis, millis }) {
  const generator = await generatorOf(path);
  const loadFor = async (duration) => {
    let requests = 0;
    for (const end = performance.now() + duration; performance.now() < end; requests += REQUESTS_AT_ONCE)
      await generator.load(REQUESTS_AT_ONCE);
    return requests;
  };
  await loadFor(settlingMillis);
  const before = measure();
  const requests = await loadFor(millis);
  const after = measure();
  const other = after.total - before.total - (after.mainThread - before.mainThread);
  return {
    micros: (after.mainThread - before.mainThread) / requests,
    otherThreadsMicros: other / requests,
  };
}

const actions = {
  measure,
  slice,
  'pprof on'() {
    const { time } = createRequire(import.meta.url)('@datadog/pprof');
    time.start({ intervalMicros: WALL_INTERVAL_MICROS, durationMillis: WALL_DURATION_MILLIS, withContexts: true });
  },
  'pprof off'() {
    createRequire(import.meta.url)('@datadog/pprof').time.stop();
  },
};
if (process.env.WATCH_ROTATIONS !== undefined) {
  const { watchRotations } = await import('../soak/rotations.mjs');
  actions.rotations = watchRotations();
}
process.on('message', async ({ action, ...settings }) => process.send((await actions[action](settings)) ?? {}));
