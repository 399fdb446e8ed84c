// Stores each request's id as its group, to be counted one by one; lets the test kill its worker, or itself.

import express from 'express';
import * as dashboard from 'node-monitoring-dashboard';
import { keptBatches, killAtKept, killWorker } from './worker-spy.mjs';

const app = express();
dashboard.bind(app, { exclude: '/control', groupBy: (req) => req.headers['x-request-id'] });
app.get('/work', (_req, res) => res.send('done'));
app.post('/control/kill-worker', (_req, res) => {
  killWorker();
  res.send('killed');
});
app.post('/control/kill-at-next-kept', (_req, res) => {
  killAtKept(keptBatches() + 1);
  res.send('will be killed');
});
app.post('/control/exit', () => process.exit(0));
const server = app.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
