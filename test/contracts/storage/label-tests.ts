import { describe, expect, test } from 'vitest';
import type { RetentionPolicy, Storage } from '../../../src/storage/storage.ts';
import { batchOf, EVER, endpointId, metricsQuery, ORDERS, request, USERS } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

const DAY = 86_400_000;
const EVERYTHING_BUT_TODAY: RetentionPolicy = {
  detailsBefore: NOW,
  requestsBefore: NOW,
  minuteRollupsBefore: NOW,
  quarterRollupsBefore: NOW,
  maxBytes: null,
};

async function groups(storage: Storage): Promise<readonly unknown[]> {
  const rows = await storage.queryMetrics(metricsQuery({ dimensions: ['group'] }));
  return rows.map(({ group, requests }) => `${group} ${requests}`).sort();
}

export function labelTests(context: () => StorageContext): void {
  describe('texts that nothing refers to', () => {
    test('go with the last request and rollup that did', async () => {
      const { storage } = context();
      const old = { time: NOW - 5 * DAY };
      await storage.write([
        batchOf([request({ ...old, group: 'ann', ip: '10.0.0.1' }), request({ ...old, group: 'bob' })]),
        batchOf([request({ group: 'bob', ip: '10.0.0.2' })], { sequence: 2, version: '2.0' }),
      ]);
      // Version 1.0 stays: figures per day are kept for good.
      expect(await storage.prune(EVERYTHING_BUT_TODAY, false)).toMatchObject({ requests: 2, labels: 2 });
      expect(await groups(storage)).toEqual(['bob 1']);
      const sightings = { endpointId: null, range: EVER, limit: 10 };
      expect((await storage.listVersions(sightings)).map(({ value }) => value).sort()).toEqual(['1.0', '2.0']);
      expect(await storage.prune(EVERYTHING_BUT_TODAY, false)).toEqual({
        requests: 0,
        rollups: 0,
        details: 0,
        labels: 0,
      });
    });

    test('stay while a rollup refers to them, also when its requests are gone', async () => {
      const { storage } = context();
      await storage.write([batchOf([request({ time: NOW - 5 * DAY, group: 'ann' })])]);
      const policy = { ...EVERYTHING_BUT_TODAY, minuteRollupsBefore: 0, quarterRollupsBefore: 0 };
      expect(await storage.prune(policy, false)).toEqual({ requests: 1, rollups: 0, details: 0, labels: 0 });
      expect(await groups(storage)).toEqual(['ann 1']);
    });

    test('come back with a new request, also in a process that remembers them', async () => {
      const { storage, openAnother } = context();
      const other = await openAnother();
      const old = request({ time: NOW - 5 * DAY, group: 'ann', ip: '::1' });
      await other.write([batchOf([old], { instance: 'other' })]);
      await storage.write([batchOf([old], { sequence: 1 })]);
      expect(await storage.prune(EVERYTHING_BUT_TODAY, false)).toMatchObject({ requests: 2, labels: 2 });
      const fresh = request({ group: 'ann', ip: '::1' });
      await other.write([batchOf([fresh], { instance: 'other', sequence: 2 })]);
      await storage.write([batchOf([fresh, request({ group: 'carl' })], { sequence: 2 })]);
      expect(await groups(storage)).toEqual(['ann 2', 'carl 1']);
      const { rows } = await storage.listRequests({ range: EVER, filters: {}, limit: 10, cursor: null });
      expect(rows.map(({ group, ip }) => `${group} ${ip}`).sort()).toEqual(['ann ::1', 'ann ::1', 'carl null']);
    });

    test('are never taken from a request that comes in the middle', async () => {
      const { storage, openAnother } = context();
      const other = await openAnother();
      const old = request({ time: NOW - 5 * DAY, group: 'ann', ip: '10.0.0.1' });
      await other.write([batchOf([old], { instance: 'other' })]);
      let late: Promise<unknown> | null = null;
      const progress = ({ labels }: { readonly labels: number }): void => {
        // The group is gone; the address, which nothing refers to either, comes next.
        if (labels > 0) late ??= other.write([batchOf([{ ...old, time: NOW }], { instance: 'other', sequence: 2 })]);
      };
      await storage.prune(EVERYTHING_BUT_TODAY, false, { signal: new AbortController().signal, progress });
      await late;
      const { rows } = await storage.listRequests({ range: EVER, filters: {}, limit: 10, cursor: null });
      expect(rows).toMatchObject([{ group: 'ann', ip: '10.0.0.1' }]);
    });

    test('of a merged endpoint are the other’s now', async () => {
      const { storage } = context();
      await storage.write([
        batchOf([
          request({ time: NOW - 5 * DAY, endpoint: ORDERS, group: 'ann' }),
          request({ time: NOW - 5 * DAY, endpoint: USERS, group: 'bob' }),
        ]),
      ]);
      await storage.mergeEndpoint(await endpointId(storage, ORDERS), await endpointId(storage, USERS));
      const policy = { ...EVERYTHING_BUT_TODAY, quarterRollupsBefore: 0 };
      expect(await storage.prune(policy, false)).toMatchObject({ requests: 2, labels: 0 });
      expect(await groups(storage)).toEqual(['ann 1', 'bob 1']);
    });
  });
}
