import { describe, expect, test } from 'vitest';
import { createStorage } from '../../../src/storage/open-storage.ts';
import { batchOf, countRequests, request } from './examples.ts';
import type { StorageContext } from './storage-context.ts';

export function schemaTests(context: () => StorageContext): void {
  describe('the schema', () => {
    test('of a newer version is refused and left alone', async () => {
      const { storage, database, clock } = context();
      await storage.write([batchOf([request()])]);
      await storage.close();
      const table = `${database.location.tablePrefix}schema_version`;
      await database.execute(`update ${table} set version = version + 1000`);
      const refused = createStorage(database.location, clock);
      await expect(refused.open()).rejects.toMatchObject({ code: 'NMD_SCHEMA_TOO_NEW' });
      await database.execute(`update ${table} set version = version - 1000`);
      await refused.open();
      expect(await countRequests(refused)).toBe(1);
      await refused.close();
    });

    test('of another prefix is another one', async () => {
      const { storage, database, clock } = context();
      await storage.write([batchOf([request()])]);
      const location = { ...database.location, tablePrefix: `${database.location.tablePrefix}b_` };
      const other = createStorage(location, clock);
      await other.open();
      try {
        expect(await countRequests(other)).toBe(0);
        await other.write([batchOf([request(), request()])]);
        expect(await countRequests(storage)).toBe(1);
      } finally {
        await other.close();
      }
    });

    test('may be opened twice and closed twice', async () => {
      const { storage } = context();
      await storage.open();
      await storage.close();
      await storage.close();
      await expect(storage.listEndpoints()).rejects.toMatchObject({ code: 'NMD_STORAGE_UNAVAILABLE' });
      await storage.open();
      expect(await storage.listEndpoints()).toEqual([]);
    });
  });
}
