import { describe, expect, test } from 'vitest';
import type { ExampleRequest } from '../../support/record-batch.ts';
import { batchOf, endpointId, metricsQuery, ORDERS, request, USERS } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

const DAY = 86_400_000;
const TABLES = ['rollups_group', 'rollups_ip', 'rollups_instance'] as const;
const KEEP_ALL = {
  requestsBefore: 0,
  minuteRollupsBefore: 0,
  quarterRollupsBefore: 0,
  detailsBefore: 0,
  maxBytes: null,
};

export function labelSumTests(context: () => StorageContext): void {
  const foldAll = (): Promise<unknown> => context().storage.prune(KEEP_ALL, false);

  /** Figures by day and label, of the sums over all endpoints or of what they sum up. */
  async function figures(table: string, endpoints: 'sums' | 'summed', by = 'bucket, label_id'): Promise<string[]> {
    const { database } = context();
    const rows = await database.select(
      `select ${by}, sum(requests) as requests, sum(errors) as errors, sum(sum_micros) as micros,
        min(min_micros) as lowest, max(max_micros) as highest, min(first_offset) as earliest, max(last_offset) as latest
      from ${database.location.tablePrefix}${table} where endpoint_id ${endpoints === 'sums' ? '=' : '<>'} 0 group by ${by}`,
    );
    return rows.map((row) => JSON.stringify(Object.entries(row).map(([name, value]) => [name, Number(value)]))).sort();
  }

  async function expectSumsAddUp(by?: string): Promise<void> {
    for (const table of TABLES) expect(await figures(table, 'sums', by)).toEqual(await figures(table, 'summed', by));
  }

  describe('sums of labels over all endpoints', () => {
    test('add up, by day, whatever comes from whichever process', async () => {
      const { storage, clock, openAnother } = context();
      const other = await openAnother();
      await writeTwoDays(storage, 'a');
      clock.time += 60_000;
      await writeTwoDays(other, 'b');
      await writeTwoDays(storage, 'a', 2);
      await foldAll();
      await expectSumsAddUp();
      const byInstance = await figures('rollups_instance', 'sums', 'label_id');
      expect(byInstance.map((row) => JSON.parse(row)[1])).toEqual([
        ['requests', 16],
        ['requests', 8],
      ]);
    });

    test('keep more labels apart than an endpoint does, and count the others together', async () => {
      const { storage } = context();
      const requests = Array.from({ length: 1100 }, (_, at) =>
        request({ endpoint: { method: 'GET', route: `/r${at % 20}` }, group: `g${at}`, ip: `10.0.0.${at % 150}` }),
      );
      await storage.write([batchOf(requests)]);
      await foldAll();
      await storage.write([batchOf([request({ group: 'g1', ip: '10.0.0.1' })], { sequence: 2 })]);
      await foldAll();
      const groups = await figures('rollups_group', 'sums');
      expect(groups).toHaveLength(1001);
      expect(groups.filter((row) => row.includes('["label_id",-1],["requests",100]'))).toHaveLength(1);
      expect(groups.filter((row) => row.includes('["requests",2]'))).toHaveLength(1);
      expect(await figures('rollups_ip', 'sums')).toHaveLength(150);
      await expectSumsAddUp('bucket');
    });

    test('follow when endpoints are merged and removed', async () => {
      const { storage } = context();
      await writeTwoDays(storage, 'a');
      await foldAll();
      const before = await Promise.all(TABLES.map((table) => figures(table, 'sums')));
      const users = await endpointId(storage, USERS);
      await storage.mergeEndpoint(await endpointId(storage, ORDERS), users);
      await expectSumsAddUp();
      expect(await Promise.all(TABLES.map((table) => figures(table, 'sums')))).toEqual(before);
      await storage.write([batchOf([request({ endpoint: ORDERS, group: 'ann' })], { sequence: 2, instance: 'a' })]);
      await foldAll();
      await storage.removeEndpoint(users);
      await expectSumsAddUp();
      expect(await figures('rollups_instance', 'sums', 'label_id')).toHaveLength(1);
    });

    test('of a removed endpoint leave the labels of the others apart that were', async () => {
      const { storage } = context();
      const many = Array.from({ length: 120 }, (_, at) => request({ group: `g${at}` }));
      await storage.write([batchOf([...many, request({ endpoint: ORDERS, group: 'g119' })])]);
      await foldAll();
      expect(await figures('rollups_group', 'sums')).toHaveLength(120);
      await storage.removeEndpoint(await endpointId(storage, ORDERS));
      expect(await figures('rollups_group', 'sums')).toHaveLength(101);
      await expectSumsAddUp();
    });

    test('of a removed endpoint leave what is of the others in charts of everything', async () => {
      const { storage } = context();
      const times = [0, 1, 30].map((hours) => NOW - hours * 3_600_000);
      await storage.write([batchOf(times.flatMap((time) => [request({ time }), request({ time, endpoint: ORDERS })]))]);
      await foldAll();
      await storage.removeEndpoint(await endpointId(storage, ORDERS));
      for (const step of ['1m', '15m', '1h', '1d'] as const) {
        for (const dimensions of [['time'], ['time', 'statusCode']] as const) {
          const rows = await storage.queryMetrics(metricsQuery({ metrics: ['requests', 'p50'], dimensions, step }));
          expect(rows.map(({ requests }) => requests)).toEqual(step === '1d' ? [1, 2] : [1, 1, 1]);
        }
      }
    });

    test('are the same when counted anew', async () => {
      const { storage } = context();
      await writeTwoDays(storage, 'a');
      await foldAll();
      const before = await Promise.all(TABLES.map((table) => figures(table, 'sums')));
      await storage.rebuildRollups({ from: 0, to: NOW + 2 * DAY });
      expect(await Promise.all(TABLES.map((table) => figures(table, 'sums')))).toEqual(before);
      await expectSumsAddUp();
    });

    test('go when they are old', async () => {
      const { storage } = context();
      await writeTwoDays(storage, 'a');
      await storage.prune({ ...KEEP_ALL, quarterRollupsBefore: NOW }, false);
      await expectSumsAddUp();
      for (const table of TABLES) expect((await figures(table, 'sums', 'bucket')).length).toBe(1);
      const byGroup = await storage.queryMetrics(metricsQuery({ dimensions: ['group'] }));
      expect(byGroup.reduce((sum, row) => sum + Number(row.requests), 0)).toBe(8);
    });
  });
}

/** Four requests of two endpoints, today and yesterday each. */
async function writeTwoDays(storage: StorageContext['storage'], instance: string, sequence = 1): Promise<void> {
  const parts: readonly Partial<ExampleRequest>[] = [
    { group: 'ann', ip: '::1' },
    { group: 'bob', statusCode: 500, duration: 70 },
    { endpoint: ORDERS, group: 'ann', duration: 3 },
    { endpoint: ORDERS, statusCode: 404 },
  ];
  const requests = parts.flatMap((part) => [request(part), request({ ...part, time: NOW - DAY })]);
  await storage.write([batchOf(requests, { instance, sequence })]);
}
