import { describe, expect, test } from 'vitest';
import { MOST_LABELS } from '../../../src/rollup/label-cap.ts';
import { batchOf, EVER, endpointId, metricsQuery, ORDERS, request, USERS } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

const HOUR = 3_600_000;
const at = (iso: string): number => Date.parse(iso);

export function metricsTests(context: () => StorageContext): void {
  describe('metrics', () => {
    test('of all kinds, in milliseconds', async () => {
      const { storage } = context();
      const durations = Array.from({ length: 100 }, (_, index) => index + 1);
      await storage.write([
        batchOf(durations.map((duration) => request({ duration, statusCode: duration > 90 ? 500 : 200 }))),
      ]);
      const metrics = ['requests', 'errors', 'errorRate', 'average', 'min', 'max', 'sum', 'p5', 'p50', 'p99'] as const;
      const [row] = await storage.queryMetrics(metricsQuery({ metrics }));
      expect(row).toMatchObject({
        requests: 100,
        errors: 10,
        errorRate: 0.1,
        average: 50.5,
        min: 1,
        max: 100,
        sum: 5050,
      });
      expect(Math.abs(Number(row?.p5) / 5 - 1)).toBeLessThan(0.01);
      expect(Math.abs(Number(row?.p50) / 50 - 1)).toBeLessThan(0.01);
      expect(Math.abs(Number(row?.p99) / 99 - 1)).toBeLessThan(0.01);
    });

    test('as distributions have the same figures, before and after they are folded', async () => {
      const { storage } = context();
      const durations = [...Array.from({ length: 100 }, (_, index) => index + 1), 4000];
      await storage.write([
        batchOf(durations.map((duration) => request({ duration, statusCode: duration > 90 ? 500 : 200 }))),
      ]);
      for (const fold of [async () => {}, () => storage.rebuildRollups(EVER)]) {
        await fold();
        const rows = await storage.queryDistributions(metricsQuery({ dimensions: ['endpoint', 'statusCode'] }));
        expect(rows.map(({ durations: _, ...figures }) => figures)).toEqual([
          {
            row: { endpoint: await endpointId(storage, USERS), statusCode: 200 },
            ...{ requests: 90, errors: 0, durationMillis: 4095 },
          },
          {
            row: { endpoint: await endpointId(storage, USERS), statusCode: 500 },
            ...{ requests: 11, errors: 11, durationMillis: 4955 },
          },
        ]);
        const found = rows.flatMap((each) => each.durations);
        expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(durations.length);
        const expanded = found.flatMap(({ millis, count }) => Array.from({ length: count }, () => millis));
        for (const [index, millis] of expanded.entries())
          expect(Math.abs(millis / (durations[index] ?? 0) - 1)).toBeLessThan(0.0075);
      }
    });

    test('errors are 400 to 599', async () => {
      const { storage } = context();
      await storage.write([batchOf([399, 400, 404, 500, 599, 600, 0].map((statusCode) => request({ statusCode })))]);
      expect(await storage.queryMetrics(metricsQuery({ metrics: ['errors'] }))).toEqual([{ errors: 4 }]);
      expect(await storage.queryMetrics(metricsQuery({ metrics: ['errors'], dimensions: ['group'] }))).toEqual([
        { group: null, errors: 4 },
      ]);
    });

    test('by endpoint, version, status code, group and IP', async () => {
      const { storage } = context();
      const first = [
        request({ group: 'ann', ip: '::1' }),
        request({ group: 'ann', statusCode: 500 }),
        request({ endpoint: ORDERS }),
      ];
      await storage.write([batchOf(first, { version: '1' }), batchOf([request()], { version: '2', sequence: 2 })]);
      const by = async (
        ...dimensions: ('endpoint' | 'version' | 'statusCode' | 'group' | 'ip')[]
      ): Promise<unknown[]> =>
        [...(await storage.queryMetrics(metricsQuery({ dimensions, metrics: ['requests', 'p50'] })))].map(
          Object.values,
        );
      expect(await by('endpoint')).toEqual([
        [await endpointId(storage, USERS), 3, 12.5],
        [await endpointId(storage, ORDERS), 1, 12.5],
      ]);
      expect(await by('version')).toEqual([
        ['1', 3, 12.5],
        ['2', 1, 12.5],
      ]);
      expect(await by('statusCode')).toEqual([
        [200, 3, 12.5],
        [500, 1, 12.5],
      ]);
      expect(await by('group')).toEqual(
        expect.arrayContaining([
          ['ann', 2, 12.5],
          [null, 2, 12.5],
        ]),
      );
      expect(await by('ip', 'group')).toHaveLength(3);
    });

    test('with filters: any of several values, all of several filters', async () => {
      const { storage } = context();
      const requests = [200, 404, 500].flatMap((statusCode) => [
        request({ statusCode }),
        request({ statusCode, endpoint: ORDERS }),
      ]);
      await storage.write([batchOf(requests, { version: '1' }), batchOf(requests, { version: '2', sequence: 2 })]);
      const count = async (filters: object): Promise<unknown> =>
        (await storage.queryMetrics(metricsQuery({ filters })))[0]?.requests ?? 0;
      const orders = await endpointId(storage, ORDERS);
      expect(await count({})).toBe(12);
      expect(await count({ statusCode: [404, 500] })).toBe(8);
      expect(await count({ statusCode: ['404'], endpoint: [orders] })).toBe(2);
      expect(await count({ version: ['1', '2', '3'], endpoint: [String(orders)] })).toBe(6);
      expect(await count({ version: ['3'] })).toBe(0);
      expect(await count({ endpoint: [-1] })).toBe(0);
      expect(await count({ endpoint: ['x; drop table'] })).toBe(0);
    });

    test('the most requested win when there are too many rows', async () => {
      const { storage } = context();
      const groups = ['a', 'b', 'b', 'c', 'c', 'c'];
      await storage.write([batchOf(groups.map((group) => request({ group })))]);
      const rows = await storage.queryMetrics(metricsQuery({ dimensions: ['group'], limit: 2 }));
      expect(rows).toEqual([
        { group: 'c', requests: 3 },
        { group: 'b', requests: 2 },
      ]);
    });

    test('of many users: the busy ones by name, the rest of each day together', async () => {
      const { storage, clock } = context();
      const yesterday = NOW - 86_400_000;
      const users = Array.from({ length: 3 * MOST_LABELS }, (_, index) =>
        request({ time: yesterday, group: `u${index}` }),
      );
      for (const sequence of [1, 2]) {
        clock.time += 60_000;
        await storage.write([batchOf(users, { sequence })]);
      }
      await storage.write([batchOf([request({ group: 'today' })], { sequence: 3 })]);
      const range = { from: 0, to: NOW - (NOW % 86_400_000) };
      const endpoint = [await endpointId(storage, USERS)];
      const rows = await storage.queryMetrics(
        metricsQuery({ dimensions: ['group'], metrics: ['requests', 'p50'], range, filters: { endpoint } }),
      );
      expect(rows).toHaveLength(MOST_LABELS + 1);
      expect(rows[0]).toEqual({ group: '(other)', requests: 4 * MOST_LABELS, p50: 12.5 });
      expect(rows[1]).toMatchObject({ requests: 2, p50: 12.5 });
      const filters = { group: ['(other)', 'today'], endpoint };
      expect(await storage.queryMetrics(metricsQuery({ filters }))).toEqual([{ requests: 4 * MOST_LABELS + 1 }]);
      const [first] = await storage.listGroups({ endpointId: Number(endpoint[0]), range, limit: 10 });
      expect(first).toEqual({ value: '(other)', requests: 4 * MOST_LABELS, firstSeen: yesterday, lastSeen: yesterday });
    });

    test('of nothing are no rows', async () => {
      const { storage } = context();
      await storage.write([batchOf([request()])]);
      const later = { from: NOW + HOUR, to: NOW + 2 * HOUR };
      for (const dimensions of [[], ['endpoint'], ['time']] as const) {
        expect(
          await storage.queryMetrics(metricsQuery({ dimensions, range: later, metrics: ['requests', 'p95'] })),
        ).toEqual([]);
        expect(await storage.queryMetrics(metricsQuery({ dimensions, range: { from: 5, to: 5 } }))).toEqual([]);
      }
    });

    test('of a range that starts and ends between buckets are exact', async () => {
      const { storage } = context();
      const range = { from: NOW - 3 * 86_400_000 - 12_345, to: NOW - 77 };
      const times = [range.from - 1, range.from, range.from + 1, NOW - 86_400_000, range.to - 1, range.to];
      await storage.write([batchOf(times.map((time) => request({ time })))]);
      expect(await storage.queryMetrics(metricsQuery({ range }))).toEqual([{ requests: 4 }]);
      expect(await storage.queryMetrics(metricsQuery({ range, metrics: ['requests', 'p50'] }))).toEqual([
        { requests: 4, p50: 12.5 },
      ]);
      const fractions = { from: range.from + 0.2, to: range.to - 0.2 };
      expect(await storage.queryMetrics(metricsQuery({ range: fractions }))).toEqual([{ requests: 3 }]);
    });
  });

  describe('days and hours are cut in the asked zone', () => {
    const days = async (timezone: string, times: readonly string[], range = EVER): Promise<unknown[]> => {
      const { storage, clock } = context();
      clock.time = Math.max(clock.time, at('2026-12-31T00:00Z'));
      await storage.write([batchOf(times.map((time) => request({ time: at(time) })))]);
      const wide = { ...range, to: at('2027-01-01T00:00Z') };
      const rows = await storage.queryMetrics(
        metricsQuery({ dimensions: ['day'], timezone, range: wide, metrics: ['requests', 'p50'] }),
      );
      return rows.map(({ day, requests }) => [new Date(Number(day)).toISOString(), requests]);
    };

    test('Asia/Kolkata, half an hour off', async () => {
      expect(
        await days('Asia/Kolkata', ['2026-03-01T18:29:59Z', '2026-03-01T18:30:00Z', '2026-03-02T18:29:59Z']),
      ).toEqual([
        ['2026-02-28T18:30:00.000Z', 1],
        ['2026-03-01T18:30:00.000Z', 2],
      ]);
    });

    test('Asia/Kathmandu, a quarter of an hour off', async () => {
      expect(await days('Asia/Kathmandu', ['2026-03-01T18:14:59Z', '2026-03-01T18:15:00Z'])).toEqual([
        ['2026-02-28T18:15:00.000Z', 1],
        ['2026-03-01T18:15:00.000Z', 1],
      ]);
    });

    test('Europe/Berlin, a day of 23 hours and one of 25', async () => {
      const times = ['2026-03-28T22:59Z', '2026-03-28T23:00Z', '2026-03-29T21:59Z', '2026-03-29T22:00Z'];
      expect(
        await days('Europe/Berlin', [...times, '2026-10-24T22:00Z', '2026-10-25T22:59Z', '2026-10-25T23:00Z']),
      ).toEqual([
        ['2026-03-27T23:00:00.000Z', 1],
        ['2026-03-28T23:00:00.000Z', 2],
        ['2026-03-29T22:00:00.000Z', 1],
        ['2026-10-24T22:00:00.000Z', 2],
        ['2026-10-25T23:00:00.000Z', 1],
      ]);
    });

    test('hours of the day with the offset at that time', async () => {
      const { storage, clock } = context();
      clock.time = at('2026-12-31T00:00Z');
      const times = ['2026-01-15T08:10Z', '2026-07-15T07:10Z', '2026-07-15T08:10Z'];
      await storage.write([batchOf(times.map((time) => request({ time: at(time) })))]);
      const range = { from: 0, to: clock.time };
      const query = metricsQuery({ dimensions: ['hourOfDay'], timezone: 'Europe/Berlin', range });
      expect(await storage.queryMetrics(query)).toEqual([
        { hourOfDay: 9, requests: 2 },
        { hourOfDay: 10, requests: 1 },
      ]);
    });

    test('steps start where the wall clock says', async () => {
      const { storage } = context();
      await storage.write([batchOf([request({ time: at('2026-03-01T10:44:59Z') })])]);
      const start = async (step: '1m' | '5m' | '15m' | '1h' | '6h' | '1d', timezone: string): Promise<string> => {
        const [row] = await storage.queryMetrics(metricsQuery({ dimensions: ['time'], step, timezone }));
        return new Date(Number(row?.time)).toISOString().slice(5, 16);
      };
      expect(await start('1m', 'Asia/Kathmandu')).toBe('03-01T10:44');
      expect(await start('5m', 'Asia/Kathmandu')).toBe('03-01T10:40');
      expect(await start('15m', 'Asia/Kathmandu')).toBe('03-01T10:30');
      expect(await start('1h', 'Asia/Kathmandu')).toBe('03-01T10:15');
      expect(await start('6h', 'Asia/Kathmandu')).toBe('03-01T06:15');
      expect(await start('1d', 'Asia/Kathmandu')).toBe('02-28T18:15');
      expect(await start('1h', 'UTC')).toBe('03-01T10:00');
    });
  });
}
