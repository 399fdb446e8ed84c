import { SqliteConnection } from './sqlite-connection.ts';
import type { SqliteDriverChoice } from './sqlite-module.ts';
import type { ConnectedSqlite, SqliteSource } from './sqlite-source.ts';

/** As long as the thread lives, since a database that is opened anew after an error must not be empty then. */
const CONNECTIONS = new Map<string, SqliteConnection>();

/** In memory; in one thread the same name is the same database. */
export class SqliteMemory implements SqliteSource {
  readonly isShared = false;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  async connect({ DatabaseSync }: SqliteDriverChoice['module']): Promise<ConnectedSqlite> {
    const known = memoryConnection(this.#name);
    if (known !== undefined) return { connection: known, verify: () => {}, close: () => {} };
    const database = new DatabaseSync(':memory:');
    // Only counts while there are no tables: what retention frees is given back to the process.
    database.exec('pragma auto_vacuum = incremental');
    database.exec('pragma foreign_keys = off');
    database.exec('pragma temp_store = memory');
    const connection = new SqliteConnection(database, 'in memory');
    CONNECTIONS.set(this.#name, connection);
    return { connection, verify: () => {}, close: () => {} };
  }
}

export function memoryConnection(name: string): SqliteConnection | undefined {
  return CONNECTIONS.get(name);
}

/** Frees the database; storages on it must be closed. */
export function forgetMemory(name: string): void {
  memoryConnection(name)?.close();
  CONNECTIONS.delete(name);
}
