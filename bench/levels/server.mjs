// The Express 5 server of the levels benchmark, watched by this package or, now and then, by Datadog's wall profiler.
import { createRequire } from 'node:module';
import express from 'express';
import { appThreadMicros } from '../overhead/app-thread-cpu.mjs';

const AWAITS = 20;
const WALL_INTERVAL_MICROS = 10_000;
const WALL_DURATION_MILLIS = 60_000;
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

const actions = {
  measure: () => {},
  'pprof on'() {
    const { time } = createRequire(import.meta.url)('@datadog/pprof');
    time.start({ intervalMicros: WALL_INTERVAL_MICROS, durationMillis: WALL_DURATION_MILLIS, withContexts: true });
  },
  'pprof off'() {
    createRequire(import.meta.url)('@datadog/pprof').time.stop();
  },
};
process.on('message', (action) => {
  actions[action]();
  const { user, system } = process.cpuUsage();
  process.send({ mainThread: appThreadMicros(), total: user + system, residentBytes: process.memoryUsage.rss() });
});
const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
