import {
  chmodSync,
  chownSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/model/clock.ts';
import { createStorage } from '../../src/storage/open-storage.ts';
import { chooseSqliteModule, isSound, type SqliteDatabase } from '../../src/storage/sqlite/sqlite-module.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { batchOf, countRequests, request } from '../contracts/storage/examples.ts';
import { runProcess } from '../contracts/storage/storage-process.ts';

/** Somebody without rights, as root may write what is read-only. */
const NOBODY = 65_534;

describe('SQLite in trouble', () => {
  let folder: string;
  let file: string;
  let storage: Storage;
  const others: SqliteDatabase[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nmd-faults-'));
    file = join(folder, 'monitoring.db');
    storage = storageOn(file);
  });
  afterEach(async () => {
    await storage.close();
    for (const other of others.splice(0)) other.close();
    rmSync(folder, { recursive: true });
  });

  async function openPlainly(): Promise<SqliteDatabase> {
    const { module } = await chooseSqliteModule();
    const database = new module.DatabaseSync(file);
    others.push(database);
    return database;
  }

  test('locked for long: the write fails, can be repeated and then counts once', async () => {
    await storage.open();
    const other = await openPlainly();
    other.exec('begin immediate');
    const batch = batchOf([request()]);
    const started = systemClock.monotonic();
    await expect(storage.write([batch])).rejects.toMatchObject({
      code: 'NMD_STORAGE_UNAVAILABLE',
      retryable: true,
      message: expect.stringContaining('locked'),
    });
    expect(systemClock.monotonic() - started).toBeLessThan(5000);
    expect(await countRequests(storage)).toBe(0);
    other.exec('rollback');
    expect(await storage.write([batch])).toEqual({ requests: 1, replayedBatches: 0 });
    expect(await storage.write([batch])).toEqual({ requests: 0, replayedBatches: 1 });
  });

  test('locked for a moment: the write waits', async () => {
    await storage.open();
    const other = await openPlainly();
    other.exec('begin immediate');
    const writing = storage.write([batchOf([request()])]);
    setTimeout(() => other.exec('rollback'), 200);
    expect(await writing).toEqual({ requests: 1, replayedBatches: 0 });
  });

  test('a backup holds everything of its moment', async () => {
    await storage.open();
    await storage.write([batchOf([request(), request()])]);
    const copy = join(folder, "o'clock.db");
    await storage.backup(copy);
    await storage.write([batchOf([request()], { sequence: 2 })]);
    const restored = storageOn(copy);
    await restored.open();
    expect(await countRequests(restored)).toBe(2);
    await restored.close();
    await expect(storage.backup(copy)).rejects.toThrow('exists');
  });

  test('a missing folder is said', async () => {
    const lost = storageOn(join(folder, 'missing', 'monitoring.db'));
    await expect(lost.open()).rejects.toMatchObject({
      code: 'NMD_STORAGE_UNAVAILABLE',
      message: expect.stringContaining('does its folder exist'),
    });
  });

  test('a file that is no database is said, and left as it is', async () => {
    writeFileSync(file, 'precious notes '.repeat(1000));
    await expect(storage.open()).rejects.toMatchObject({
      code: 'NMD_STORAGE_UNAVAILABLE',
      retryable: false,
      message: expect.stringContaining('not an SQLite database'),
    });
  });

  test('a damaged file is said', async () => {
    await storage.open();
    const requests = Array.from({ length: 2000 }, (_, at) => request({ duration: at, group: `g${at}` }));
    await storage.write([batchOf(requests)]);
    await storage.close();
    const descriptor = openSync(file, 'r+');
    for (let page = 1; page < 40; page += 1) writeSync(descriptor, Buffer.alloc(4000, 0x5a), 0, 4000, page * 4096);
    closeSync(descriptor);
    await expect(openAndWrite()).rejects.toMatchObject({
      code: 'NMD_STORAGE_UNAVAILABLE',
      message: expect.stringContaining('is damaged'),
    });
  });

  test('a file that is overwritten while it is open is said, though its pages are known', async () => {
    await storage.open();
    await storage.write([batchOf([request()])]);
    await storage.verify();
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const descriptor = openSync(path, 'r+');
      writeSync(descriptor, Buffer.alloc(statSync(path).size, 0x5a));
      closeSync(descriptor);
    }
    await expect(storage.verify()).rejects.toMatchObject({
      code: 'NMD_STORAGE_UNAVAILABLE',
      retryable: false,
      message: expect.stringMatching(/is damaged|not an SQLite database/),
    });
  });

  test('a look at a file that is deleted or locked makes no new one, and waits for nobody', async () => {
    await storage.open();
    const other = await openPlainly();
    other.exec('begin immediate');
    await storage.verify();
    other.exec('rollback');
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    await storage.verify();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a file cut off in the middle is said', async () => {
    await storage.open();
    await storage.write([batchOf(Array.from({ length: 2000 }, (_, at) => request({ duration: at })))]);
    await storage.close();
    truncateSync(file, 3 * 4096);
    await expect(openAndWrite()).rejects.toMatchObject({ code: 'NMD_STORAGE_UNAVAILABLE' });
  });

  test('a file that may only be read is said', async () => {
    await storage.open();
    await storage.close();
    chmodSync(file, 0o444);
    chmodSync(folder, 0o777);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(folder, NOBODY, NOBODY);
    const output = await runProcess('open-and-write.ts', { file }, isRoot ? NOBODY : undefined);
    expect(output).toBe(`NMD_STORAGE_UNAVAILABLE: The database ${file} is read-only.`);
  });

  async function openAndWrite(): Promise<void> {
    const damaged = storageOn(file);
    try {
      await damaged.open();
      await damaged.write([batchOf([request()], { instance: 'other' })]);
    } finally {
      await damaged.close();
    }
  }
});

test.each([
  ['3.51.3', true],
  ['3.51.2', false],
  ['3.46.1', false],
  ['3.52.0', true],
  ['4.0', true],
])('SQLite %s has no known fault with several writers: %s', (version, sound) => {
  expect(isSound(version)).toBe(sound);
});

function storageOn(file: string): Storage {
  return createStorage({ engine: 'sqlite', file, tablePrefix: 'nmd_' }, systemClock);
}
