import { describe, expect, test } from 'vitest';
import { batchOf, countRequests, EVER, endpointId, metricsQuery, ORDERS, request, USERS } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

const MINUTE = 60_000;

export function writeTests(context: () => StorageContext): void {
  describe('writing', () => {
    test('keeps everything about a request', async () => {
      const { storage } = context();
      const requests = [
        request({ duration: 1.234567, group: '(User,3)', ip: '192.0.2.7' }),
        request({ endpoint: ORDERS, time: NOW - 1, duration: 0, statusCode: 499, aborted: true }),
      ];
      expect(await storage.write([batchOf(requests, { version: 'a1b2c3' })])).toEqual({
        requests: 2,
        replayedBatches: 0,
      });

      const { rows } = await storage.listRequests({ range: EVER, filters: {}, limit: 10, cursor: null });
      expect(rows).toEqual([
        {
          id: expect.any(Number),
          endpointId: await endpointId(storage, USERS),
          time: NOW,
          durationMillis: 1.235,
          statusCode: 200,
          aborted: false,
          version: 'a1b2c3',
          group: '(User,3)',
          instance: expect.any(Number),
          ip: '192.0.2.7',
        },
        {
          id: expect.any(Number),
          endpointId: await endpointId(storage, ORDERS),
          time: NOW - 1,
          durationMillis: 0,
          statusCode: 499,
          aborted: true,
          version: 'a1b2c3',
          group: null,
          instance: expect.any(Number),
          ip: null,
        },
      ]);
    });

    test('skips batches that were stored before, also in the same call and after a restart', async () => {
      const { storage, openAnother } = context();
      const first = batchOf([request()]);
      const second = batchOf([request(), request()], { sequence: 2 });
      expect(await storage.write([first, first, second])).toEqual({ requests: 3, replayedBatches: 1 });
      const restarted = await openAnother();
      expect(await restarted.write([second, batchOf([request()], { sequence: 3 })])).toEqual({
        requests: 1,
        replayedBatches: 1,
      });
      expect(await countRequests(storage)).toBe(4);
      expect((await storage.listRequests({ range: EVER, filters: {}, limit: 10, cursor: null })).rows).toHaveLength(4);
    });

    test('counts sequences per instance', async () => {
      const { storage } = context();
      await storage.write([batchOf([request()], { instance: 'a' }), batchOf([request()], { instance: 'b' })]);
      expect(await countRequests(storage)).toBe(2);
    });

    test('puts late and out-of-order requests into their own buckets', async () => {
      const { storage } = context();
      const times = [NOW, NOW - 50 * MINUTE, NOW - 3 * MINUTE, NOW - 50 * MINUTE, NOW - 2 * 86_400_000];
      for (const [index, time] of times.entries())
        await storage.write([batchOf([request({ time })], { sequence: index + 1 })]);
      const query = metricsQuery({ dimensions: ['time'], step: '1m' });
      const minute = (time: number): number => time - (time % MINUTE);
      expect(await storage.queryMetrics(query)).toEqual([
        { time: minute(NOW - 2 * 86_400_000), requests: 1 },
        { time: minute(NOW - 50 * MINUTE), requests: 2 },
        { time: minute(NOW - 3 * MINUTE), requests: 1 },
        { time: minute(NOW), requests: 1 },
      ]);
    });

    test('keeps requests whose clock or framework told nonsense', async () => {
      const { storage } = context();
      const times = [Number.NaN, -5, 0, 86_400_000, NOW + 400 * 86_400_000, Number.POSITIVE_INFINITY];
      const durations = [Number.NaN, -1, Number.POSITIVE_INFINITY, 0, 1e300, 0.0001];
      const statusCodes = [Number.NaN, -1, 1e9, 0, 99.5, 200];
      const nonsense = times.map((time, at) =>
        request({ time, duration: durations[at] ?? 0, statusCode: statusCodes[at] ?? 0 }),
      );
      expect(await storage.write([batchOf(nonsense)])).toEqual({ requests: 6, replayedBatches: 0 });
      expect(await countRequests(storage)).toBe(6);
      const [row] = await storage.queryMetrics(metricsQuery({ metrics: ['sum', 'p99', 'max'] }));
      expect(row).toEqual({ sum: expect.any(Number), p99: expect.any(Number), max: expect.any(Number) });
    });

    test('cuts texts that are too long and keeps odd ones', async () => {
      const { storage } = context();
      const long = 'x'.repeat(20_000);
      const odd = `a\0b \ud800 ☃ 😀 'quote" \\ `;
      const endpoint = { method: 'PROPFINDPROPFINDPROPFIND', route: `/${long}` };
      const requests = [request({ endpoint, group: long, ip: long }), request({ group: odd, ip: ' ' })];
      await storage.write([batchOf(requests, { version: long, instance: long })]);
      await storage.write([batchOf(requests, { version: long, instance: long, sequence: 2 })]);
      expect(await countRequests(storage)).toBe(4);
      expect(await storage.listEndpoints()).toHaveLength(2);
      const groups = await storage.listGroups({ endpointId: null, range: EVER, limit: 10 });
      expect(groups.map(({ value }) => value.length).sort((a, b) => a - b)).toEqual([19, 200]);
      expect(groups.map(({ value }) => value)).toContain(`ab \ufffd ☃ 😀 'quote" \\`);
      expect(await countRequests(storage, { group: [long] })).toBe(2);
    });

    test('tells texts apart that differ in case or accents', async () => {
      const { storage } = context();
      const groups = ['straße', 'Straße', 'STRASSE', 'strasse'];
      await storage.write([batchOf(groups.map((group) => request({ group })))]);
      expect(await storage.listGroups({ endpointId: null, range: EVER, limit: 10 })).toHaveLength(4);
    });

    test('takes requests that refer to nothing without losing the others', async () => {
      const { storage } = context();
      const batch = batchOf([request(), request(), request()]);
      batch.requests[0] = 99;
      batch.requests[7 + 5] = 42;
      expect(await storage.write([batch])).toEqual({ requests: 2, replayedBatches: 0 });
      expect(await countRequests(storage)).toBe(2);
    });

    test('answers a write of nothing', async () => {
      const { storage } = context();
      expect(await storage.write([])).toEqual({ requests: 0, replayedBatches: 0 });
      expect(await storage.write([batchOf([])])).toEqual({ requests: 0, replayedBatches: 0 });
    });

    test('stores batches of thousands with many different texts', async () => {
      const { storage } = context();
      const many = Array.from({ length: 3000 }, (_, at) =>
        request({ group: `user ${at}`, ip: `10.0.${at >> 8}.${at & 255}` }),
      );
      expect(await storage.write([batchOf(many)])).toEqual({ requests: 3000, replayedBatches: 0 });
      expect(await countRequests(storage, { group: ['user 2999'], ip: ['10.0.11.183'] })).toBe(1);
    });

    test('raises the revision with each write, also for others', async () => {
      const { storage, openAnother } = context();
      const other = await openAnother();
      const before = [await storage.revision(), await other.revision()];
      expect([await storage.revision(), await other.revision()]).toEqual(before);
      await storage.write([batchOf([request()])]);
      expect(await storage.revision()).toBeGreaterThan(before[0] ?? 0);
      expect(await other.revision()).toBeGreaterThan(before[1] ?? 0);
    });

    test('folds what has waited for long, also when nothing more comes', async () => {
      const { storage, database, clock } = context();
      const folded = async (): Promise<readonly unknown[]> =>
        database.select(`select requests from ${database.location.tablePrefix}rollups_group`);
      await storage.write([batchOf([request({ group: 'ann' }), request()])]);
      await storage.fold();
      expect(await folded()).toEqual([]);
      clock.time += MINUTE;
      await storage.fold();
      expect((await folded()).length).toBeGreaterThan(0);
      expect(await countRequests(storage, { group: ['ann'] })).toBe(1);
      await storage.fold();
      expect(await countRequests(storage)).toBe(2);
    });

    test('tells its size', async () => {
      expect(await context().storage.sizeBytes()).toBeGreaterThan(0);
    });

    test('keeps everything over a restart', async () => {
      const { storage, openAnother } = context();
      await storage.write([batchOf([request({ duration: 10 }), request({ duration: 30 })])]);
      await storage.close();
      const [row] = await (await openAnother()).queryMetrics(metricsQuery({ metrics: ['requests', 'average', 'p50'] }));
      expect(row).toEqual({ requests: 2, average: 20, p50: 10 });
    });
  });
}
