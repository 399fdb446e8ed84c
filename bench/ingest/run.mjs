// Requests per second through the package's worker, rollups included, against bare prepared inserts of the same rows;
// slices of both take turns, so that what else the machine does hits both. Needs Linux; servers by NMD_BENCH_POSTGRES and
// NMD_BENCH_MYSQL. `--requests` is the number for SQLite; history and servers get a fifth. Batches are of three versions in
// turn, which makes more rollups than one process does, whose batches are all of one: `--versions 1`.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { createStorage } from '../../dist/storage/open-storage.js';
import { median } from '../statistics.mjs';
import { bareMysql, barePostgres, bareSqlite, rowsOf } from './bare-inserts.mjs';
import { cpuMicros, MonitoredWorker } from './monitored-worker.mjs';
import { dropMysql, dropPostgres, mysqlSizes, postgresSizes, sqliteSizes } from './sizes.mjs';
import { DAY_MILLIS, Workload } from './workload.mjs';

const BATCH_ROWS = 2000;
const WARM_UP_SHARE = 0.25;
const HISTORY_DAYS = 30;
/** While it is looked at how long others wait. */
const LOCK_REQUESTS = 320_000;

const { values: choice } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000000' },
    slice: { type: 'string', default: '40000' },
    versions: { type: 'string', default: '3' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'nmd-bench-ingest-'));
const run = `b${process.pid}`;

function sliceOf(workload, rows, timeOf) {
  const batches = [];
  for (let from = 0; from < rows; from += BATCH_ROWS)
    batches.push(workload.batch(BATCH_ROWS, (row) => timeOf(from + row)));
  return batches;
}

async function timed(work) {
  const cpuBefore = cpuMicros();
  const started = performance.now();
  await work();
  const millis = performance.now() - started;
  const { own, others } = cpuMicros();
  return { millis, own: own - cpuBefore.own, others: others - cpuBefore.others };
}

/** Live traffic, as fast as the worker takes it. */
async function live({ name, location, bare, requests, sizes }) {
  const worker = new MonitoredWorker(location, `live-${name}`);
  const workload = new Workload({ instance: `live-${name}`, versions: Number(choice.versions) });
  const sliceRows = Math.min(requests / 10, Number(choice.slice));
  let posted = 0;
  const measured = [];
  for (let stored = 0; stored < requests; stored += sliceRows) {
    const batches = sliceOf(workload, sliceRows, () => Date.now());
    const rows = batches.flatMap(rowsOf);
    posted += rows.length;
    const ours = await timed(() => worker.store(batches));
    const theirs = await timed(() => bare.store(rows));
    if (stored >= requests * WARM_UP_SHARE) measured.push({ ours, theirs });
  }
  if (location.engine === 'sqlite') posted += LOCK_REQUESTS;
  const longestLockMillis = location.engine === 'sqlite' ? await longestLock(worker, workload, location.file) : null;
  await worker.close();
  await bare.close();
  const count = measured.length * sliceRows;
  const sum = (pick) => measured.reduce((total, slice) => total + pick(slice), 0);
  return {
    name,
    requests: posted,
    requestsPerSecond: (count / sum(({ ours }) => ours.millis)) * 1000,
    barePerSecond: (count / sum(({ theirs }) => theirs.millis)) * 1000,
    rateToBare: sum(({ theirs }) => theirs.millis) / sum(({ ours }) => ours.millis),
    medianSliceRateToBare: median(measured.map(({ ours, theirs }) => theirs.millis / ours.millis)),
    workerCpuMicros: sum(({ ours }) => ours.others) / count,
    bareCpuMicros: sum(({ theirs }) => theirs.own) / count,
    longestLockMillis,
    ...(await bytes(location, sizes, posted)),
  };
}

