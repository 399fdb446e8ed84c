import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordBatch } from '../../../test/support/record-batch.ts';
import { systemClock } from '../../model/clock.ts';
import type { RecordBatch } from '../../model/record-batch.ts';
import type { StorageLocation } from '../../storage/storage-location.ts';
import { Spill } from './spill.ts';
import { SpillFolder, spillPlace } from './spill-folder.ts';
import { NO_OWNER, ownerToken } from './spill-owner.ts';

function batch(sequence: number, instance = 'example'): RecordBatch {
  const request = { endpoint: { method: 'GET', route: '/' }, time: sequence, duration: 1 };
  return { ...recordBatch(sequence, '1.0', [request]), instance };
}

describe('Spill', () => {
  let folder: string;
  let location: StorageLocation;
  const logged: string[] = [];
  const full: boolean[] = [];
  const opened: Spill[] = [];
  const logger = Object.fromEntries(
    ['debug', 'info', 'warn', 'error'].map((level) => [level, (message: string) => void logged.push(message)]),
  ) as Record<'debug' | 'info' | 'warn' | 'error', (message: string) => void>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spill-'));
    location = { engine: 'sqlite', file: join(folder, 'app.db'), tablePrefix: 'nmd_' };
    logged.length = 0;
    full.length = 0;
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((spill) => spill.release()));
    rmSync(folder, { recursive: true });
  });

  function open(id = randomUUID(), limitBytes = 1e6, pid = process.pid): Spill {
    const owner = ownerToken({ id, host: 'host', pid });
    const place = spillPlace(location, folder);
    const spill = new Spill({
      folder: new SpillFolder({ place, instance: id, owner, clock: systemClock, logger }),
      limitBytes,
      clock: systemClock,
      logger,
      fullChanged: (isFull) => full.push(isFull),
    });
    opened.push(spill);
    return spill;
  }

  async function takeAll(spill: Spill, which: 'own' | 'inherited'): Promise<number[]> {
    const sequences: number[] = [];
    for (let file = spill[which]; file !== null; file = spill[which]) {
      sequences.push(...(await file.read()).map(({ sequence }) => sequence));
      await spill.taken(file);
    }
    return sequences;
  }

  it('has a file only while something is in it', async () => {
    const spill = open();
    await spill.recover();
    expect(readdirSync(folder)).toEqual([]);
    expect(await spill.append([batch(1), batch(2)])).toBe(2);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(spill.status).toMatchObject({ requests: 2, batches: 2, error: null });
    expect(await takeAll(spill, 'own')).toEqual([1, 2]);
    expect(readdirSync(folder)).toEqual([]);
    expect(spill.status).toMatchObject({ requests: 0, batches: 0, bytes: 0 });
  });

  it('does not lose what is added while the last of it is taken', async () => {
    const spill = open();
    await spill.append([batch(1)]);
    const file = spill.own;
    await file?.read();
    const adding = spill.append([batch(2)]);
    if (file !== null) await spill.taken(file);
    expect(await adding).toBe(1);
    expect(await takeAll(spill, 'own')).toEqual([2]);
  });

  it('goes on with the file of the worker before, and takes what that one wrote as written', async () => {
    const id = randomUUID();
    await open(id).append([batch(1), batch(2)]);
    const next = open(id);
    await next.recover();
    expect(await next.append([batch(1), batch(2), batch(3)])).toBe(3);
    expect(await takeAll(next, 'own')).toEqual([1, 2, 3]);
  });

  it('says when the limit is reached, and when there is room again', async () => {
    const spill = open(randomUUID(), 1000);
    expect(await spill.append(Array.from({ length: 10 }, (_, at) => batch(at + 1)))).toBe(5);
    expect(full).toEqual([true]);
    expect(await spill.append([batch(6)])).toBe(0);
    expect(await takeAll(spill, 'own')).toEqual([1, 2, 3, 4, 5]);
    expect(full).toEqual([true, false]);
    expect(await spill.append([batch(6)])).toBe(1);
  });

  it('keeps nothing, and says why once, where it cannot write', async () => {
    location = { engine: 'sqlite', file: join(folder, 'missing', 'app.db'), tablePrefix: 'nmd_' };
    const spill = open();
    expect(await spill.append([batch(1)])).toBe(0);
    expect(await spill.append([batch(1)])).toBe(0);
    expect(spill.status.error).toMatch(/no such file or directory/);
    expect(logged).toHaveLength(1);
  });

  it('inherits from ended processes and closed monitors, one file after the other', async () => {
    const ended = open(randomUUID(), 1e6, 4_194_303);
    await ended.append([batch(1), batch(2)]);
    const closed = open();
    await closed.append([batch(7)]);
    await closed.release();
    expect(readdirSync(folder).filter((name) => name.endsWith(NO_OWNER))).toHaveLength(1);
    const alive = open();
    await alive.append([batch(9)]);
    const heir = open();
    await heir.tend();
    expect((await takeAll(heir, 'inherited')).sort()).toEqual([1, 2, 7]);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(await takeAll(alive, 'own')).toEqual([9]);
  });

  it('is inherited by exactly one of many that start at once', async () => {
    for (let sequence = 1; sequence <= 20; sequence += 1) {
      const closed = open();
      await closed.append([batch(sequence)]);
      await closed.release();
    }
    const heirs = Array.from({ length: 8 }, () => open());
    const taken = await Promise.all(
      heirs.map(async (heir) => {
        await heir.tend();
        return takeAll(heir, 'inherited');
      }),
    );
    expect(taken.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes up again what the worker before had inherited', async () => {
    const closed = open();
    await closed.append([batch(1)]);
    await closed.release();
    const id = randomUUID();
    await open(id).tend();
    const next = open(id);
    await next.tend();
    expect(await takeAll(next, 'inherited')).toEqual([1]);
  });

  it('leaves the files of other databases and other people alone', async () => {
    const other = { ...location, tablePrefix: 'other_' };
    const mine = location;
    location = other;
    const closed = open();
    await closed.append([batch(1)]);
    await closed.release();
    location = mine;
    const precious = `app.db.nmd_spill-${randomUUID()}-${NO_OWNER}`;
    writeFileSync(join(folder, precious), 'something else');
    const heir = open();
    await heir.tend();
    await heir.tend();
    expect(heir.inherited).toBeNull();
    expect(readdirSync(folder)).toHaveLength(2);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatch(/cannot be read/);
  });

  it('of a server is in a folder of this user alone, and does not tell the password', async () => {
    location = { engine: 'postgres', url: 'postgresql://ada:secret@db.example/app', tablePrefix: '' };
    const spill = open();
    await spill.append([batch(1)]);
    const [name = ''] = readdirSync(folder);
    expect(name).toMatch(/^node-monitoring-dashboard-/);
    expect(readdirSync(join(folder, name))[0]).toMatch(/^postgres-[0-9a-f]{16}\.spill-/);
    const rotated = spillPlace({ ...location, url: 'postgresql://ada:changed@db.example/app' }, folder);
    expect(rotated).toEqual(spillPlace(location, folder));
  });
});
