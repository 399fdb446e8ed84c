import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StorageLocation } from '../../src/storage/storage-location.ts';
import { eventually, pause, temporaryFolder } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';
import { expectExactlyOnce, FAULT_SECONDS, FaultStage, spillFiles, startFaultApp } from '../support/fault-stage.ts';

const { DatabaseSync } = createRequire(import.meta.url)(
  '@photostructure/sqlite',
) as typeof import('@photostructure/sqlite');

let folder: string;
let file: string;
const cleanups: (() => void)[] = [];

beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, 'nmd.db');
});
afterEach(() => {
  for (const cleanup of cleanups.splice(0).reverse()) cleanup();
});

function location(): StorageLocation {
  return { engine: 'sqlite', file, tablePrefix: 'nmd_' };
}

/** Another program that writes to the file and does not let go. */
function lock(): () => void {
  const locker = new DatabaseSync(file);
  locker.exec('begin immediate');
  let isLocked = true;
  const unlock = (): void => {
    if (isLocked) locker.close();
    isLocked = false;
  };
  cleanups.push(unlock);
  return unlock;
}

/** An app on the database until everything that an earlier one left is stored. */
async function restart(): Promise<void> {
  const app = await startFaultApp(`sqlite:///${file}`);
  await eventually(
    'what the ended process left is stored',
    async () => {
      const dashboard = new DashboardClient(app.url);
      await dashboard.login();
      const { queue } = await dashboard.status();
      return (queue.spill.inheritedRequests === 0 && spillFiles(folder).length === 0) || undefined;
    },
    30_000,
  );
  await app.kill();
}

describe('the database is locked by another program', () => {
  it(`for ${FAULT_SECONDS.locked} s under load: nothing is lost, nothing is stored twice`, async () => {
    const stage = await FaultStage.start(`sqlite:///${file}`);
    await pause(1500);
    const unlock = lock();
    await pause(FAULT_SECONDS.locked * 1000);
    const away = await stage.isSpilling();
    expect(away).toMatchObject({
      state: 'degraded',
      database: { state: 'unavailable', error: expect.stringContaining('is locked by another process') },
      records: { droppedTotal: 0 },
    });
    expect(spillFiles(folder)).toHaveLength(1);
    unlock();
    const { records } = await stage.settle();
    expect(records).toMatchObject({ recorded: stage.load.answered.size, stored: stage.load.answered.size });
    expect(stage.load.failures).toBe(0);
    expect(spillFiles(folder)).toEqual([]);
    expect(stage.app.output().match(/storage is unavailable/g)).toHaveLength(1);
    await stage.app.kill();
    await expectExactlyOnce(location(), stage.load);
  });

  it('while the process ends by a signal: the next one stores what was left', async () => {
    const stage = await FaultStage.start(`sqlite:///${file}`);
    await pause(1500);
    const unlock = lock();
    await pause(1200);
    await stage.load.stop();
    expect(await stage.app.kill('SIGTERM')).toBe('SIGTERM');
    expect(spillFiles(folder)).toHaveLength(1);
    unlock();
    await restart();
    await expectExactlyOnce(location(), stage.load);
  });

  it('while the process exits: the next one stores what was left, also after a long lock', async () => {
    const stage = await FaultStage.start(`sqlite:///${file}`);
    await pause(1500);
    const unlock = lock();
    await stage.isSpilling();
    await stage.load.stop();
    await stage.control('exit').catch(() => {});
    expect(await stage.app.ended).toBe(0);
    unlock();
    await restart();
    await expectExactlyOnce(location(), stage.load);
  });

  it('and the process killed between keeping a batch and hearing of it', async () => {
    const stage = await FaultStage.start(`sqlite:///${file}`);
    await pause(1500);
    const unlock = lock();
    await stage.isSpilling();
    await stage.control('kill-at-next-kept');
    expect(await stage.app.ended).toBe('SIGKILL');
    const killedAt = Date.now();
    await stage.load.stop();
    unlock();
    await restart();
    await expectExactlyOnce(location(), stage.load, stage.load.answeredBefore(killedAt - 2000));
  });

  it('and the worker killed: what is on disk comes before what is in memory', async () => {
    const stage = await FaultStage.start(`sqlite:///${file}`);
    await pause(1500);
    const unlock = lock();
    await stage.isSpilling();
    await stage.control('kill-worker');
    await pause(2000);
    unlock();
    await stage.settle();
    expect(stage.load.failures).toBe(0);
    expect(spillFiles(folder)).toEqual([]);
    await stage.app.kill();
    await expectExactlyOnce(location(), stage.load);
  });
});

