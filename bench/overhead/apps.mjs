// The Express 5 apps of the overhead benchmark: all alike but for what watches them.
import { createRequire } from 'node:module';
import express from 'express';

const require = createRequire(import.meta.url);
const KEEP_ALIVE_MILLIS = 600_000;

const WATCHERS = {
  level0: (app) => bindAtLevel(app, 0),
  level1: (app) => bindAtLevel(app, 1),
  'prom-client'(app) {
    app.use(require('express-prom-bundle')({ includeMethod: true, includePath: true }));
  },
  'swagger-stats'(app) {
    app.use(require('swagger-stats').getMiddleware({}));
  },
};

async function bindAtLevel(app, monitorLevel) {
  const { bind } = await import('node-monitoring-dashboard');
  const logger = { debug() {}, info() {}, warn: console.error, error: console.error };
  return bind(app, { monitorLevel, logger, database: `sqlite:///${process.env.DATABASE}` });
}

/** Starts an app; a name that is no watcher's starts a bare one. */
export async function startApp(name) {
  const app = express();
  const dashboard = await WATCHERS[name]?.(app);
  app.get('/items/:id', (req, res) => res.json({ id: req.params.id, name: 'An item', price: 12.5 }));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  server.keepAliveTimeout = KEEP_ALIVE_MILLIS;
  return { port: server.address().port, dashboard };
}
