// An app of which a new version computes more for one endpoint and fails on another; the rest stays as it was.
import express from 'express';
import * as dashboard from 'node-monitoring-dashboard';

const isNew = process.env.NMD_VERSION === '2.0';
const app = express();
dashboard.bind(app, { exclude: ['/flush'] });
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

function spin(millis) {
  const end = performance.now() + millis;
  while (performance.now() < end);
}
function priceOf() {
  spin(isNew ? 45 : 5); // the line that takes longer
}
let asked = 0;
app.get('/priced', (_req, res) => {
  priceOf();
  res.send('priced');
});
app.get('/failing', async (_req, res) => {
  await sleep(80);
  asked += 1;
  res.status(isNew && asked % 3 === 0 ? 503 : 200).send('perhaps');
});
app.get('/steady', async (_req, res) => {
  await sleep(80);
  res.send('steady');
});
app.get('/also-steady', async (_req, res) => {
  await sleep(100);
  res.send('steady');
});
const server = app.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
