// The monitored app of the pages benchmark: serves a small answer and tells its event loop's delay. DATABASE is a copy of a data set,
// whose times are long past: nothing is too old here.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import express from 'express';
import { bind } from 'node-monitoring-dashboard';

const FOREVER = 36_500;
const app = express();
bind(app, {
  database: `sqlite:///${process.env.DATABASE}`,
  retention: {
    requestDays: FOREVER,
    detailDays: FOREVER,
    minuteRollupDays: FOREVER,
    quarterHourRollupDays: FOREVER,
  },
});
app.get('/items/:id', (req, res) => res.json({ id: req.params.id, name: 'An item', price: 12.5 }));

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('message', () => {
  process.send({ p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 });
  delay.reset();
});
const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
