import express from 'express';
import * as dashboard from 'node-monitoring-dashboard';

const app = express();
dashboard.bind(app, {
  monitorLevel: Number(process.env.LEVEL),
  database: `sqlite:///${process.env.DB}`,
  username: 'a',
  password: 'bbbbbbbbbb',
});
app.get('/a', async (q, r) => {
  await new Promise((x) => setTimeout(x, 5));
  r.send('x');
});
app.get('/exit', (q, r) => {
  process.exit(3);
});
app.get('/block-exit', (q, r) => {
  const e = performance.now() + 300;
  while (performance.now() < e);
  process.exit(4);
});
app.get('/exec-exit', async (q, r) => {
  (await import('node:child_process')).execSync('sleep 0.4');
  process.exit(5);
});
const s = app.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${s.address().port}`;
  for (let i = 0; i < 40; i++) await (await fetch(base + '/a')).text();
  await new Promise((x) => setTimeout(x, 1500));
  const how = process.argv[2];
  if (how === 'term') process.kill(process.pid, 'SIGTERM');
  else {
    fetch(base + '/a').catch(() => {});
    await new Promise((x) => setTimeout(x, 3));
    fetch(base + '/' + how).catch(() => {});
  }
});
