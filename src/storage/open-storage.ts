import type { Clock } from '../model/clock.ts';
import { MonitoringError } from '../model/errors.ts';
import { SqlStorage } from './sql/sql-storage.ts';
import { SqliteEngine } from './sqlite/sqlite-engine.ts';
import type { Storage } from './storage.ts';
import type { StorageLocation } from './storage-location.ts';

/** Not opened yet: `open` loads the engine's driver, and only that one. */
export function createStorage(location: StorageLocation, clock: Clock): Storage {
  return new SqlStorage({ engine: createEngine(location), tablePrefix: location.tablePrefix, clock });
}

function createEngine(location: StorageLocation): SqliteEngine {
  if (location.engine !== 'sqlite')
    throw new MonitoringError('NMD_DRIVER_MISSING', `There is no ${location.engine} engine yet.`);
  return new SqliteEngine(location.file);
}
