import { describe, expect, test } from 'vitest';
import type { Storage } from '../../../src/storage/storage.ts';
import { exampleOutlier, exampleProfile, HANDLER, node, PRICE } from '../../support/example-details.ts';
import { detailsQuery, requestWith, tracedBatch } from './detail-examples.ts';
import { batchOf, endpointId, ORDERS, request, USERS } from './examples.ts';
import { outlierTests } from './outlier-tests.ts';
import { profileTests } from './profile-tests.ts';
import { NOW, type StorageContext } from './storage-context.ts';

export function detailTests(context: () => StorageContext): void {
  outlierTests(context);
  profileTests(context);

  describe('outliers and profiles', () => {
    async function writeBoth(storage: Storage, startedAt: number, trace: number): Promise<void> {
      await storage.writeProfiles([exampleProfile(USERS, { trace, startedAt })]);
      const outliers = [exampleOutlier(USERS, { trace, startedAt })];
      await storage.write([tracedBatch([trace], { outliers, traced: [{ row: 0, trace }] }, { sequence: trace })]);
    }

    const counts = async (storage: Storage, id: number | null = null): Promise<readonly number[]> => [
      (await storage.listOutliers(detailsQuery({ endpointId: id }))).rows.length,
      (await storage.listProfiles(detailsQuery({ endpointId: id }))).rows.length,
    ];

    test('go when they are old, and their lines of code when nothing needs them', async () => {
      const { storage, clock, openAnother } = context();
      const other = await openAnother();
      const day = 86_400_000;
      await writeBoth(storage, NOW, 1);
      clock.time = NOW + 40 * day;
      const late = { ...HANDLER, line: 99 };
      await storage.writeProfiles([
        exampleProfile(USERS, {
          trace: 2,
          startedAt: clock.time,
          codeLines: [late, PRICE],
          nodes: [node(0, 0), node(1, 1)],
        }),
      ]);
      const policy = {
        ...{ requestsBefore: 0, minuteRollupsBefore: 0, quarterRollupsBefore: 0, maxBytes: null },
        detailsBefore: NOW + 10 * day,
      };
      const preview = await storage.prune(policy, true);
      expect(await counts(storage)).toEqual([1, 2]);
      expect(preview.details).toBe(2);
      expect((await storage.prune(policy, false)).details).toBe(2);
      expect(await counts(storage)).toEqual([0, 1]);
      expect((await storage.latestProfiles(detailsQuery()))[0]?.codeLines).toEqual([late, PRICE]);
      // Who remembers a line that is gone stores it again.
      for (const [at, each] of [storage, other].entries()) {
        await each.writeProfiles([exampleProfile(USERS, { trace: 3 + at, startedAt: clock.time + 1 + at })]);
        expect((await each.latestProfiles(detailsQuery({ limit: 1 })))[0]?.codeLines[0]).toEqual(HANDLER);
      }
    });

    test('outlive their request', async () => {
      const { storage } = context();
      await writeBoth(storage, NOW, 1);
      const requestId = await requestWith(storage, 1);
      const keepDetails = { minuteRollupsBefore: 0, quarterRollupsBefore: 0, detailsBefore: 0, maxBytes: null };
      await storage.prune({ ...keepDetails, requestsBefore: NOW + 2 * 86_400_000 }, false);
      expect(await requestWith(storage, 1)).toBeNaN();
      expect(await storage.readProfile(requestId)).toMatchObject({ requestId });
      expect((await storage.listOutliers(detailsQuery())).rows).toMatchObject([{ requestId, durationMillis: 1 }]);
    });

    test('go with their endpoint, or along with it', async () => {
      const { storage } = context();
      await writeBoth(storage, NOW, 1);
      await storage.write([batchOf([request({ endpoint: ORDERS })], { instance: 'other' })]);
      const [users, orders] = [await endpointId(storage, USERS), await endpointId(storage, ORDERS)];
      await storage.renameEndpoint(users, { method: 'GET', route: '/people' });
      expect((await storage.latestProfiles(detailsQuery()))[0]?.endpoint).toEqual({ method: 'GET', route: '/people' });
      expect(await counts(storage, users)).toEqual([1, 1]);
      await storage.mergeEndpoint(users, orders);
      expect(await counts(storage, users)).toEqual([0, 0]);
      expect(await counts(storage, orders)).toEqual([1, 1]);
      await storage.removeEndpoint(orders);
      expect(await counts(storage)).toEqual([0, 0]);
    });
  });
}
