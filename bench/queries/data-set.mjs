// The data set of one size in a file of the system's temporary folder, written through the real ingest path and
// kept for the next run. Interrupted, it goes on with the day it was at: what is stored is skipped.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage } from '../../dist/storage/open-storage.js';
import { DAY, DAYS, dayBatches, ENDPOINTS, NOW } from './past.mjs';

const FOLDER = join(tmpdir(), 'nmd-bench-queries');
/** More than the worker writes at once, as nobody waits for an answer meanwhile. */
const BATCHES_PER_WRITE = 20;

let passedMillis = 0;
/** Stands still while the past is written: it is folded as seldom as the limits of a fold allow. */
export const clock = { now: () => NOW, monotonic: () => passedMillis };

export function databaseOf(size, endpoints = ENDPOINTS) {
  return join(FOLDER, `${nameOf(size, endpoints)}.db`);
}

export async function openDataSet(size, endpoints = ENDPOINTS) {
  const file = databaseOf(size, endpoints);
  const storage = createStorage({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, clock);
  await storage.open();
  return storage;
}

export function isComplete(size, endpoints = ENDPOINTS) {
  return storedDays(size, endpoints) === DAYS;
}

export async function completeDataSet(size, endpoints = ENDPOINTS) {
  if (isComplete(size, endpoints)) return;
  mkdirSync(FOLDER, { recursive: true });
  const storage = await openDataSet(size, endpoints);
  try {
    for (let day = storedDays(size, endpoints); day < DAYS; day += 1) {
      const started = performance.now();
      const requests = await writeDay(storage, { size, endpoints, day });
      noteStoredDays({ size, endpoints, days: day + 1 });
      const perSecond = Math.round(requests / ((performance.now() - started) / 1000));
      process.stderr.write(`${size}: day ${day + 1} of ${DAYS}, ${perSecond} requests/s\n`);
    }
    // Later the worker folds the rest.
    passedMillis += DAY;
    await storage.fold();
  } finally {
    await storage.close();
  }
}

async function writeDay(storage, { size, endpoints, day }) {
  let requests = 0;
  let waiting = [];
  const flush = async () => {
    requests += (await storage.write(waiting)).requests;
    waiting = [];
  };
  for (const batch of dayBatches(size, day, endpoints)) {
    waiting.push(batch);
    if (waiting.length === BATCHES_PER_WRITE) await flush();
  }
  await flush();
  return requests;
}

function storedDays(size, endpoints) {
  const progress = progressOf(size, endpoints);
  return existsSync(progress) ? JSON.parse(readFileSync(progress, 'utf8')).days : 0;
}

function noteStoredDays({ size, endpoints, days }) {
  const progress = progressOf(size, endpoints);
  const draft = `${progress}.draft`;
  writeFileSync(draft, JSON.stringify({ days }));
  renameSync(draft, progress);
}

function progressOf(size, endpoints) {
  return join(FOLDER, `${nameOf(size, endpoints)}.json`);
}

function nameOf(size, endpoints) {
  return endpoints === ENDPOINTS ? String(size) : `${size}-of-${endpoints}`;
}
