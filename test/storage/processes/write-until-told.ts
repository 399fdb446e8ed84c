import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../../src/model/clock.ts';
import { SqlStorage } from '../../../src/storage/sql/sql-storage.ts';
import { SqliteEngine } from '../../../src/storage/sqlite/sqlite-engine.ts';
import { SqliteFile } from '../../../src/storage/sqlite/sqlite-file.ts';
import { recordBatch } from '../../support/record-batch.ts';
import { timedEngine, type WriteTurn } from '../../support/timed-engine.ts';

interface Choice {
  readonly file: string;
  /** When it exists, it is time to end. */
  readonly endMark: string;
}

const { file, endMark } = JSON.parse(process.argv[2] ?? '') as Choice;
const turns: WriteTurn[] = [];
const storage = new SqlStorage({
  location: { engine: 'sqlite', file, tablePrefix: 'nmd_' },
  clock: systemClock,
  loadEngine: async () => timedEngine(new SqliteEngine(new SqliteFile(file), 'nmd_'), turns),
});
await storage.open();
turns.length = 0;
let stored = 0;
let batches = 0;
for (let sequence = 1; !existsSync(endMark); sequence += 1) {
  const requests = Array.from({ length: 20 }, (_, at) => ({
    endpoint: { method: 'GET', route: '/live' },
    time: Date.now(),
    duration: at,
  }));
  stored += (await storage.write([{ ...recordBatch(sequence, '1.0', requests), instance: 'writer' }])).requests;
  batches += 1;
  await pause(5);
}
await storage.close();
const waits = turns.map(({ waitMillis }) => waitMillis).sort((a, b) => a - b);
const at = (share: number): number => Math.round((waits[Math.floor(share * (waits.length - 1))] ?? 0) * 10) / 10;
console.log(JSON.stringify({ stored, batches, median: at(0.5), p99: at(0.99), longest: at(1) }));
