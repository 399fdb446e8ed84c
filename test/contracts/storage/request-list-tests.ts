import { describe, expect, test } from 'vitest';
import type { RequestsQuery, StoredRequest } from '../../../src/storage/storage.ts';
import { batchOf, EVER, endpointId, ORDERS, request, USERS } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

async function listAll(
  { storage }: StorageContext,
  filters: RequestsQuery['filters'],
): Promise<readonly StoredRequest[]> {
  const rows: StoredRequest[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await storage.listRequests({ range: EVER, filters, limit: 20, cursor });
    rows.push(...page.rows);
    if (page.nextCursor === null) return rows;
    cursor = page.nextCursor;
  }
}

export function requestListTests(context: () => StorageContext): void {
  describe('listed requests', () => {
    test('come page by page without gap or repeat while others arrive', async () => {
      const { storage } = context();
      const requests = Array.from({ length: 25 }, (_, at) => request({ time: NOW - (at >> 2), duration: at }));
      await storage.write([batchOf(requests)]);
      const seen: StoredRequest[] = [];
      let cursor: string | null = null;
      let sequence = 2;
      do {
        const page = await storage.listRequests({ range: EVER, filters: {}, limit: 4, cursor });
        expect(page.rows.length).toBeLessThanOrEqual(4);
        seen.push(...page.rows);
        cursor = page.nextCursor;
        await storage.write([batchOf([request({ time: NOW + 5, duration: 99 })], { sequence: sequence++ })]);
      } while (cursor !== null);
      expect(seen.map(({ durationMillis }) => durationMillis).sort((a, b) => a - b)).toEqual([...requests.keys()]);
      expect(seen.map(({ time }) => time)).toEqual(seen.map(({ time }) => time).sort((a, b) => b - a));
    });

    test('are of the range and filters only', async () => {
      const { storage } = context();
      const all = [
        request({ time: NOW, group: 'ann', ip: '::1' }),
        request({ time: NOW - 1, group: 'ann', statusCode: 500 }),
        request({ time: NOW - 2, group: 'bob', endpoint: ORDERS }),
        request({ time: NOW - 3, endpoint: ORDERS, statusCode: 404 }),
      ];
      await storage.write([
        batchOf(all, { version: '1' }),
        batchOf([request({ time: NOW - 4 })], { version: '2', sequence: 2 }),
      ]);
      const list = async (filters: object, range = EVER): Promise<readonly number[]> =>
        (await storage.listRequests({ range, filters, limit: 10, cursor: null })).rows.map(({ time }) => NOW - time);
      expect(await list({})).toEqual([0, 1, 2, 3, 4]);
      expect(await list({}, { from: NOW - 2, to: NOW })).toEqual([1, 2]);
      expect(await list({ group: ['ann'] })).toEqual([0, 1]);
      expect(await list({ group: ['ann', 'bob'] })).toEqual([0, 1, 2]);
      expect(await list({ group: [''] })).toEqual([3, 4]);
      expect(await list({ group: ['nobody'] })).toEqual([]);
      expect(await list({ ip: ['::1'] })).toEqual([0]);
      expect(await list({ version: ['2'] })).toEqual([4]);
      expect(await list({ statusCode: [404, 500] })).toEqual([1, 3]);
      expect(await list({ endpoint: [await endpointId(storage, ORDERS)], statusCode: [200] })).toEqual([2]);
      expect(await list({ endpoint: [] })).toEqual([0, 1, 2, 3, 4]);
    });

    test('are all there, page by page, whatever is filtered', { timeout: 60_000 }, async () => {
      const { storage, clock } = context();
      const requests = Array.from({ length: 150 }, (_, at) =>
        request({
          time: NOW - (at % 97) * 4_000_000 - (at % 3),
          duration: at,
          endpoint: at % 4 === 0 ? ORDERS : USERS,
          statusCode: at % 10 === 0 ? 500 : at % 57 === 0 ? 404 : 200,
          ...(at % 5 === 0 ? {} : { group: `u${at % 23}` }),
        }),
      );
      // Some are in rollups, and the last ones wait.
      for (let sequence = 1; sequence <= 4; sequence += 1) {
        if (sequence < 4) clock.time += 60_000;
        const own = requests.filter((_, at) => at % 4 === sequence - 1);
        await storage.write([
          batchOf(own, { sequence, version: String(sequence % 2), instance: `host-${sequence % 2}` }),
        ]);
      }
      const orders = await endpointId(storage, ORDERS);
      const all = await listAll(context(), {});
      expect(all.map(({ durationMillis }) => durationMillis).sort((a, b) => a - b)).toEqual([...requests.keys()]);
      const [first] = all;
      const expectListed = async (filters: RequestsQuery['filters'], passes: (row: StoredRequest) => boolean) =>
        expect(await listAll(context(), filters)).toEqual(all.filter(passes));
      await expectListed({ statusCode: [500] }, ({ statusCode }) => statusCode === 500);
      await expectListed(
        { statusCode: [404], endpoint: [orders] },
        (row) => row.statusCode === 404 && row.endpointId === orders,
      );
      await expectListed({ version: ['1'], group: ['u3'] }, ({ version, group }) => version === '1' && group === 'u3');
      await expectListed(
        { group: ['', 'u4'], statusCode: [200] },
        (row) => row.statusCode === 200 && (row.group ?? 'u4') === 'u4',
      );
      await expectListed({ instance: [first?.instance ?? 0] }, ({ instance }) => instance === first?.instance);
      await expectListed({ endpoint: [orders, -1] }, ({ endpointId }) => endpointId === orders);
      await expectListed({ instance: [99] }, () => false);
    });

    test('of a status that comes now and then are all there, whatever lies between, page by page', async () => {
      const { storage, clock } = context();
      const hour = 3_600_000;
      const times = Array.from({ length: 400 }, (_, at) => NOW - at * hour);
      const requests = times.flatMap((time, at) => [
        request({ time, statusCode: at % 3 === 0 ? 500 : 200 }),
        request({ time: time - 5, endpoint: ORDERS, statusCode: 500 }),
      ]);
      await storage.write([batchOf(requests)]);
      clock.time += hour;
      await storage.fold();
      const users = await endpointId(storage, USERS);
      for (const range of [EVER, { from: NOW - 300 * hour, to: NOW - 10.5 * hour }]) {
        const listed: number[] = [];
        for (let cursor: string | null = null; ; ) {
          const query = { range, filters: { statusCode: [500], endpoint: [users] }, limit: 40, cursor };
          const page = await storage.listRequests(query);
          listed.push(...page.rows.map(({ time }) => time));
          cursor = page.nextCursor;
          if (cursor === null) break;
        }
        const wanted = times.filter((time, at) => at % 3 === 0 && time >= range.from && time < range.to);
        expect(listed).toEqual(wanted);
      }
    });

    test('do not end in an error for a cursor that nobody gave', async () => {
      const { storage } = context();
      await storage.write([batchOf([request()])]);
      for (const cursor of ['', 'x', '1.2.3', "1' or 1=1"]) {
        const page = await storage.listRequests({ range: EVER, filters: {}, limit: 10, cursor });
        expect(page).toEqual({ rows: [], nextCursor: null });
      }
    });
  });

  describe('listed versions, groups and IPs', () => {
    test('have first and last seen and their requests', async () => {
      const { storage } = context();
      const day = 86_400_000;
      await storage.write([
        batchOf([request({ time: NOW - 2 * day, group: 'ann', ip: '10.0.0.1' })], { version: '1' }),
        batchOf([request({ time: NOW - day, group: 'bob' }), request({ time: NOW - day + 7, group: 'bob' })], {
          version: '2',
          sequence: 2,
        }),
        batchOf([request({ time: NOW, endpoint: ORDERS, group: 'ann', ip: '10.0.0.2' })], {
          version: '1',
          sequence: 3,
        }),
      ]);
      const all = { endpointId: null, range: EVER, limit: 10 };
      expect(await storage.listVersions(all)).toEqual([
        { value: '2', requests: 2, firstSeen: NOW - day, lastSeen: NOW - day + 7 },
        { value: '1', requests: 2, firstSeen: NOW - 2 * day, lastSeen: NOW },
      ]);
      expect(await storage.listVersions({ ...all, range: { from: NOW - day, to: NOW } })).toEqual([
        { value: '2', requests: 2, firstSeen: NOW - day, lastSeen: NOW - day + 7 },
      ]);
      expect(await storage.listVersions({ ...all, endpointId: await endpointId(storage, ORDERS) })).toEqual([
        { value: '1', requests: 1, firstSeen: NOW, lastSeen: NOW },
      ]);
      expect((await storage.listGroups(all)).map(({ value, requests }) => [value, requests])).toEqual(
        expect.arrayContaining([
          ['ann', 2],
          ['bob', 2],
        ]),
      );
      expect(await storage.listIps({ ...all, limit: 1 })).toHaveLength(1);
      expect(await storage.listIps({ ...all, endpointId: await endpointId(storage, USERS) })).toEqual([
        { value: '10.0.0.1', requests: 1, firstSeen: NOW - 2 * day, lastSeen: NOW - 2 * day },
      ]);
    });
  });
}
