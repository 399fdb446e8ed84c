import { describe, expect, test } from 'vitest';
import type { MetricsQuery, MetricsRow } from '../../../src/model/metrics-query.ts';
import type { PruneResult, RetentionPolicy, Storage } from '../../../src/storage/storage.ts';
import {
  batchOf,
  countRequests,
  EVER,
  endpointId,
  metricsQuery,
  ORDERS,
  request,
  sortedRows,
  USERS,
} from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

const DAY = 86_400_000;
const TODAY = NOW - (NOW % DAY);
const KEEP_ALL: RetentionPolicy = {
  requestsBefore: 0,
  minuteRollupsBefore: 0,
  quarterRollupsBefore: 0,
  detailsBefore: 0,
  maxBytes: null,
};

/** Two requests at noon of each of the last ten days, ten minutes apart. */
async function writeTenDays(storage: Storage): Promise<void> {
  const requests = Array.from({ length: 10 }, (_, day) => TODAY - day * DAY + 12 * 3_600_000).flatMap((time) => [
    request({ time, duration: 10, group: 'ann' }),
    request({ time: time + 600_000, duration: 30, statusCode: 500, ip: '::1' }),
  ]);
  await storage.write([batchOf(requests)]);
}

/** As the log of maintenance notes it. */
async function usedBytes(storage: Storage): Promise<number> {
  const id = (await storage.maintenance.begin('prune', 'test')) ?? 0;
  await storage.maintenance.end(id, 'done', { requests: 0, rollups: 0, details: 0, labels: 0 });
  return (await storage.maintenance.list())[0]?.usedBytes ?? 0;
}

