// An app in which requests get stuck in every way there is, at the level and with the options that the test asks for.
import './installation-spy.mjs';
import { createServer, get } from 'node:http';
import express from 'express';
import * as dashboard from 'node-monitoring-dashboard';
import { blockFor } from './outliers-blocking.mjs';

const app = express();
const monitor = dashboard.bind(app, {
  exclude: ['/flush'],
  monitorLevel: Number(process.env.LEVEL ?? 2),
  redact: ['x-family-name', /^x-hidden-/],
});
const silent = createServer(() => {});
await new Promise((resolve) => silent.listen(0, '127.0.0.1', resolve));
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

app.use(express.json(), express.text());
app.get('/fast', async (_req, res) => {
  await sleep(20);
  res.send('fast');
});
app.get('/blocking', (req, res) => {
  if (req.query.millis !== undefined) blockFor(Number(req.query.millis));
  res.send('done');
});
app.get('/blocking-later', async (req, res) => {
  await sleep(2);
  if (req.query.millis !== undefined) blockFor(Number(req.query.millis));
  res.send('done');
});

function callSilentServer(millis) {
  const { port } = silent.address();
  return new Promise((resolve) => {
    const request = get({ port, host: '127.0.0.1', timeout: millis }, resolve);
    request.on('timeout', () => request.destroy()).on('error', resolve);
  });
}
async function loadProfile(millis) {
  await callSilentServer(millis); // the line that waits
  return 'late';
}
app.get('/stuck/:id', async (req, res) => {
  if (req.query.millis === undefined) return res.send('early');
  res.send(await loadProfile(Number(req.query.millis)));
});
app.post('/reset/:token', async (req, res) => {
  if (req.query.slow !== undefined) await sleep(300);
  res.send('reset');
});
app.get('/throwing-getters', async (req, res) => {
  const fail = () => {
    throw new Error('a getter of the app');
  };
  if (req.query.slow !== undefined) {
    for (const name of ['params', 'headers', 'body', 'originalUrl']) Object.defineProperty(req, name, { get: fail });
    await sleep(300);
  }
  res.end('ok');
});
app.get('/flush', async (_req, res) => {
  await Promise.race([monitor.flush(), sleep(3000)]);
  res.send('flushed');
});
const server = app.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
