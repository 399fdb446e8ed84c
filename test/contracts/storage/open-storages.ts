import { createStorage } from '../../../src/storage/open-storage.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { type MovableClock, NOW, type StorageContext, type StorageHarness } from './storage-context.ts';

/** A fresh database with one storage on it; `closeAll` closes what was opened and drops the database. */
export async function openStorages(harness: StorageHarness): Promise<StorageContext & { closeAll(): Promise<void> }> {
  const database = await harness.createDatabase();
  const clock: MovableClock = { time: NOW, now: () => clock.time, monotonic: () => clock.time };
  const opened: Storage[] = [];
  const openAnother = async (): Promise<Storage> => {
    const storage = createStorage(database.location, clock);
    await storage.open();
    opened.push(storage);
    return storage;
  };
  return {
    storage: await openAnother(),
    database,
    openAnother,
    clock,
    closeAll: async () => {
      for (const storage of opened) await storage.close();
      await database.drop();
    },
  };
}