async function bytes(location, sizes, posted) {
  const { requests, requestIndexes, rollups } = await sizes();
  const storage = createStorage(location, { now: Date.now, monotonic: () => performance.now() });
  await storage.open();
  const [row] = await storage.queryMetrics({
    metrics: ['requests'],
    dimensions: [],
    range: { from: 0, to: Date.now() + DAY_MILLIS },
    filters: {},
    timezone: 'UTC',
    step: '1d',
    limit: 1,
  });
  await storage.close();
  const stored = row.requests;
  // What had to wait for two seconds went to disk, and was acknowledged without being in the database.
  if (stored !== posted)
    throw new Error(
      `${stored} of ${posted} are stored: the rest was put on disk, as the machine is too busy to measure`,
    );
  return {
    stored,
    bytesPerRequest: requests / stored,
    indexBytesPerRequest: requestIndexes / stored,
    rollupBytesPerRequest: rollups / stored,
    rollupBytes: rollups,
  };
}

/** While the worker is kept busy for some folds. */
async function longestLock(worker, workload, file) {
  const probe = new Worker(new URL('lock-probe.mjs', import.meta.url), { workerData: { file } });
  for (let stored = 0; stored < LOCK_REQUESTS; stored += 40_000)
    await worker.store(sliceOf(workload, 40_000, () => Date.now()));
  const answer = new Promise((resolve) => probe.once('message', resolve));
  probe.postMessage('stop');
  return answer;
}

/** Requests of thirty days in the order of time, as an import or a demo loads them. */
async function history(requests) {
  const location = { engine: 'sqlite', file: join(folder, 'history.db'), tablePrefix: 'nmd_' };
  const worker = new MonitoredWorker(location, 'history');
  const workload = new Workload({ instance: 'history' });
  const from = Date.now() - HISTORY_DAYS * DAY_MILLIS;
  const step = (HISTORY_DAYS * DAY_MILLIS) / requests;
  const total = { millis: 0, others: 0 };
  for (let stored = 0; stored < requests; stored += 20_000) {
    const batches = sliceOf(workload, 20_000, (row) => from + (stored + row) * step);
    const { millis, others } = await timed(() => worker.store(batches));
    total.millis += millis;
    total.others += others;
  }
  await worker.close();
  return {
    name: `sqlite, ${HISTORY_DAYS} days`,
    requests,
    requestsPerSecond: (requests / total.millis) * 1000,
    workerCpuMicros: total.others / requests,
    ...(await bytes(location, () => sqliteSizes(location.file, 'nmd_'), requests)),
  };
}

const requests = Number(choice.requests);
const results = [];
try {
  const file = join(folder, 'live.db');
  results.push(
    await live({
      name: 'sqlite',
      location: { engine: 'sqlite', file, tablePrefix: 'nmd_' },
      bare: await bareSqlite(join(folder, 'bare.db')),
      requests,
      sizes: () => sqliteSizes(file, 'nmd_'),
    }),
  );
  results.push(await history(requests / 5));
  for (const [engine, url, bare, sizes, drop] of [
    ['postgres', process.env.NMD_BENCH_POSTGRES, barePostgres, postgresSizes, dropPostgres],
    ['mysql', process.env.NMD_BENCH_MYSQL, bareMysql, mysqlSizes, dropMysql],
  ]) {
    if (url === undefined) continue;
    const tablePrefix = `${run}_`;
    const location = { engine, url, tablePrefix };
    results.push(
      await live({
        name: engine,
        location,
        bare: await bare(url, `${run}bare`),
        requests: requests / 5,
        sizes: () => sizes(url, tablePrefix),
      }),
    );
    await drop(url, tablePrefix);
  }
  const report = { node: process.versions.node, batchRows: BATCH_ROWS, versions: Number(choice.versions), results };
  writeFileSync(new URL('../results/ingest.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
  const digits = (value, count) => (value === undefined || value === null ? '' : value.toFixed(count));
  console.table(
    results.map((each) => ({
      engine: each.name,
      'requests/s': digits(each.requestsPerSecond, 0),
      'bare/s': digits(each.barePerSecond, 0),
      'to bare': digits(each.rateToBare, 2),
      'worker CPU µs': digits(each.workerCpuMicros, 1),
      'bare CPU µs': digits(each.bareCpuMicros, 1),
      'bytes/request': digits(each.bytesPerRequest, 1),
      indexes: digits(each.indexBytesPerRequest, 1),
      'rollups MB': digits(each.rollupBytes / 1e6, 1),
      'longest lock ms': digits(each.longestLockMillis, 0),
    })),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
