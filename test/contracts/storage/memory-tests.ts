import { describe, expect, test } from 'vitest';
import { batchOf, metricsQuery, ORDERS, request } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

const DAY = 86_400_000;

export function memoryTests(context: () => StorageContext): void {
  describe('what days before the newest add up to', () => {
    test('is not added up again until one of them changes', async () => {
      const { storage, database, clock } = context();
      const times = [3, 2, 1, 0].map((back) => NOW - back * DAY);
      await storage.write([batchOf(times.map((time) => request({ time })))]);
      await foldAll();
      const query = metricsQuery({ metrics: ['requests', 'sum'], dimensions: ['endpoint'] });
      expect(await storage.queryMetrics(query)).toMatchObject([{ requests: 4, sum: 50 }]);
      // Past the storage: who reads the rollups sees this.
      await database.execute(`update ${database.location.tablePrefix}rollups_day set requests = requests + 10`);
      expect(await storage.queryMetrics(query)).toMatchObject([{ requests: 14, sum: 50 }]);
      await storage.write([batchOf([request({ time: NOW + 1 })], { sequence: 2 })]);
      await foldAll();
      expect(await storage.queryMetrics(query)).toMatchObject([{ requests: 15, sum: 62.5 }]);
      await storage.write([batchOf([request({ time: NOW - 2 * DAY })], { sequence: 3 })]);
      await foldAll();
      expect(await storage.queryMetrics(query)).toMatchObject([{ requests: 46, sum: 75 }]);

      async function foldAll(): Promise<void> {
        clock.time += 3_600_000;
        await storage.fold();
      }
    });

    test('is right at once when another process merges and removes', async () => {
      const { storage, openAnother, clock } = context();
      const other = await openAnother();
      const times = [3, 2, 1, 0].map((back) => NOW - back * DAY);
      await storage.write([batchOf(times.flatMap((time) => [request({ time }), request({ time, endpoint: ORDERS })]))]);
      clock.time += 3_600_000;
      await storage.fold();
      const query = metricsQuery({ metrics: ['requests', 'p50'], dimensions: ['endpoint'] });
      const figures = async (): Promise<unknown[]> =>
        (await storage.queryMetrics(query)).map(({ requests }) => requests);
      const [first, second] = (await storage.listEndpoints()).map(({ id }) => id);
      expect(await figures()).toEqual([4, 4]);
      await other.mergeEndpoint(first ?? 0, second ?? 0);
      expect(await figures()).toEqual([8]);
      await other.removeEndpoint(second ?? 0);
      expect(await figures()).toEqual([]);
    });
  });
}
