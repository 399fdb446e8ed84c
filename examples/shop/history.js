// Gives the demo a past: `node history.js FILE`. Writes the same batches to the same storage as a running app,
// so rollups and figures are real. Reports its progress to the process that started it.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { systemClock } from '../../dist/model/clock.js';
import { createStorage } from '../../dist/storage/open-storage.js';
import { ENDPOINT_KEYS, pastBatches } from './past-batches.js';
import { RELEASES } from './versions.js';

const DAY_MILLIS = 86_400_000;
const LONGEST_MILLIS = RELEASES[0].daysAgo * DAY_MILLIS;
/** A shorter time without the demo is no gap worth filling. */
const SHORTEST_MILLIS = 10 * 60_000;

/** @param {string} file @param {(storage: ReturnType<typeof createStorage>) => Promise<void>} work */
async function withStorage(file, work) {
  const storage = createStorage({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, systemClock);
  await storage.open();
  await work(storage);
  await storage.close();
}

async function write(storage, period) {
  await storage.addEndpoints(ENDPOINT_KEYS, 1);
  let requests = 0;
  for (const { batch, upTo } of pastBatches(period)) {
    requests += (await storage.write([batch])).requests;
    process.send?.({ requests, share: (upTo - period.from) / (period.to - period.from) });
  }
}

/** A mark beside the file says that its history is not complete: an interrupted start is begun anew. */
async function createDatabase(file, now) {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  writeFileSync(unfinishedMark(file), '');
  await withStorage(file, (storage) => write(storage, { from: now - LONGEST_MILLIS, to: now, firstStart: now }));
  rmSync(unfinishedMark(file));
}

/** @param {string} file */
function unfinishedMark(file) {
  return `${file}.unfinished`;
}

/** The shop was never closed, only this computer was. */
async function fillGap(storage, now) {
  const { rows } = await storage.listRequests({ range: { from: 0, to: now }, filters: {}, limit: 1, cursor: null });
  const from = Math.max(rows[0]?.time ?? 0, now - LONGEST_MILLIS);
  if (now - from > SHORTEST_MILLIS) await write(storage, { from, to: now, firstStart: from });
}

process.on('disconnect', () => process.exit(1));
const [file] = process.argv.slice(2);
const now = systemClock.now();
if (!existsSync(file) || existsSync(unfinishedMark(file))) await createDatabase(file, now);
else await withStorage(file, (storage) => fillGap(storage, now));
process.removeAllListeners('disconnect');
process.disconnect?.();
