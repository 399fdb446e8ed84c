// One Express 5 server of the overhead benchmark; VARIANT says what watches it. The parent asks it for its CPU time.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import express from 'express';

const require = createRequire(import.meta.url);
const variant = process.env.VARIANT;
const app = express();

const watchers = {
  bare() {},
  null() {},
  level0: () => bindAtLevel(0),
  level1: () => bindAtLevel(1),
  'prom-client'() {
    app.use(require('express-prom-bundle')({ includeMethod: true, includePath: true }));
  },
  'swagger-stats'() {
    app.use(require('swagger-stats').getMiddleware({}));
  },
};

async function bindAtLevel(monitorLevel) {
  const { bind } = await import('node-monitoring-dashboard');
  bind(app, { monitorLevel, database: `sqlite:///${process.env.DATABASE}` });
}

await watchers[variant]();
app.get('/items/:id', (req, res) => res.json({ id: req.params.id, name: 'An item', price: 12.5 }));

/** CPU microseconds of the app's thread alone; Linux keeps it in nanoseconds. */
function mainThreadMicros() {
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1000;
}

process.on('message', (message) => {
  if (message !== 'cpu') return;
  const { user, system } = process.cpuUsage();
  process.send({ mainThread: mainThreadMicros(), total: user + system });
});
const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
