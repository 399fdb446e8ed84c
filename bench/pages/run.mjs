// The dashboard on a month of 10 million requests to 1,000 endpoints: how soon the overview is there and how smoothly it scrolls (and an empty
// page beside it), and what it does to the event loop of an app under 500 requests per second that every page is opened of. The second is measured without
// the browser, which would take the app's processors: what each page asks is written down and asked again from a process that only reads.
//   node pages/run.mjs [--size 10000000] [--endpoints 1000] [--rounds 20]
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { databaseOf, isComplete } from '../queries/data-set.mjs';
import { DAY, NOW } from '../queries/past.mjs';
import { confidenceInterval, median } from '../statistics.mjs';
import { askedBy, emptyScrolling, openBrowser, overviewMillis, scrolling } from './browser.mjs';

const PER_SECOND = 500;
const SLICE_MILLIS = 3000;
const CREDENTIALS = { username: 'bench', password: 'a long sentence for it' };
const APP_PAGES = ['overview', 'hourly_load', 'daily_utilization', 'multi_version', 'api_performance'];
const MORE_PAGES = ['status_code_distribution', 'reporting', 'runtime', 'database_management', 'monitor_health'];
const TABS = ['', 'hourly_load', 'status_code_distribution', 'versions', 'users', 'ips', 'version_user', 'version_ip'];
const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '10000000' },
    endpoints: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '20' },
  },
});
const [size, endpoints, rounds] = [values.size, values.endpoints, values.rounds].map(Number);
const month = `?from=${new Date(NOW - 30 * DAY).toISOString()}&to=${new Date(NOW).toISOString()}`;
const day = `?from=${new Date(NOW - DAY).toISOString()}&to=${new Date(NOW).toISOString()}`;
const folder = mkdtempSync(join(tmpdir(), 'nmd-bench-'));
const children = [];

function start(file, { parameters = [], environment = {} }) {
  const env = { ...process.env, ...environment, NODE_ENV: 'development' };
  const path = new URL(file, import.meta.url);
  const child = fork(path, parameters.map(String), { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.push(child);
  return child;
}

async function startApp() {
  if (!isComplete(size, endpoints)) {
    const generator = new URL('../queries/generate.mjs', import.meta.url).pathname;
    spawnSync(process.execPath, [generator, String(size), String(endpoints)], { stdio: 'inherit' });
  }
  const database = join(folder, 'nmd.db');
  copyFileSync(databaseOf(size, endpoints), database);
  const environment = { DATABASE: database, NMD_USERNAME: CREDENTIALS.username, NMD_PASSWORD: CREDENTIALS.password };
  const app = start('server.mjs', { environment });
  const [{ port }] = await once(app, 'message');
  return { app, root: `http://127.0.0.1:${port}/dashboard`, port };
}

async function signIn(root) {
  const headers = { 'content-type': 'application/json' };
  for (;;) {
    const answer = await fetch(`${root}/api/login`, { method: 'POST', headers, body: JSON.stringify(CREDENTIALS) });
    if (answer.ok) return answer.headers.getSetCookie()[0].split(';')[0];
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Of the app's event loop, in milliseconds, while something goes on. */
async function delayDuring(app, work) {
  await ask(app);
  await work();
  return (await ask(app)).p99;
}

async function ask(app) {
  app.send('delay');
  return (await once(app, 'message'))[0];
}

/** One page after the other, each with its questions at once as a browser asks them, until the time is over. */
async function openPages(pages, cookie) {
  const end = performance.now() + SLICE_MILLIS;
  let opened = 0;
  for (; performance.now() < end; opened += 1) {
    const page = pages[opened % pages.length];
    await Promise.all(
      page.map(async (address) => {
        const answer = await fetch(address, { headers: { cookie } });
        if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
        await answer.arrayBuffer();
      }),
    );
  }
  return opened;
}

try {
  const { app, root, port } = await startApp();
  const cookie = await signIn(root);
  const { browser, context } = await openBrowser(cookie, root);
  const figures = {
    overviewDayMillis: await overviewMillis(context, `${root}/overview${day}`),
    overviewMonthMillis: await overviewMillis(context, `${root}/overview${month}`),
    scrolling: await scrolling(context, `${root}/overview${month}`),
    scrollingOfEmptyPage: await emptyScrolling(context),
  };
  console.log(figures);
  const list = await (await fetch(`${root}/api/endpoints`, { headers: { cookie } })).json();
  const { id } = list.endpoints.find(({ route }) => route.endsWith('things-0/:id'));
  const addresses = [...APP_PAGES, ...MORE_PAGES, ...TABS.map((tab) => `endpoint/${id}/${tab}`)];
  const pages = [];
  for (const address of addresses) pages.push(await askedBy(context, `${root}/${address}${month}`));
  await browser.close();

  start('visitors.mjs', { parameters: [port, PER_SECOND] });
  const without = [];
  const withPages = [];
  let opened = 0;
  for (let round = 0; round < rounds; round += 1) {
    without.push(await delayDuring(app, () => new Promise((resolve) => setTimeout(resolve, SLICE_MILLIS))));
    const rotated = [...pages.slice(opened % pages.length), ...pages.slice(0, opened % pages.length)];
    withPages.push(
      await delayDuring(app, async () => {
        opened += await openPages(rotated, cookie);
      }),
    );
  }
  const report = {
    node: process.versions.node,
    size,
    endpoints,
    rounds,
    ...figures,
    pages: pages.length,
    questions: pages.flat().length,
    opened,
    delayP99Millis: { without: median(without), with: median(withPages) },
    addedP99Millis: confidenceInterval(withPages.map((value, at) => value - without[at])),
  };
  writeFileSync(new URL('../results/pages.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
  console.log(report);
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
