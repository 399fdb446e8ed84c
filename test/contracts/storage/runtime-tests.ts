import { describe, expect, test } from 'vitest';
import type { RecordBatch } from '../../../src/model/record-batch.ts';
import type { RuntimeSample } from '../../../src/model/runtime-sample.ts';
import { batchOf, EVER } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Start of the minute that holds `NOW`. */
const BUCKET = NOW - (NOW % MINUTE);

function sample(part: Partial<RuntimeSample> = {}): RuntimeSample {
  return {
    time: NOW,
    elapsedMillis: 15_000,
    loopActiveMillis: 1500.25,
    loopDelay: { p50Millis: 0.5, p99Millis: 12.125, maxMillis: 40 },
    cpuMillis: 16_000,
    collections: { count: 3, totalMillis: 7.5, maxMillis: 4 },
    memory: { residentBytes: 5_000_000_000, heapUsedBytes: 60, heapTotalBytes: 90, externalBytes: 7 },
    ...part,
  };
}

function batch(runtime: readonly RuntimeSample[], choice: { instance?: string; sequence?: number } = {}): RecordBatch {
  return { ...batchOf([], choice), runtime };
}

export function runtimeTests(context: () => StorageContext): void {
  describe('runtime samples', () => {
    test('come back as they are, by time and instance', async () => {
      const { storage } = context();
      await storage.write([batch([sample()], { instance: 'b' }), batch([sample()], { instance: 'a' })]);
      expect(await storage.listRuntime(EVER, MINUTE)).toEqual([
        { ...sample({ time: BUCKET }), instance: 'a' },
        { ...sample({ time: BUCKET }), instance: 'b' },
      ]);
      expect(await storage.listRuntime({ from: 0, to: NOW }, MINUTE)).toEqual([]);
    });

    test('of one bucket are one: times add up, of the rest the largest counts', async () => {
      const { storage } = context();
      const worse = sample({
        time: BUCKET + MINUTE - 1,
        loopDelay: { p50Millis: 0.25, p99Millis: 900, maxMillis: 1000 },
        collections: { count: 1, totalMillis: 9, maxMillis: 9 },
        memory: { residentBytes: 1, heapUsedBytes: 80, heapTotalBytes: 90, externalBytes: 8 },
      });
      await storage.write([batch([sample({ time: BUCKET }), worse, sample({ time: BUCKET + MINUTE })])]);
      const [first, second] = await storage.listRuntime(EVER, MINUTE);
      expect(first).toEqual({
        time: BUCKET,
        instance: 'host-1',
        elapsedMillis: 30_000,
        loopActiveMillis: 3000.5,
        loopDelay: { p50Millis: 0.5, p99Millis: 900, maxMillis: 1000 },
        cpuMillis: 32_000,
        collections: { count: 4, totalMillis: 16.5, maxMillis: 9 },
        memory: { residentBytes: 5_000_000_000, heapUsedBytes: 80, heapTotalBytes: 90, externalBytes: 8 },
      });
      expect(second).toMatchObject({ time: BUCKET + MINUTE, elapsedMillis: 15_000 });
    });

    test('are stored once, though their batch comes twice', async () => {
      const { storage } = context();
      await storage.write([batch([sample()])]);
      await storage.write([batch([sample()])]);
      expect(await storage.listRuntime(EVER, MINUTE)).toEqual([{ ...sample({ time: BUCKET }), instance: 'host-1' }]);
    });

    test('that are no numbers do not keep the others from being stored', async () => {
      const { storage } = context();
      const broken = sample({ time: Number.NaN, cpuMillis: Number.NaN, elapsedMillis: Number.POSITIVE_INFINITY });
      await storage.write([batch([broken, sample({ time: NOW - MINUTE })])]);
      const rows = await storage.listRuntime(EVER, MINUTE);
      expect(rows.map(({ time, cpuMillis }) => ({ time, cpuMillis }))).toEqual([
        { time: BUCKET - MINUTE, cpuMillis: 16_000 },
        { time: BUCKET, cpuMillis: 0 },
      ]);
    });

    test('go when minutes are too old to be kept', async () => {
      const { storage } = context();
      await storage.write([batch([sample({ time: NOW - 9 * DAY }), sample()])]);
      const before = NOW - 5 * DAY;
      const policy = { detailsBefore: 0, requestsBefore: 0, quarterRollupsBefore: 0, maxBytes: null };
      await storage.prune({ ...policy, minuteRollupsBefore: before }, false);
      expect((await storage.listRuntime(EVER, MINUTE)).map(({ time }) => time)).toEqual([BUCKET]);
    });
  });
}
