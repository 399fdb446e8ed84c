import { describe, expect, test } from 'vitest';
import { REQUEST_FIELD, REQUEST_STRIDE } from '../../../src/model/record-batch.ts';
import { exampleOutlier } from '../../support/example-details.ts';
import { detailsQuery, requestWith, tracedBatch } from './detail-examples.ts';
import { batchOf, countRequests, endpointId, ORDERS, request, USERS } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

export function outlierTests(context: () => StorageContext): void {
  describe('outliers', () => {
    test('keep what was seen, before and after their request is stored', async () => {
      const { storage } = context();
      const outlier = exampleOutlier(USERS, { startedAt: NOW, trace: 7, blockedBy: 'GET /report' });
      await storage.write([tracedBatch([], { outliers: [outlier] }, { version: 'a1b2' })]);
      const before = {
        id: expect.any(Number),
        requestId: null,
        endpointId: await endpointId(storage, USERS),
        startedAt: NOW,
        elapsedMillis: 250.5,
        thresholdMillis: 100.25,
        durationMillis: null,
        statusCode: null,
        version: 'a1b2',
        cpuPercents: [12, 100, 0],
        processCpuPercent: 88,
        residentBytes: 123_456_789,
        eventLoopDelayMillis: 12.345,
        blockedBy: 'GET /report',
      };
      const list = await storage.listOutliers(detailsQuery());
      expect(list).toEqual({ rows: [before], nextCursor: null });
      const id = list.rows[0]?.id ?? 0;

      await storage.write([tracedBatch([1, 3210.5, 2], { traced: [{ row: 1, trace: 7 }] }, { sequence: 2 })]);
      const requestId = await requestWith(storage, 3210.5);
      expect(await storage.readOutlier(id)).toEqual({
        ...before,
        ...{ id, requestId, durationMillis: 3210.5, statusCode: 201 },
        record: outlier,
      });
      expect(await storage.readOutlier(id + 1)).toBeNull();
    });

    test('find their request in the same batch and in an earlier one', async () => {
      const { storage } = context();
      const outliers = [1, 2].map((trace) => exampleOutlier(USERS, { startedAt: NOW, trace }));
      await storage.write([tracedBatch([10], { traced: [{ row: 0, trace: 2 }] })]);
      const traced = [{ row: 1, trace: 1 }];
      await storage.write([tracedBatch([20, 30], { traced, outliers }, { sequence: 2 })]);
      const { rows } = await storage.listOutliers(detailsQuery());
      expect(new Set(rows.map((row) => row.durationMillis))).toEqual(new Set([30, 10]));
      expect(rows.map((row) => row.requestId).sort()).toEqual(
        [await requestWith(storage, 30), await requestWith(storage, 10)].sort(),
      );
    });

    test('find it among aborted requests and those of no endpoint', async () => {
      const { storage } = context();
      const durations = [11, 22, 33, 44, 55, 66];
      const requests = durations.map((duration, at) => request({ duration, aborted: at % 2 === 0 }));
      const batch = batchOf(requests);
      batch.requests[REQUEST_STRIDE + REQUEST_FIELD.endpoint] = 99;
      const traced = durations.map((_, row) => ({ row, trace: row + 1 }));
      const outliers = traced.map(({ trace }) => exampleOutlier(USERS, { trace, startedAt: NOW + trace }));
      await storage.write([{ ...batch, traced, outliers }]);
      const { rows } = await storage.listOutliers(detailsQuery());
      expect(rows.map((row) => row.durationMillis)).toEqual([66, 55, 44, 33, null, 11]);
      for (const { requestId, durationMillis } of rows) {
        if (durationMillis !== null) expect(await requestWith(storage, durationMillis)).toBe(requestId);
      }
    });

    test('are told apart by instance, and stored once however often they are sent', async () => {
      const { storage } = context();
      const batch = tracedBatch([5], { traced: [{ row: 0, trace: 1 }], outliers: [exampleOutlier(USERS)] });
      const other = { ...batch, instance: 'host-2' };
      await storage.write([batch, other]);
      await storage.write([batch, other]);
      await storage.write([{ ...batch, sequence: 2 }]);
      const { rows } = await storage.listOutliers(detailsQuery());
      expect(rows).toHaveLength(2);
      expect(new Set(rows.map((row) => row.requestId)).size).toBe(2);
    });

    test('that cannot be stored are counted and take nothing with them', async () => {
      const { storage } = context();
      const unwritable = { ...exampleOutlier(USERS), environment: { A: 1n } as never };
      const sound = exampleOutlier(USERS, { trace: 2 });
      const lost = tracedBatch([5], { outliers: [unwritable, sound], traced: [{ row: 9, trace: 4 }] });
      expect(await storage.write([lost])).toEqual({ requests: 1, replayedBatches: 0, lostOutliers: 1 });
      expect((await storage.listOutliers(detailsQuery())).rows).toHaveLength(1);
    });

    test('without a place to store them leave requests alone', async () => {
      const { storage, database } = context();
      await database.execute(`drop table ${database.location.tablePrefix}outliers`);
      const outliers = [exampleOutlier({ method: 'GET', route: '/new' })];
      const batch = tracedBatch([5], { outliers, traced: [{ row: 0, trace: 1 }] });
      expect(await storage.write([batch])).toEqual({ requests: 1, replayedBatches: 0, lostOutliers: 1 });
      expect(await countRequests(storage)).toBe(1);
      const again = batchOf([request({ endpoint: { method: 'GET', route: '/new' } })], { sequence: 2 });
      expect(await storage.write([again])).toEqual({ requests: 1, replayedBatches: 0 });
    });

    test('of an endpoint are the newest 500', async () => {
      const { storage } = context();
      const outliers = Array.from({ length: 510 }, (_, at) =>
        exampleOutlier(USERS, { trace: at + 1, startedAt: NOW - at * 1000 }),
      );
      const rare = exampleOutlier(ORDERS, { trace: 1000, startedAt: NOW - 1e9 });
      await storage.write([tracedBatch([], { outliers: [...outliers, rare] })]);
      const id = await endpointId(storage, USERS);
      const { rows } = await storage.listOutliers(detailsQuery({ endpointId: id }));
      expect(rows).toHaveLength(500);
      expect(rows.at(-1)?.startedAt).toBe(NOW - 499_000);
      expect(
        (await storage.listOutliers(detailsQuery({ endpointId: await endpointId(storage, ORDERS) }))).rows,
      ).toHaveLength(1);
    });

    test('come page by page, of a range, an endpoint and a version', async () => {
      const { storage } = context();
      const outliers = Array.from({ length: 25 }, (_, at) =>
        exampleOutlier(at % 5 === 0 ? ORDERS : USERS, { trace: at + 1, startedAt: NOW - (at >> 1) }),
      );
      await storage.write([tracedBatch([], { outliers })]);
      await storage.write([
        tracedBatch([], { outliers: [exampleOutlier(USERS, { trace: 99 })] }, { sequence: 2, version: '2.0' }),
      ]);
      const seen: number[] = [];
      for (let cursor: string | null = null; ; ) {
        const page = await storage.listOutliers(detailsQuery({ limit: 4, cursor, version: '1.0' }));
        seen.push(...page.rows.map((row) => row.id));
        cursor = page.nextCursor;
        if (cursor === null) break;
      }
      expect(new Set(seen).size).toBe(25);
      expect(seen).toHaveLength(25);
      const orders = await endpointId(storage, ORDERS);
      expect((await storage.listOutliers(detailsQuery({ endpointId: orders }))).rows).toHaveLength(5);
      expect((await storage.listOutliers(detailsQuery({ version: 'unknown' }))).rows).toEqual([]);
      expect((await storage.listOutliers(detailsQuery({ endpointId: 4e12 }))).rows).toEqual([]);
      expect((await storage.listOutliers(detailsQuery({ range: { from: NOW - 1, to: NOW } }))).rows).toHaveLength(2);
      expect((await storage.listOutliers(detailsQuery({ cursor: 'nonsense' }))).rows).toEqual([]);
    });

    test('with nonsense from a clock or the system are kept', async () => {
      const { storage } = context();
      const odd = exampleOutlier(USERS);
      const machine = {
        ...odd.machine,
        cpuPercents: [Number.NaN, -5, 1e9],
        processCpuPercent: Number.POSITIVE_INFINITY,
        eventLoopDelayMillis: Number.NaN,
      };
      const outlier = { ...odd, machine, startedAt: Number.NaN, elapsedMillis: -1, thresholdMillis: 1e300 };
      const result = await storage.write([
        tracedBatch([], { outliers: [{ ...outlier, blockedBy: 'x\0'.repeat(5000) }] }),
      ]);
      expect(result).toEqual({ requests: 0, replayedBatches: 0 });
      expect((await storage.listOutliers(detailsQuery())).rows).toMatchObject([{ cpuPercents: [0, 0, 100] }]);
    });
  });
}
