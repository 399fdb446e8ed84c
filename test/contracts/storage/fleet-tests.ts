import { describe, expect, test } from 'vitest';
import { createStorage } from '../../../src/storage/open-storage.ts';
import { batchOf, countRequests, endpointId, metricsQuery, ORDERS, request, USERS } from './examples.ts';
import { type ContractTest, NOW, type StorageContext } from './storage-context.ts';
import { runProcess } from './storage-process.ts';

const WRITES = 20;
const PER_BATCH = 50;

export function fleetTests(context: () => StorageContext, contractTest: ContractTest): void {
  describe('several processes on one database', () => {
    test('lose nothing when two write at the same time', async () => {
      const { storage, openAnother } = context();
      const storages = [storage, await openAnother()];
      await Promise.all(
        storages.map(async (each, at) => {
          for (let sequence = 1; sequence <= WRITES; sequence += 1) {
            const requests = Array.from({ length: PER_BATCH }, (_, index) =>
              request({ endpoint: index % 2 === 0 ? USERS : ORDERS, duration: index, group: `g${index}` }),
            );
            await each.write([batchOf(requests, { instance: `host-${at}`, sequence })]);
          }
        }),
      );
      const metrics = ['requests', 'sum', 'p50'] as const;
      const rows = await storage.queryMetrics(metricsQuery({ metrics, dimensions: ['endpoint'] }));
      expect(rows.map(({ requests }) => requests)).toEqual([WRITES * PER_BATCH, WRITES * PER_BATCH]);
      const sums = rows.map(({ sum }) => Number(sum)).sort((a, b) => a - b);
      expect(sums).toEqual([600 * 2 * WRITES, 625 * 2 * WRITES]);
      expect(await countRequests(storage, { group: ['g7'] })).toBe(2 * WRITES);
    });

    test('see each other’s levels', async () => {
      const { storage, openAnother } = context();
      const other = await openAnother();
      await storage.addEndpoints([USERS], 1);
      await other.setMonitoringLevel(await endpointId(other, USERS), 0);
      expect(await storage.listEndpoints()).toMatchObject([{ level: 0 }]);
    });

    contractTest('eight real processes may start at once on an empty database, and all write', 120_000, async () => {
      const { storage, database, clock } = context();
      await storage.close();
      await database.drop();
      const choices = Array.from({ length: 8 }, (_, at) => ({
        location: database.location,
        instance: `p${at}`,
        now: NOW,
      }));
      const outputs = await Promise.all(choices.map((choice) => runProcess('write-requests.ts', choice)));
      expect(outputs).toEqual(choices.map(() => 'stored 500'));
      const reader = createStorage(database.location, clock);
      await reader.open();
      try {
        expect(await countRequests(reader)).toBe(8 * 500);
        expect(await reader.listEndpoints()).toHaveLength(5);
      } finally {
        await reader.close();
      }
    });
  });
}
