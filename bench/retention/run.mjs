// What writers feel of retention: an SQLite file with expired requests (default a million) is pruned in this process
// while another one writes small batches. Prints how long their writes took before, and during the pruning.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../dist/model/clock.js';
import { createStorage } from '../../dist/storage/open-storage.js';
import { percentile } from '../statistics.mjs';

const EXPIRED = Number(process.env.BENCH_REQUESTS ?? 1_000_000);
const PER_BATCH = 10_000;
const DAY_MILLIS = 86_400_000;
const CALM_MILLIS = 5000;
const FIELDS = 7;

const folder = mkdtempSync(join(tmpdir(), 'nmd-bench-'));
const file = join(folder, 'monitoring.db');
const now = Date.now();
let writer = null;

/** Of one of ten days, all of which are too old. */
function expiredBatch(sequence) {
  const requests = new Float64Array(PER_BATCH * FIELDS);
  const start = now - (20 - (sequence % 10)) * DAY_MILLIS;
  for (let row = 0; row < PER_BATCH; row += 1) {
    requests.set([row % 10, start + row * 1000, row % 1000, 200, 0, row % 50, -1], row * FIELDS);
  }
  const endpoints = Array.from({ length: 10 }, (_, at) => ({ method: 'GET', route: `/route-${at}` }));
  const strings = Array.from({ length: 50 }, (_, at) => `user-${at}`);
  return { instance: 'past', sequence, version: '1.0', endpoints, strings, requests, touches: [] };
}

/** The file's size once its log is written back. */
async function withStorage(work) {
  const storage = createStorage({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, systemClock);
  await storage.open();
  const result = await work(storage);
  await storage.close();
  return { result, bytes: statSync(file).size };
}

function row(name, millis) {
  const [median, p99, longest] = [0.5, 0.99, 1].map((share) => percentile(millis, share).toFixed(1));
  return { writes: name, count: millis.length, 'median ms': median, 'p99 ms': p99, 'longest ms': longest };
}

try {
  const built = performance.now();
  const { bytes: full } = await withStorage(async (storage) => {
    for (let sequence = 1; sequence <= EXPIRED / PER_BATCH; sequence += 1)
      await storage.write([expiredBatch(sequence)]);
  });
  console.log(`built ${EXPIRED} requests in ${((performance.now() - built) / 1000).toFixed(1)} s`);
  writer = fork(new URL('writer.mjs', import.meta.url), [file]);
  await once(writer, 'message');
  await new Promise((resolve) => setTimeout(resolve, CALM_MILLIS));
  writer.send('pruning');
  const started = performance.now();
  const before = now - 7 * DAY_MILLIS;
  const ages = {
    requestsBefore: before,
    minuteRollupsBefore: before,
    quarterRollupsBefore: before,
    detailsBefore: before,
  };
  const policy = { ...ages, maxBytes: null };
  const { result } = await withStorage((storage) => storage.prune(policy, false));
  const seconds = (performance.now() - started) / 1000;
  writer.send('end');
  const [{ calm, pruning }] = await once(writer, 'message');
  await once(writer, 'exit');
  console.table([row('before', calm), row('while pruning', pruning)]);
  const { bytes: left } = await withStorage(async () => undefined);
  console.log(`pruned ${JSON.stringify(result)} in ${seconds.toFixed(1)} s; ${full} bytes became ${left}`);
} finally {
  writer?.kill();
  rmSync(folder, { recursive: true, force: true });
}
