// Nobody has asked this app for anything yet.
import express from 'express';
import * as dashboard from 'node-monitoring-dashboard';

const app = express();
const monitor = dashboard.bind(app);
app.get('/quiet', (_request, response) => response.json({ ok: true }));

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`login ${monitor.loginUrl}`);
  console.log(`listening ${server.address().port}`);
});