describe('the database is healthy', () => {
  it('and the worker is killed three times under load', async () => {
    const stage = await FaultStage.start(`sqlite:///${file}`);
    for (let round = 1; round <= 3; round += 1) {
      await pause(1300);
      await stage.control('kill-worker');
      await stage.reaches('the worker is there again', ({ worker }) => worker.restarts === round);
    }
    await stage.settle();
    expect(stage.load.failures).toBe(0);
    await stage.app.kill();
    await expectExactlyOnce(location(), stage.load);
  });

  it('and the process is killed between storing a batch and hearing of it', async () => {
    const stage = await FaultStage.start(`sqlite:///${file}`);
    await pause(2500);
    await stage.control('kill-at-next-kept');
    expect(await stage.app.ended).toBe('SIGKILL');
    const killedAt = Date.now();
    await stage.load.stop();
    await restart();
    await expectExactlyOnce(location(), stage.load, stage.load.answeredBefore(killedAt - 2000));
  });

  it('and there is no file but its own beside it', async () => {
    const stage = await FaultStage.start(`sqlite:///${file}`);
    for (let round = 0; round < 5; round += 1) {
      await pause(500);
      expect(readdirSync(folder).filter((name) => !/^nmd\.db(-wal|-shm)?$/.test(name))).toEqual([]);
    }
    await stage.settle();
    await stage.app.kill();
    expect(spillFiles(folder)).toEqual([]);
  });
});

describe('the database file is', () => {
  function removeDatabase(): void {
    for (const name of readdirSync(folder))
      if (name.startsWith('nmd.db') && !name.includes('spill')) rmSync(join(folder, name));
  }

  function overwrite(path: string): void {
    const descriptor = openSync(path, 'r+');
    writeSync(descriptor, Buffer.alloc(statSync(path).size, 0x5a));
    closeSync(descriptor);
  }

  it('deleted while in use: recording goes on in a new one', async () => {
    const stage = await FaultStage.start(`sqlite:///${file}`);
    await pause(1500);
    const deletedAt = Date.now();
    removeDatabase();
    await eventually('the loss is told', async () => /was deleted while in use/.test(stage.app.output()) || undefined);
    await stage.signInAgain();
    await stage.settle();
    expect(stage.load.failures).toBe(0);
    expect((await stage.dashboard.endpoint('GET /work'))?.requests).toBeGreaterThan(50);
    await stage.app.kill();
    await expectExactlyOnce(location(), stage.load, stage.load.answeredAfter(deletedAt));
  });

  it('damaged while in use: says so, and recording resumes once it is replaced', async () => {
    const stage = await FaultStage.start(`sqlite:///${file}`);
    await pause(1500);
    for (const name of readdirSync(folder)) overwrite(join(folder, name));
    const damaged = await stage.isAway();
    expect(damaged.database.error).toMatch(/is (damaged|not an SQLite database)/);
    const awayAt = Date.now();
    await stage.isSpilling();
    removeDatabase();
    await stage.signInAgain();
    await stage.settle();
    expect(stage.load.failures).toBe(0);
    await stage.app.kill();
    await expectExactlyOnce(location(), stage.load, stage.load.answeredAfter(awayAt));
  });
});

describe('the disk is full', () => {
  const canMount = process.getuid?.() === 0 && process.platform === 'linux';
  if (!canMount) console.log('SKIPPED: only root can mount the small disk that the tests of a full disk fill');

  it.skipIf(!canMount)(
    `for ${FAULT_SECONDS.other} s: the records wait in memory, and all are stored once there is room`,
    async () => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder]);
      cleanups.push(() => execFileSync('umount', ['-l', folder]));
      const stage = await FaultStage.start(`sqlite:///${file}`);
      await pause(1500);
      const ballast = join(folder, 'ballast');
      fillDisk(ballast);
      const full = await stage.isAway();
      expect(full.database.error).toMatch(/the disk is full|disk error/);
      await pause(FAULT_SECONDS.other * 1000);
      const { queue, records } = await stage.reaches(
        'the spill is refused too',
        (status) => status.queue.spill.error !== null,
      );
      expect(queue.spill.error).toMatch(/no space left/);
      expect(records.droppedTotal).toBe(0);
      rmSync(ballast);
      await stage.settle();
      expect(stage.load.failures).toBe(0);
      expect(spillFiles(folder)).toEqual([]);
      await stage.app.kill();
      await expectExactlyOnce(location(), stage.load);
    },
  );

  /** To the last byte, as a log that nobody rotates would. */
  function fillDisk(path: string): void {
    const descriptor = openSync(path, 'w');
    for (let size = 1024 * 1024; size >= 1; ) {
      try {
        writeSync(descriptor, Buffer.alloc(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
    closeSync(descriptor);
  }
});
