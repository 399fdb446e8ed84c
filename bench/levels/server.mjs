// One Express 5 server of the levels benchmark; VARIANT says what watches it. The parent asks it for its CPU time.
import { createRequire } from 'node:module';
import express from 'express';
import { appThreadMicros } from '../overhead/app-thread-cpu.mjs';

const AWAITS = 20;
const WALL_INTERVAL_MICROS = 10_000;
const WALL_DURATION_MILLIS = 60_000;
const variant = process.env.VARIANT;
const app = express();

const watchers = {
  level1: () => bindAtLevel(1),
  level2: () => bindAtLevel(2),
  level3: () => bindAtLevel(3),
  pprof() {
    const { time } = createRequire(import.meta.url)('@datadog/pprof');
    time.start({ intervalMicros: WALL_INTERVAL_MICROS, durationMillis: WALL_DURATION_MILLIS, withContexts: true });
  },
};

async function bindAtLevel(monitorLevel) {
  const { bind } = await import('node-monitoring-dashboard');
  return bind(app, { monitorLevel, database: `sqlite:///${process.env.DATABASE}` });
}

const dashboard = await watchers[variant]?.();
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

process.on('message', async (message) => {
  if (message === 'flush') await dashboard?.flush?.();
  process.send({ mainThread: appThreadMicros(), total: totalMicros(), residentBytes: process.memoryUsage.rss() });
});

function totalMicros() {
  const { user, system } = process.cpuUsage();
  return user + system;
}
const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
