// A million requests (or as many as `BENCH_REQUESTS`) through the package's worker into SQLite, then exported by HTTP from
// an app in a process of its own: how long it takes and how much memory that process, its thread and the worker take
// meanwhile, against what they took before. The file is read by a strict parser, which counts the rows. With a path as
// argument the CSV file is kept there, to be opened in a spreadsheet.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'csv-parse';
import { systemClock } from '../../dist/model/clock.js';
import { createStorage } from '../../dist/storage/open-storage.js';
import { MonitoredWorker } from '../ingest/monitored-worker.mjs';
import { Workload } from '../ingest/workload.mjs';

const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 1_000_000);
const BATCH_ROWS = 2000;
const HOURS = 20;
/** A worker that has just started folds what it finds; that is no part of being idle. */
const SETTLING_MILLIS = 40_000;
const IDLE_MILLIS = 5000;
const MEGABYTE = 1_048_576;
const CREDENTIALS = { username: 'bench', password: 'for a benchmark only' };
const [kept] = process.argv.slice(2);

const folder = mkdtempSync(join(tmpdir(), 'nmd-bench-export-'));
const file = join(folder, 'monitoring.db');

async function fill() {
  const worker = new MonitoredWorker({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, 'past');
  const workload = new Workload({ instance: 'past' });
  const start = Date.now() - HOURS * 3_600_000;
  const stepMillis = (HOURS * 3_600_000) / REQUESTS;
  for (let from = 0; from < REQUESTS; from += BATCH_ROWS)
    await worker.store([workload.batch(BATCH_ROWS, (row) => Math.floor(start + (from + row) * stepMillis))]);
  // What the worker keeps is not in the database yet.
  while ((await storedRequests()) < REQUESTS) await pause(500);
  await worker.close();
}

async function storedRequests() {
  const storage = createStorage({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, systemClock);
  await storage.open();
  const range = { from: Date.now() - 24 * 3_600_000, to: Date.now() };
  const question = { metrics: ['requests'], dimensions: [], range, filters: {}, timezone: 'UTC', step: '1d', limit: 1 };
  const [row] = await storage.queryMetrics(question);
  await storage.close();
  return row?.requests ?? 0;
}

/** Speaks to the dashboard as an admin. */
async function signIn(url) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/dashboard/api/login`, {
    method: 'POST',
    headers,
    body: JSON.stringify(CREDENTIALS),
  });
  if (!response.ok) throw new Error(`login: ${response.status} ${await response.text()}`);
  const [cookie = ''] = (response.headers.getSetCookie()[0] ?? '').split(';');
  return (path) => fetch(`${url}/dashboard/api${path}`, { headers: { cookie } });
}

/** Megabytes: the highest of many samples, taken until `isOver`. */
async function highestMemory(url, get, isOver) {
  const highest = { process: 0, 'app heap': 0, 'worker heap': 0 };
  do {
    const { rss, heapUsed } = await (await fetch(`${url}/memory`)).json();
    const { worker } = await (await get('/status')).json();
    const sample = { process: rss, 'app heap': heapUsed, 'worker heap': worker.memoryBytes };
    for (const [name, bytes] of Object.entries(sample)) highest[name] = Math.max(highest[name], bytes / MEGABYTE);
    await pause(100);
  } while (!isOver());
  return highest;
}

/** Idle is an app whose dashboard has been looked at: what that leaves in memory is not the export's. */
async function lookAround(get) {
  const questions = ['/endpoints', '/metrics?metrics=requests,p95&dimensions=time', '/requests?limit=500', '/groups'];
  for (const question of questions) await (await get(question)).arrayBuffer();
}

async function measured(url, get, path, target) {
  const idleEnd = Date.now() + IDLE_MILLIS;
  const idle = await highestMemory(url, get, () => Date.now() > idleEnd);
  const started = performance.now();
  let isOver = false;
  const watched = highestMemory(url, get, () => isOver);
  const response = await get(path);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  await pipeline(Readable.fromWeb(response.body), createWriteStream(target));
  isOver = true;
  const seconds = (performance.now() - started) / 1000;
  const busy = await watched;
  const growth = Object.fromEntries(
    Object.entries(busy).map(([name, most]) => [
      `${name} MB`,
      `${idle[name].toFixed(0)} + ${(most - idle[name]).toFixed(1)}`,
    ]),
  );
  return { seconds: seconds.toFixed(1), MB: (statSync(target).size / MEGABYTE).toFixed(0), ...growth };
}

async function rowsOfCsv(path) {
  let rows = 0;
  const parser = createReadStream(path).pipe(parse({ columns: true, relax_quotes: false, relax_column_count: false }));
  for await (const row of parser) if (Number.isFinite(Number(row.duration)) && row.endpoint !== '') rows += 1;
  return rows;
}

async function rowsOfLines(path) {
  let rest = '';
  let rows = 0;
  for await (const text of createReadStream(path, 'utf8')) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (typeof JSON.parse(line).duration === 'number') rows += 1;
  }
  return rows;
}

try {
  const began = performance.now();
  await fill();
  console.log(`${REQUESTS} requests stored in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const environment = { PATH: process.env.PATH, NMD_DATABASE: `sqlite:///${file}`, NMD_USERNAME: CREDENTIALS.username };
  const app = fork(new URL('server.mjs', import.meta.url), {
    env: { ...environment, NMD_PASSWORD: CREDENTIALS.password },
    execArgv: [],
  });
  const [port] = await once(app, 'message');
  const url = `http://127.0.0.1:${port}`;
  const get = await signIn(url);
  await lookAround(get);
  await pause(SETTLING_MILLIS);
  const csv = join(folder, 'requests.csv');
  const lines = join(folder, 'requests.ndjson');
  const table = {
    csv: { ...(await measured(url, get, '/export/requests', csv)), rows: await rowsOfCsv(csv) },
    ndjson: {
      ...(await measured(url, get, '/export/requests?format=ndjson', lines)),
      rows: await rowsOfLines(lines),
    },
  };
  console.table(table);
  if (kept !== undefined) copyFileSync(csv, kept);
  app.kill();
  await once(app, 'exit');
  if (Object.values(table).some(({ rows }) => rows !== REQUESTS)) {
    console.error(`not all of ${REQUESTS} requests were exported`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
