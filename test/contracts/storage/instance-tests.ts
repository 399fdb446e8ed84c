import { describe, expect, test } from 'vitest';
import type { InstanceIdentity } from '../../../src/model/instance.ts';
import type { RetentionPolicy } from '../../../src/storage/storage.ts';
import { batchOf, countRequests, request } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

const DAY = 86_400_000;

function identity(part: Partial<InstanceIdentity> = {}): InstanceIdentity {
  return { id: 'host-1', host: 'alpha', pid: 4711, version: '1.0', startedAt: NOW - 1000, ...part };
}

function keeping(days: number): RetentionPolicy {
  return {
    detailsBefore: NOW - days * DAY,
    requestsBefore: NOW - days * DAY,
    minuteRollupsBefore: NOW - days * DAY,
    quarterRollupsBefore: NOW - days * DAY,
    maxBytes: null,
  };
}

export function instanceTests(context: () => StorageContext): void {
  describe('instances', () => {
    test('say what they are and that they live; who was seen last comes first', async () => {
      const { storage, openAnother, clock } = context();
      const other = await openAnother();
      await storage.instances.beat(identity());
      await other.instances.beat(identity({ id: 'host-2', host: 'béta', pid: 1 }));
      clock.time += 10_000;
      await storage.instances.beat(identity());
      expect(await other.instances.list()).toEqual([
        { ...identity(), number: null, lastSeen: NOW + 10_000 },
        { ...identity({ id: 'host-2', host: 'béta', pid: 1 }), number: null, lastSeen: NOW },
      ]);
    });

    test('are not seen again when others store what they left', async () => {
      const { storage, clock } = context();
      await storage.instances.beat(identity());
      clock.time += DAY;
      await storage.write([batchOf([request()]), batchOf([request()], { instance: 'never-seen' })]);
      expect(await storage.instances.list()).toEqual([
        { ...identity(), number: expect.any(Number), lastSeen: NOW },
        {
          id: 'never-seen',
          number: expect.any(Number),
          host: null,
          pid: null,
          version: null,
          startedAt: null,
          lastSeen: null,
        },
      ]);
    });

    test('change nothing that a dashboard shows, so that it need not be drawn anew', async () => {
      const { storage } = context();
      await storage.instances.beat(identity());
      const { storage: same, database } = context();
      const isServer = database.location.engine === 'postgres' || database.location.engine === 'mysql';
      const before = await same.revision();
      await same.instances.beat(identity());
      expect((await same.revision()) === before).toBe(isServer);
    });

    test('go with their last data, and are stored anew if they come back', async () => {
      const { storage, clock } = context();
      await storage.instances.beat(identity());
      await storage.write([
        batchOf([request({ time: NOW - 20 * DAY })]),
        batchOf([request()], { instance: 'never-seen' }),
      ]);
      clock.time += 3 * DAY;
      await storage.instances.beat(identity({ id: 'host-3' }));
      expect(await storage.prune(keeping(10), false)).toMatchObject({ requests: 1 });
      expect((await storage.instances.list()).map(({ id }) => id).sort()).toEqual(['host-1', 'host-3', 'never-seen']);
      expect(await storage.prune(keeping(-2), false)).toMatchObject({ labels: 1 });
      expect((await storage.instances.list()).map(({ id }) => id)).toEqual(['host-3', 'never-seen']);
      await storage.write([batchOf([request()], { sequence: 2 })]);
      expect(await countRequests(storage)).toBe(3);
    });
  });
}
