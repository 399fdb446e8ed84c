import { describe, expect, test } from 'vitest';
import { NOW, type StorageContext } from './storage-context.ts';

const NOTHING = { requests: 0, rollups: 0, details: 0, labels: 0 };

export function maintenanceTests(context: () => StorageContext): void {
  describe('maintenance', () => {
    test('is done by one process at a time, and all see how far it is', async () => {
      const { storage, openAnother, clock } = context();
      const other = await openAnother();
      const begun = await Promise.all([storage.maintenance.begin('prune', 'a'), other.maintenance.begin('merge', 'b')]);
      const id = begun.find((each) => each !== null) ?? 0;
      expect(begun.filter((each) => each !== null)).toHaveLength(1);
      const done = { requests: 12, rollups: 3, details: 0, labels: 1 };
      clock.time += 5000;
      expect(await storage.maintenance.report(id, done)).toBe(true);
      const running = { id, startedAt: NOW, endedAt: null, outcome: null, done, usedBytes: null };
      expect(await other.maintenance.list()).toEqual([expect.objectContaining(running)]);
      await storage.maintenance.end(id, 'done', { ...done, labels: 2 });
      expect(await other.maintenance.list()).toMatchObject([
        { endedAt: NOW + 5000, outcome: 'done', done: { ...done, labels: 2 }, usedBytes: expect.any(Number) },
      ]);
      expect(await other.maintenance.begin('remove', 'b')).toBeGreaterThan(id);
    });

    test('can be cancelled from another process', async () => {
      const { storage, openAnother } = context();
      const other = await openAnother();
      expect(await other.maintenance.cancel()).toBe(false);
      const id = (await storage.maintenance.begin('prune', 'a')) ?? 0;
      expect(await other.maintenance.cancel()).toBe(true);
      expect(await storage.maintenance.report(id, NOTHING)).toBe(false);
      await storage.maintenance.end(id, 'cancelled', NOTHING);
      expect(await other.maintenance.cancel()).toBe(false);
    });

    test('is lost with its process, and another may begin', async () => {
      const { storage, clock } = context();
      const lost = (await storage.maintenance.begin('prune', 'a')) ?? 0;
      clock.time += 61_000;
      expect(await storage.maintenance.list()).toMatchObject([{ endedAt: NOW, outcome: 'lost' }]);
      const next = (await storage.maintenance.begin('prune', 'b')) ?? 0;
      expect(next).toBeGreaterThan(lost);
      // The process was only asleep, and hears of it before its next step.
      expect(await storage.maintenance.report(lost, NOTHING)).toBe(false);
      await storage.maintenance.end(lost, 'done', NOTHING);
      const runs = await storage.maintenance.list();
      expect(runs.map(({ id, outcome }) => [id, outcome])).toEqual([
        [next, null],
        [lost, 'lost'],
      ]);
    });
  });
}
