// The two-line app, plus a log of its own to compare with: what every handler took, by method and path.
import express from 'express';
import * as dashboard from 'node-monitoring-dashboard';

const app = express();
const monitor = dashboard.bind(app, { exclude: '/own-log' });

const log = {};
app.use((req, res, next) => {
  const started = performance.now();
  res.on('finish', () => {
    const name = `${req.method} ${req.route?.path ?? '(unmatched)'}`;
    log[name] ??= [];
    log[name].push(performance.now() - started);
  });
  next();
});

const factor = Number(process.env.SLEEP_FACTOR ?? 1);
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, factor * millis));
let seed = 42;
const random = () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

app.get('/users/:id', async (_req, res) => {
  // Heavy-tailed: most around 10 ms, a few over 100.
  await sleep(8 + 6 * Math.exp(2.5 * random() ** 3));
  res.json({ ok: true });
});
app.get('/fast', (_req, res) => res.send('fast'));
app.post('/orders', async (_req, res) => {
  await sleep(random() < 0.7 ? 10 + 10 * random() : 60 + 20 * random());
  res.status(201).json({});
});
app.get('/broken', () => {
  throw new Error('broken on purpose');
});
app.get('/missing', (_req, res) => res.sendStatus(404));
app.use((_error, _req, res, _next) => res.status(500).send('broken'));
app.get('/own-log', async (_req, res) => {
  await monitor.flush();
  res.json(log);
});

const server = app.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
