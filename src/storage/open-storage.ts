import type { Clock } from '../model/clock.ts';
import type { SqlEngine } from './sql/sql-engine.ts';
import { SqlStorage } from './sql/sql-storage.ts';
import type { SqliteSource } from './sqlite/sqlite-source.ts';
import type { Storage } from './storage.ts';
import type { StorageLocation } from './storage-location.ts';

/** Not opened yet: `open` loads the engine and its driver, and only those. */
export function createStorage(location: StorageLocation, clock: Clock): Storage {
  return new SqlStorage({ location, clock, loadEngine: () => loadEngine(location) });
}

async function loadEngine(location: StorageLocation): Promise<SqlEngine> {
  switch (location.engine) {
    case 'sqlite':
      return sqliteEngine(new (await import('./sqlite/sqlite-file.ts')).SqliteFile(location.file), location);
    case 'memory':
      return sqliteEngine(new (await import('./sqlite/sqlite-memory.ts')).SqliteMemory(location.name), location);
    case 'postgres':
      return new (await import('./postgres/postgres-engine.ts')).PostgresEngine(location);
    case 'mysql':
      return new (await import('./mysql/mysql-engine.ts')).MysqlEngine(location);
  }
}

async function sqliteEngine(source: SqliteSource, { tablePrefix }: StorageLocation): Promise<SqlEngine> {
  return new (await import('./sqlite/sqlite-engine.ts')).SqliteEngine(source, tablePrefix);
}
