import { describe, expect, test } from 'vitest';
import type { GraphDescription, GraphPoint } from '../../../src/model/graph.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { EVER } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const BUCKET = NOW - (NOW % MINUTE);
const QUEUE: GraphDescription = { title: 'Länge der Queue 📈', trigger: 'interval', schedule: 'every 10 s' };

async function idOf(storage: Storage, title = QUEUE.title): Promise<number> {
  return (await storage.graphs.list()).find((graph) => graph.title === title)?.id ?? 0;
}

async function points(
  storage: Storage,
  stepMillis: number | null = null,
  limit = 1000,
): Promise<readonly GraphPoint[]> {
  return (await storage.graphs.points(await idOf(storage), { range: EVER, stepMillis, limit })) ?? [];
}

function store(storage: Storage, tick: number, values: [string, number][]): Promise<void> {
  return storage.graphs.store({ title: QUEUE.title, tick, values, error: null });
}

export function graphTests(context: () => StorageContext): void {
  describe('custom graphs', () => {
    test('are known by title, as they were last described', async () => {
      const { storage, openAnother } = context();
      const other = await openAnother();
      await storage.graphs.announce(QUEUE, NOW);
      await other.graphs.announce({ ...QUEUE, schedule: 'every 20 s' }, NOW + 5);
      await other.graphs.announce({ title: 'A', trigger: 'date', schedule: 'once' }, null);
      const never = { lastRun: null, lastError: null };
      expect(await storage.graphs.list()).toEqual([
        { id: expect.any(Number), title: 'A', trigger: 'date', schedule: 'once', nextAt: null, ...never },
        { id: expect.any(Number), ...QUEUE, schedule: 'every 20 s', nextAt: NOW + 5, ...never },
      ]);
    });

    test('give each tick to one process, and none that has passed', async () => {
      const { storage, openAnother } = context();
      const other = await openAnother();
      await storage.graphs.announce(QUEUE, NOW);
      const claim = (from: Storage, tick: number): Promise<boolean> =>
        from.graphs.claim(QUEUE.title, tick, tick + 10_000);
      const claims = await Promise.all([
        claim(storage, NOW),
        claim(other, NOW),
        claim(storage, NOW),
        claim(other, NOW),
      ]);
      expect(claims.filter((isClaimed) => isClaimed)).toHaveLength(1);
      expect(await claim(other, NOW - 1)).toBe(false);
      expect(await claim(other, NOW + 10_000)).toBe(true);
      expect(await storage.graphs.list()).toMatchObject([{ lastRun: NOW + 10_000, nextAt: NOW + 20_000 }]);
      expect(await storage.graphs.claim('unknown', NOW, null)).toBe(false);
    });

    test('keep their values, and the values of a tick once', async () => {
      const { storage } = context();
      await storage.graphs.announce(QUEUE, NOW);
      await store(storage, NOW, [
        ['free', 0.1],
        ['used', -9e15],
      ]);
      await store(storage, NOW, [['free', 5]]);
      expect(await points(storage)).toEqual([
        { time: NOW, series: 'free', value: 0.1 },
        { time: NOW, series: 'used', value: -9e15 },
      ]);
      expect(await storage.graphs.points(12_345, { range: EVER, stepMillis: null, limit: 1 })).toBeNull();
    });

    test('show their last error until a value comes', async () => {
      const { storage } = context();
      await storage.graphs.announce(QUEUE, NOW);
      const failed = { title: QUEUE.title, tick: NOW, values: null, error: 'Error: no disk' };
      await storage.graphs.store(failed);
      expect(await storage.graphs.list()).toMatchObject([{ lastError: { time: NOW, message: 'Error: no disk' } }]);
      await store(storage, NOW + 1, [['', 1]]);
      expect(await storage.graphs.list()).toMatchObject([{ lastError: null }]);
    });

    test('are averaged by bucket, the latest when there are too many', async () => {
      const { storage } = context();
      await storage.graphs.announce(QUEUE, NOW);
      for (const [tick, value] of [
        [BUCKET, 1],
        [BUCKET + 10_000, 2],
        [BUCKET + MINUTE, 7],
      ] as const)
        await store(storage, tick, [['', value]]);
      expect(await points(storage, MINUTE)).toEqual([
        { time: BUCKET, series: '', value: 1.5 },
        { time: BUCKET + MINUTE, series: '', value: 7 },
      ]);
      expect(await points(storage, null, 2)).toEqual([
        { time: BUCKET + 10_000, series: '', value: 2 },
        { time: BUCKET + MINUTE, series: '', value: 7 },
      ]);
    });

    test('lose what is too old to be kept', async () => {
      const { storage } = context();
      await storage.graphs.announce(QUEUE, NOW);
      await store(storage, NOW - 9 * DAY, [['', 1]]);
      await store(storage, NOW, [['', 2]]);
      const policy = { detailsBefore: 0, requestsBefore: 0, minuteRollupsBefore: 0, maxBytes: null };
      await storage.prune({ ...policy, quarterRollupsBefore: NOW - 5 * DAY }, false);
      expect(await points(storage)).toEqual([{ time: NOW, series: '', value: 2 }]);
    });
  });
}
