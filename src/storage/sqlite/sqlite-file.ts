import { SqliteConnection } from './sqlite-connection.ts';
import { isDamaged, isLocked, sqliteFailure } from './sqlite-failure.ts';
import type { SqliteDatabase, SqliteDriverChoice } from './sqlite-module.ts';
import type { ConnectedSqlite, SqliteSource } from './sqlite-source.ts';

/** Within SQLite only short waits, as they block the thread; the connection does the longer ones. */
const BUSY_TIMEOUT_MILLIS = 5;
/** Switching a new file to WAL does not wait for locks by itself. */
const OPEN_ATTEMPTS = 20;
const OPEN_PAUSE_MILLIS = 50;

/** One file, any number of processes on one machine. */
export class SqliteFile implements SqliteSource {
  readonly isShared = true;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async connect(module: SqliteDriverChoice['module']): Promise<ConnectedSqlite> {
    const { DatabaseSync } = module;
    for (let attempt = 1; ; attempt += 1) {
      let database: SqliteDatabase | null = null;
      try {
        database = new DatabaseSync(this.#file);
        prepareFile(database);
        const connection = new SqliteConnection(database, this.#file);
        return { connection, verify: () => this.#verify(module), close: () => connection.close() };
      } catch (error) {
        database?.close();
        if (!isLocked(error) || attempt === OPEN_ATTEMPTS) throw sqliteFailure(error, this.#file);
        await new Promise((resolve) => setTimeout(resolve, OPEN_PAUSE_MILLIS));
      }
    }
  }

  /**
   * A connection that has read a page does not read it again: it would go on for long in a file that somebody has
   * overwritten. One of its own, and SQLite's, as closing the file by any other way lets go of all locks on it.
   */
  #verify({ DatabaseSync }: SqliteDriverChoice['module']): void {
    let probe: SqliteDatabase | null = null;
    try {
      // Else it would make a new one where the file has been deleted.
      probe = new DatabaseSync(this.#file, { readOnly: true });
      probe.prepare('pragma schema_version').all();
    } catch (error) {
      // Anything else passes, or is told by the next write.
      if (isDamaged(error)) throw sqliteFailure(error, this.#file);
    } finally {
      probe?.close();
    }
  }
}

function prepareFile(database: SqliteDatabase): void {
  database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MILLIS}`);
  // Only counts in a file without tables, hence before anything else is written.
  database.exec('pragma auto_vacuum = incremental');
  const [mode] = database.prepare('pragma journal_mode').all() as { journal_mode: string }[];
  if (mode?.journal_mode !== 'wal') database.exec('pragma journal_mode = wal');
  // A power cut may lose the last transactions, never the file.
  database.exec('pragma synchronous = normal');
  database.exec('pragma foreign_keys = off');
  database.exec('pragma cache_size = -32000');
  database.exec('pragma temp_store = memory');
  // Larger than the default, as the same pages of rollups are written again and again.
  database.exec('pragma wal_autocheckpoint = 4000');
  database.exec('pragma journal_size_limit = 67108864');
}
