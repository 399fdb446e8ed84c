// The app whose requests are exported. Says what memory it takes when asked.
import express from 'express';
import { bind } from 'node-monitoring-dashboard/express';

const app = express();
bind(app, { exclude: '/memory' });
app.get('/memory', (_req, res) => {
  const { rss, heapUsed, external } = process.memoryUsage();
  res.json({ rss, heapUsed, external });
});
const server = app.listen(0, '127.0.0.1', () => process.send(server.address().port));
