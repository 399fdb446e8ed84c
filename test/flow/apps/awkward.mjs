// An app with everything that goes wrong around a monitor: callbacks that throw or answer nothing.
import express from 'express';
import * as dashboard from 'node-monitoring-dashboard';

const app = express();
const monitor = dashboard.bind(app, {
  exclude: ['/flush'],
  ...(process.env.CALLBACKS === 'broken'
    ? {
        groupBy: () => {
          throw new Error('groupBy on purpose');
        },
        getIp: () => undefined,
      }
    : {}),
});
app.get('/work', (_req, res) => res.send('done'));
app.get('/flush', async (_req, res) => {
  await Promise.race([monitor.flush(), new Promise((resolve) => setTimeout(resolve, 3000))]);
  res.send('flushed');
});
const server = app.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
