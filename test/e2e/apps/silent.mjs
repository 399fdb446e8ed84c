// Nobody has asked this app for anything yet.
import express from 'express';
import * as dashboard from 'node-monitoring-dashboard';

const app = express();
const monitor = dashboard.bind(app);
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`login ${monitor.loginUrl}`);
  console.log(`listening ${server.address().port}`);
});
