import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordBatch } from '../../../test/support/record-batch.ts';
import { type RecordBatch, requestCount } from '../../model/record-batch.ts';
import { ForeignSpillFile, SpillFile } from './spill-file.ts';

const NO_LIMIT = 1e9;
const endpoint = { method: 'GET', route: '/users/:id' };

function batch(sequence: number, requests = 3, group = 'gröup \u{1f40c} \ud800'): RecordBatch {
  const rows = Array.from({ length: requests }, (_, at) => ({
    endpoint,
    time: sequence * 1000 + at,
    duration: at + 0.25,
    group,
    aborted: at === 1,
  }));
  return recordBatch(sequence, '1.0', rows);
}

describe('SpillFile', () => {
  let folder: string;
  let path: string;
  const opened: SpillFile[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spill-file-'));
    path = join(folder, 'spill');
  });
  afterEach(async () => {
    for (const file of opened.splice(0)) await file.close();
    rmSync(folder, { recursive: true });
  });

  async function open(): Promise<SpillFile> {
    const file = await SpillFile.open(path);
    opened.push(file);
    return file;
  }

  async function readAll(file: SpillFile): Promise<RecordBatch[]> {
    const batches: RecordBatch[] = [];
    while (!file.isEmpty) {
      batches.push(...(await file.read()));
      file.taken();
    }
    return batches;
  }

  it('answers the batches as they were, in order, also from a file that was opened again', async () => {
    const batches = [batch(1), batch(2, 0), batch(3, 5000), batch(4)];
    const file = await open();
    expect(await file.append(batches.slice(0, 2), NO_LIMIT)).toBe(2);
    expect(await file.append(batches.slice(2), NO_LIMIT)).toBe(2);
    expect([file.batches, file.requests, file.lastSequence]).toEqual([4, 5006, 4]);
    const again = await open();
    expect([again.batches, again.requests, again.lastSequence, again.tornBytes]).toEqual([4, 5006, 4, 0]);
    expect(await readAll(again)).toEqual(batches);
    expect([again.batches, again.requests]).toEqual([0, 0]);
  });

  it('answers the same batches again until they are taken', async () => {
    const file = await open();
    await file.append([batch(1)], NO_LIMIT);
    expect(await file.read()).toEqual([batch(1)]);
    await file.append([batch(2)], NO_LIMIT);
    expect(await file.read()).toEqual([batch(1), batch(2)]);
    file.taken();
    await file.append([batch(3)], NO_LIMIT);
    expect(await readAll(file)).toEqual([batch(3)]);
  });

  it('takes no more than the limit, and leaves no larger file', async () => {
    const file = await open();
    const batches = [1, 2, 3, 4, 5].map((sequence) => batch(sequence, 100));
    const written = await file.append(batches, 20_000);
    expect(written).toBe(3);
    expect(await file.append(batches.slice(written), 20_000)).toBe(0);
    expect(statSync(path).size).toBeLessThanOrEqual(20_000);
    expect(await readAll(file)).toEqual(batches.slice(0, written));
  });

  it('reads thousands of batches in parts', async () => {
    const file = await open();
    const batches = Array.from({ length: 3000 }, (_, at) => batch(at + 1, at % 100));
    await file.append(batches, NO_LIMIT);
    const first = await file.read();
    expect(first.length).toBeLessThan(100);
    expect(first.reduce((sum, each) => sum + requestCount(each), 0)).toBeGreaterThan(100);
    expect((await readAll(file)).map(({ sequence }) => sequence)).toEqual(batches.map(({ sequence }) => sequence));
  });

  it('loses no whole batch and answers no damaged one, wherever a crash cut or garbled the end', async () => {
    const batches = [batch(1), batch(2, 40), batch(3), batch(4, 1)];
    const ends: number[] = [];
    const whole = await open();
    for (const each of batches) {
      await whole.append([each], NO_LIMIT);
      ends.push(whole.bytes);
    }
    const bytes = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), fc.uint8Array({ maxLength: 60 }), async (at, garbage) => {
        writeFileSync(path, Buffer.concat([bytes.subarray(0, at), garbage]));
        const intact = ends.filter((end) => end <= at).length;
        // The file's own first bytes are written before anything else is.
        fc.pre(at >= 8 || garbage.length === 0);
        const file = await SpillFile.open(path);
        try {
          expect(file.batches).toBe(intact);
          await file.append([batch(9)], NO_LIMIT);
          expect(await readAll(file)).toEqual([...batches.slice(0, intact), batch(9)]);
        } finally {
          await file.close();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does not touch a file that is not its own', async () => {
    writeFileSync(path, 'precious notes');
    await expect(SpillFile.open(path)).rejects.toThrow(ForeignSpillFile);
    expect(readFileSync(path, 'utf8')).toBe('precious notes');
  });

  it('says how much it cut off', async () => {
    const file = await open();
    await file.append([batch(1)], NO_LIMIT);
    appendFileSync(path, 'torn');
    expect((await open()).tornBytes).toBe(4);
    expect(statSync(path).size).toBe(file.bytes);
  });

  it('is for this user alone, and goes', async () => {
    const file = await SpillFile.open(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await file.remove();
    expect(existsSync(path)).toBe(false);
  });
});
