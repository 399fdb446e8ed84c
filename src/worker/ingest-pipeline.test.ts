import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordBatch } from '../../test/support/record-batch.ts';
import { systemClock } from '../model/clock.ts';
import type { Logger } from '../model/logger.ts';
import type { RecordBatch } from '../model/record-batch.ts';
import { createStorage } from '../storage/open-storage.ts';
import { chooseSqliteModule, type SqliteDatabase } from '../storage/sqlite/sqlite-module.ts';
import { DatabaseFile } from './database-file.ts';
import { IngestPipeline } from './ingest-pipeline.ts';
import { Spill } from './spill/spill.ts';
import { SpillFolder, spillPlace } from './spill/spill-folder.ts';
import { ownerToken } from './spill/spill-owner.ts';
import { StorageKeeper } from './storage-keeper.ts';

const endpoint = { method: 'GET', route: '/work' };

function batch(sequence: number, instance: string, requests = 1): RecordBatch {
  const rows = Array.from({ length: requests }, (_, at) => ({ endpoint, time: sequence * 1000 + at, duration: 1 }));
  return { ...recordBatch(sequence, '1.0', rows), instance };
}

describe('IngestPipeline', () => {
  let folder: string;
  let file: string;
  let other: SqliteDatabase;
  const rigs: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ingest-'));
    file = join(folder, 'app.db');
    await rig().open();
    const { module } = await chooseSqliteModule();
    other = new module.DatabaseSync(file);
  });
  afterEach(async () => {
    other.close();
    for (const each of rigs.splice(0)) await each.close();
    rmSync(folder, { recursive: true });
  });

  function rig(limitBytes = 1e6, onKept: () => void = () => {}) {
    const id = randomUUID();
    const location = { engine: 'sqlite', file, tablePrefix: 'nmd_' } as const;
    const kept: number[] = [];
    const lost: number[] = [];
    const full: boolean[] = [];
    const logged: string[] = [];
    const log = (message: string): void => void logged.push(message);
    const logger: Logger = { debug: log, info: log, warn: log, error: log };
    const clock = systemClock;
    const storage = createStorage(location, clock);
    const keeper = new StorageKeeper({ storage, file: new DatabaseFile(file), clock, logger, opened: () => {} });
    const owner = ownerToken({ id, host: 'host', pid: process.pid });
    const spillFolder = new SpillFolder({ place: spillPlace(location, folder), instance: id, owner, clock, logger });
    const spill = new Spill({ folder: spillFolder, limitBytes, clock, logger, fullChanged: (is) => full.push(is) });
    const pipeline = new IngestPipeline({
      ...{ storage, keeper, spill, clock, logger },
      instance: id,
      defaultLevel: 1,
      kept: (sequence) => {
        kept.push(sequence);
        onKept();
      },
      lost: (requests) => lost.push(requests),
    });
    const close = async (): Promise<void> => {
      await pipeline.close(5000);
      await keeper.close();
    };
    rigs.push({ close });
    return { id, kept, lost, full, logged, spill, pipeline, keeper, close, open: () => keeper.open() };
  }

  function stored(): number {
    return (other.prepare('select count(*) as n from nmd_requests').all() as { n: number }[])[0]?.n ?? 0;
  }

  async function until(isSo: () => boolean, millis = 15_000): Promise<void> {
    for (const end = Date.now() + millis; !isSo(); await new Promise((resolve) => setTimeout(resolve, 20))) {
      if (Date.now() > end) throw new Error('did not happen');
    }
  }

  it('keeps on disk what the limit allows and the rest in memory, and stores all of it in order', async () => {
    const { id, open, pipeline, spill, kept, full } = rig(30_000);
    await open();
    other.exec('begin immediate');
    for (let sequence = 1; sequence <= 40; sequence += 1) pipeline.add(batch(sequence, id, 20));
    await until(() => full.length === 1);
    expect(kept).toEqual(Array.from({ length: spill.status.batches }, (_, at) => at + 1));
    expect(spill.status.bytes).toBeLessThanOrEqual(30_000);
    expect(kept.length).toBeLessThan(40);
    expect(stored()).toBe(0);
    other.exec('rollback');
    await until(() => pipeline.isIdle);
    expect(stored()).toBe(800);
    expect(new Set(kept)).toEqual(new Set(Array.from({ length: 40 }, (_, at) => at + 1)));
    expect(full).toEqual([true, false]);
    expect(pipeline.figures).toMatchObject({ storedRequests: 800, storedBatches: 40, failedBatches: 0 });
    expect(readdirSync(folder).filter((name) => name.includes('spill'))).toEqual([]);
  }, 30_000);

  it('needs no disk under a load that never pauses', async () => {
    const end = Date.now() + 3000;
    let sequence = 0;
    let spilled = 0;
    const { id, open, pipeline, spill } = rig(1e6, () => {
      if (spill.own !== null) spilled += 1;
      if (Date.now() < end) post();
    });
    const post = (): void => pipeline.add(batch(++sequence, id, 200));
    await open();
    for (let posted = 0; posted < 4; posted += 1) post();
    await until(() => pipeline.isIdle);
    expect(spilled).toBe(0);
    expect(stored()).toBe(sequence * 200);
  });

  it('leaves to the next one what it cannot store before it closes, and that one acknowledges only its own', async () => {
    const first = rig();
    await first.open();
    other.exec('begin immediate');
    for (let sequence = 1; sequence <= 30; sequence += 1) first.pipeline.add(batch(sequence, first.id));
    await first.pipeline.close(100);
    expect(first.kept).toHaveLength(30);
    other.exec('rollback');
    const next = rig();
    await next.open();
    next.pipeline.add(batch(1, next.id));
    await next.pipeline.tend();
    next.pipeline.add(batch(2, next.id));
    await until(() => next.pipeline.isIdle);
    expect(stored()).toBe(32);
    expect(next.kept).toEqual([1, 2]);
    expect(next.pipeline.figures.storedRequests).toBe(2);
  }, 30_000);

  it('goes on when its tables were dropped', async () => {
    const { id, open, pipeline, lost } = rig();
    await open();
    pipeline.add(batch(1, id));
    await until(() => pipeline.isIdle);
    const tables = other.prepare(`select name from sqlite_master where type = 'table' and name like 'nmd_%'`).all();
    for (const { name } of tables as { name: string }[]) other.exec(`drop table "${name}"`);
    pipeline.add(batch(2, id, 5));
    await until(() => pipeline.isIdle);
    expect(lost).toEqual([]);
    expect(stored()).toBe(5);
  });

  it('gives up a batch that can never be stored, alone, and says how much is lost', async () => {
    const { id, open, pipeline, kept, lost, logged, keeper } = rig();
    await open();
    const broken = { ...batch(2, id, 3), endpoints: [null as unknown as typeof endpoint] };
    for (const each of [batch(1, id), broken, batch(3, id)]) pipeline.add(each);
    await until(() => pipeline.isIdle);
    expect([stored(), lost, kept]).toEqual([2, [3], [1, 2, 3]]);
    expect(pipeline.figures.failedBatches).toBe(1);
    expect(logged.filter((line) => line.includes('given up'))).toHaveLength(1);
    expect(keeper.isReady).toBe(true);
  });
});
