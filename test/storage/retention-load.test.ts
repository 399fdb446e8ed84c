import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/model/clock.ts';
import { REQUEST_FIELD, REQUEST_STRIDE, type RecordBatch } from '../../src/model/record-batch.ts';
import { createStorage } from '../../src/storage/open-storage.ts';
import { SqlStorage } from '../../src/storage/sql/sql-storage.ts';
import { SqliteEngine } from '../../src/storage/sqlite/sqlite-engine.ts';
import { SqliteFile } from '../../src/storage/sqlite/sqlite-file.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { runProcess } from '../contracts/storage/storage-process.ts';
import { timedEngine, type WriteTurn } from '../support/timed-engine.ts';

const EXPIRED = 1_000_000;
const PER_BATCH = 10_000;
const DAY = 86_400_000;
/** Between which a writer gets its own. */
const LEAST_TURNS = 100;

const folders = mkdtempSync(join(tmpdir(), 'nmd-retention-'));
let folder: string;
let file: string;
let location: { readonly engine: 'sqlite'; readonly file: string; readonly tablePrefix: string };
beforeEach(() => {
  folder = mkdtempSync(join(folders, 'try-'));
  file = join(folder, 'monitoring.db');
  location = { engine: 'sqlite', file, tablePrefix: 'nmd_' };
});
afterAll(() => rmSync(folders, { recursive: true, force: true }));

/** A batch of one of ten days, all of which are too old. */
function expiredBatch(sequence: number, now: number): RecordBatch {
  const requests = new Float64Array(PER_BATCH * REQUEST_STRIDE);
  const start = now - (20 - (sequence % 10)) * DAY;
  for (let row = 0; row < PER_BATCH; row += 1) {
    const at = row * REQUEST_STRIDE;
    requests[at + REQUEST_FIELD.endpoint] = row % 3;
    requests[at + REQUEST_FIELD.time] = start + row;
    requests[at + REQUEST_FIELD.duration] = row % 1000;
    requests[at + REQUEST_FIELD.statusCode] = 200;
    requests[at + REQUEST_FIELD.group] = -1;
    requests[at + REQUEST_FIELD.ip] = -1;
  }
  const endpoints = ['/a', '/b', '/c'].map((route) => ({ method: 'GET', route }));
  return { instance: 'past', sequence, version: '1.0', endpoints, strings: [], requests, touches: [] };
}

async function withStorage<Result>(storage: Storage, work: (storage: Storage) => Promise<Result>): Promise<Result> {
  await storage.open();
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

test('a million expired requests go while another process writes, in turns that nobody notices; the file shrinks', {
  timeout: 300_000,
}, async () => {
  const now = Date.now();
  await withStorage(createStorage(location, systemClock), async (storage) => {
    for (let sequence = 1; sequence <= EXPIRED / PER_BATCH; sequence += 1) {
      await storage.write([expiredBatch(sequence, now)]);
    }
  });
  const before = statSync(file).size;

  const endMark = join(folder, 'end');
  const writing = runProcess('write-until-told.ts', { file, endMark });
  const turns: WriteTurn[] = [];
  const loadEngine = async () => timedEngine(new SqliteEngine(new SqliteFile(file), 'nmd_'), turns);
  const pruned = await withStorage(new SqlStorage({ location, clock: systemClock, loadEngine }), async (storage) => {
    turns.length = 0;
    const week = now - 7 * DAY;
    const policy = {
      detailsBefore: 0,
      requestsBefore: week,
      minuteRollupsBefore: week,
      quarterRollupsBefore: week,
      maxBytes: null,
    };
    return storage.prune(policy, false);
  });
  writeFileSync(endMark, '');
  const writer = JSON.parse(await writing) as { stored: number; batches: number };
  const held = (part: 'heldMillis' | 'heldCpuMillis'): number =>
    Math.round(Math.max(...turns.map((turn) => turn[part])));
  console.log(
    `pruned ${pruned.requests} requests in ${turns.length} turns of at most ${held('heldMillis')} ms ` +
      `(${held('heldCpuMillis')} ms of processor time); the writer's waits, in ms: ${JSON.stringify(writer)}`,
  );
  expect(pruned.requests).toBe(EXPIRED);
  // How long they are is for the benchmark to say: here it would be the machine that fails.
  expect(turns.length).toBeGreaterThan(LEAST_TURNS);
  expect(writer.batches).toBeGreaterThan(20);
  expect(writer.stored).toBe(writer.batches * 20);
  const left = await withStorage(createStorage(location, systemClock), async (storage) => {
    const range = { from: now - DAY, to: Date.now() + DAY };
    const query = {
      metrics: ['requests'],
      dimensions: [],
      filters: {},
      timezone: 'UTC',
      step: '1d',
      limit: 1,
    } as const;
    return (await storage.queryMetrics({ ...query, range }))[0]?.requests;
  });
  expect(left).toBe(writer.stored);
  expect(statSync(file).size).toBeLessThan(before / 4);
});