export function keeperTests(context: () => StorageContext): void {
  const everything = async (dimensions: MetricsQuery['dimensions']): Promise<readonly MetricsRow[]> =>
    context().storage.queryMetrics(
      metricsQuery({ dimensions, metrics: ['requests', 'errors', 'sum', 'p95'], step: '1d' }),
    );

  describe('retention', () => {
    test('takes old raw requests; charts answer from rollups as before', async () => {
      const { storage } = context();
      await writeTenDays(storage);
      const dimensions = [['time'], ['statusCode', 'version'], ['group'], ['ip']] as const;
      const before = await Promise.all(dimensions.map(everything));
      const policy = { ...KEEP_ALL, requestsBefore: NOW - 3 * DAY };
      expect(await storage.prune(policy, true)).toMatchObject({ requests: 12, rollups: 0 });
      expect((await storage.listRequests({ range: EVER, filters: {}, limit: 100, cursor: null })).rows).toHaveLength(
        20,
      );
      expect(await storage.prune(policy, false)).toMatchObject({ requests: 12, rollups: 0 });
      // Which would draw every open dashboard anew, and keep others from writing.
      const written = await storage.revision();
      expect(await storage.prune(policy, false)).toEqual({ requests: 0, rollups: 0, details: 0, labels: 0 });
      expect(await storage.revision()).toBe(written);
      expect((await storage.listRequests({ range: EVER, filters: {}, limit: 100, cursor: null })).rows).toHaveLength(8);
      expect(await Promise.all(dimensions.map(everything))).toEqual(before);
      expect(await storage.listGroups({ endpointId: null, range: EVER, limit: 10 })).toMatchObject([{ requests: 10 }]);
    });

    test('takes fine rollups; what is older is answered by coarser ones', async () => {
      const { storage } = context();
      await writeTenDays(storage);
      const policy = {
        ...KEEP_ALL,
        requestsBefore: NOW - 4 * DAY,
        minuteRollupsBefore: NOW - 2 * DAY,
        quarterRollupsBefore: NOW - 6 * DAY,
      };
      expect((await storage.prune(policy, true)).rollups).toBeGreaterThan(0);
      expect(await storage.prune(policy, false)).toMatchObject({ requests: 10 });
      expect(await countRequests(storage)).toBe(20);
      const points = await storage.queryMetrics(metricsQuery({ dimensions: ['time'], step: '1m' }));
      expect(points.reduce((sum, { requests }) => sum + Number(requests), 0)).toBe(20);
      const hours = await storage.queryMetrics(metricsQuery({ dimensions: ['hourOfDay'], timezone: 'Asia/Kolkata' }));
      expect(hours.reduce((sum, { requests }) => sum + Number(requests), 0)).toBe(14);
      const groups = await storage.queryMetrics(metricsQuery({ dimensions: ['group'], filters: { group: ['ann'] } }));
      expect(groups).toEqual([{ group: 'ann', requests: 7 }]);
    });

    test('answers neighbouring ranges without gap or overlap where raw requests are gone', async () => {
      const { storage } = context();
      await writeTenDays(storage);
      const policy = {
        ...KEEP_ALL,
        requestsBefore: NOW,
        minuteRollupsBefore: NOW,
        quarterRollupsBefore: NOW - 5 * DAY,
      };
      await storage.prune(policy, false);
      const cuts = [0, TODAY - 7.3 * DAY, TODAY - 2.47 * DAY, TODAY - 1.4931 * DAY, EVER.to];
      const counts = await Promise.all(
        cuts.slice(1).map(async (to, index) => {
          const range = { from: cuts[index] ?? 0, to };
          const [row] = await storage.queryMetrics(metricsQuery({ range }));
          return row?.requests ?? 0;
        }),
      );
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20);
    });

    test('takes the oldest days of requests until the rest fits', async () => {
      const { storage } = context();
      for (let day = 0; day < 3; day += 1) {
        const time = NOW - day * DAY;
        const requests = Array.from({ length: 3000 }, (_, at) => request({ time: time - at, duration: at % 100 }));
        await storage.write([batchOf(requests, { sequence: day + 1 })]);
      }
      await storage.prune(KEEP_ALL, false);
      const used = await usedBytes(storage);
      const maxBytes = Math.round(used * 0.7);
      const { requests: removed } = await storage.prune({ ...KEEP_ALL, maxBytes }, false);
      expect([3000, 6000]).toContain(removed);
      expect(await usedBytes(storage)).toBeLessThanOrEqual(maxBytes);
      const { rows } = await storage.listRequests({ range: EVER, filters: {}, limit: 1, cursor: null });
      expect(rows).toMatchObject([{ time: NOW }]);
      // Charts go on from rollups.
      expect(await countRequests(storage)).toBe(9000);
    });

    test('ends early when it is told to, and says what it did', async () => {
      const { storage } = context();
      await writeTenDays(storage);
      const told = new AbortController();
      const seen: PruneResult[] = [];
      const progress = (done: PruneResult): void => {
        seen.push(done);
        told.abort();
      };
      const policy = { ...KEEP_ALL, requestsBefore: NOW - 3 * DAY, minuteRollupsBefore: NOW };
      const done = await storage.prune(policy, false, { signal: told.signal, progress });
      expect(done).toEqual({ requests: 12, rollups: 0, details: 0, labels: 0 });
      expect(seen).toEqual([done]);
      expect(await storage.prune(policy, false)).toMatchObject({ requests: 0, rollups: expect.any(Number) });
      expect(await countRequests(storage)).toBe(20);
    });

    test('counts what arrives for a day that is gone', async () => {
      const { storage } = context();
      await writeTenDays(storage);
      await storage.prune(
        { ...KEEP_ALL, requestsBefore: NOW, minuteRollupsBefore: NOW, quarterRollupsBefore: NOW },
        false,
      );
      await storage.write([batchOf([request({ time: NOW - 8 * DAY, duration: 50 })], { sequence: 2 })]);
      const [row] = await storage.queryMetrics(metricsQuery({ metrics: ['requests', 'max'] }));
      expect(row).toEqual({ requests: 21, max: 50 });
    });
  });

  describe('changed endpoints', () => {
    test('a removed one is gone with everything, and may come back as a new one', async () => {
      const { storage, openAnother } = context();
      const other = await openAnother();
      await other.write([
        batchOf([request({ endpoint: ORDERS }), request({ endpoint: USERS })], { instance: 'other' }),
      ]);
      await writeTenDays(storage);
      const id = await endpointId(storage, USERS);
      expect(await storage.removeEndpoint(id)).toBe(true);
      expect(await storage.removeEndpoint(id)).toBe(false);
      expect(await storage.listEndpoints()).toMatchObject([ORDERS]);
      for (const dimensions of [[], ['group'], ['ip']] as const) {
        expect(await everything(dimensions)).toMatchObject([{ requests: 1 }]);
      }
      expect((await storage.listRequests({ range: EVER, filters: {}, limit: 100, cursor: null })).rows).toHaveLength(1);
      await other.write([batchOf([request({ endpoint: USERS })], { instance: 'other', sequence: 2 })]);
      expect(await countRequests(storage, { endpoint: [await endpointId(storage, USERS)] })).toBe(1);
    });

    test('a merged one carries its history along', async () => {
      const { storage } = context();
      await writeTenDays(storage);
      const orders = [5, 15, 25].map((duration, day) =>
        request({ endpoint: ORDERS, duration, time: NOW - day * DAY, group: 'bob' }),
      );
      await storage.write([
        batchOf([...orders, request({ endpoint: ORDERS, time: TODAY + 43_200_000 })], { sequence: 2 }),
      ]);
      const dimensions = [['time'], ['statusCode', 'version'], ['group'], ['ip', 'day'], ['hourOfDay']] as const;
      const before = await Promise.all(dimensions.map(everything));
      const into = await endpointId(storage, USERS);
      expect(await storage.mergeEndpoint(await endpointId(storage, ORDERS), into)).toBe(true);
      const after = await Promise.all(dimensions.map(everything));
      expect(after.map(sortedRows)).toEqual(before.map(sortedRows));
      expect(await countRequests(storage, { endpoint: [into] })).toBe(24);
      expect(await storage.listEndpoints()).toMatchObject([{ id: into, ...USERS, lastRequested: NOW }]);
      expect(await storage.mergeEndpoint(4711, into)).toBe(false);
      expect(await storage.mergeEndpoint(into, into)).toBe(false);
    });

    test('a renamed one keeps its history; a taken name is refused', async () => {
      const { storage } = context();
      await storage.write([batchOf([request(), request({ endpoint: ORDERS })])]);
      const id = await endpointId(storage, USERS);
      expect(await storage.renameEndpoint(id, ORDERS)).toBe(false);
      expect(await storage.renameEndpoint(id, { method: 'GET', route: '/people/:id' })).toBe(true);
      await storage.write([batchOf([request({ endpoint: { method: 'GET', route: '/people/:id' } })], { sequence: 2 })]);
      expect(await countRequests(storage, { endpoint: [id] })).toBe(2);
      expect(await storage.renameEndpoint(4711, { method: 'GET', route: '/x' })).toBe(false);
    });
  });

  test('a lease is held by one, until it ends', async () => {
    const { storage, openAnother } = context();
    const other = await openAnother();
    const taken = await Promise.all([
      storage.takeLease('prune', 'a', NOW, NOW + 100),
      other.takeLease('prune', 'b', NOW, NOW + 100),
    ]);
    expect(taken.filter(Boolean)).toHaveLength(1);
    const [first, second] = taken[0] ? ['a', 'b'] : ['b', 'a'];
    expect(await storage.takeLease('prune', first, NOW + 50, NOW + 200)).toBe(true);
    expect(await storage.takeLease('prune', second, NOW + 150, NOW + 300)).toBe(false);
    expect(await storage.takeLease('reports', second, NOW, NOW + 100)).toBe(true);
    expect(await storage.takeLease('prune', second, NOW + 200, NOW + 300)).toBe(true);
  });
}
