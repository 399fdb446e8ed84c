import { describe, expect, test } from 'vitest';
import { batchOf, endpointId, ORDERS, request, USERS } from './examples.ts';
import { NOW, type StorageContext } from './storage-context.ts';

export function endpointTests(context: () => StorageContext): void {
  describe('endpoints', () => {
    test('are listed before anybody requests them', async () => {
      const { storage } = context();
      await storage.addEndpoints([USERS, ORDERS, USERS], 2);
      expect(await storage.listEndpoints()).toEqual([
        { id: expect.any(Number), ...USERS, level: 2, firstSeen: NOW, lastRequested: null },
        { id: expect.any(Number), ...ORDERS, level: 2, firstSeen: NOW, lastRequested: null },
      ]);
    });

    test('keep their level when they are added again', async () => {
      const { storage, openAnother } = context();
      await storage.addEndpoints([USERS], 1);
      const id = await endpointId(storage, USERS);
      expect(await storage.setMonitoringLevel(id, 3)).toMatchObject({ id, level: 3 });
      const other = await openAnother();
      await other.addEndpoints([USERS], 0);
      expect((await other.listEndpoints()).map(({ level }) => level)).toEqual([3]);
    });

    test('that were removed and are requested again get the level of new ones', async () => {
      const { storage } = context();
      await storage.addEndpoints([USERS], 2);
      await storage.write([batchOf([request()])], 2);
      await storage.removeEndpoint(await endpointId(storage, USERS));
      await storage.write([batchOf([request()], { sequence: 2 })], 2);
      expect(await storage.listEndpoints()).toMatchObject([{ ...USERS, level: 2 }]);
    });

    test('that do not exist have no level', async () => {
      expect(await context().storage.setMonitoringLevel(4711, 2)).toBeNull();
    });

    test('remember their first and last request, whatever order they come in', async () => {
      const { storage } = context();
      await storage.addEndpoints([USERS, ORDERS], 1);
      await storage.write([batchOf([request({ time: NOW - 5000 }), request({ time: NOW - 1000 })])]);
      await storage.write([batchOf([request({ time: NOW - 9000 })], { sequence: 2 })]);
      const touches = [{ endpoint: 0, time: NOW - 3000 }];
      await storage.write([{ ...batchOf([], { sequence: 3 }), endpoints: [ORDERS], touches }]);
      expect(await storage.listEndpoints()).toMatchObject([
        { ...USERS, firstSeen: NOW - 9000, lastRequested: NOW - 1000 },
        { ...ORDERS, firstSeen: NOW - 3000, lastRequested: NOW - 3000 },
      ]);
    });

    test('are one when two processes add the same', async () => {
      const { storage, openAnother } = context();
      const other = await openAnother();
      const many = Array.from({ length: 30 }, (_, at) => ({ method: 'GET', route: `/r${at}` }));
      await Promise.all([storage.addEndpoints(many, 1), other.addEndpoints(many.toReversed(), 1)]);
      expect(await storage.listEndpoints()).toHaveLength(30);
    });
  });
}
