import { type Dialect, type Kysely, sql } from 'kysely';
import type { ColumnTypes } from '../sql/column-types.ts';
import { type Duplicates, onConflict } from '../sql/duplicates.ts';
import type { SqlEngine } from '../sql/sql-engine.ts';
import type { Tables } from '../sql/tables.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { SqliteDialect } from './sqlite-dialect.ts';
import { isLocked, sqliteFailure } from './sqlite-failure.ts';
import { chooseSqliteModule, type SqliteDatabase } from './sqlite-module.ts';

/** Within SQLite only short waits, as they block the thread; the connection does the longer ones. */
const BUSY_TIMEOUT_MILLIS = 5;
/** Switching a new file to WAL does not wait for locks by itself. */
const OPEN_ATTEMPTS = 20;
const OPEN_PAUSE_MILLIS = 50;

/** Pages given back in one step: well below 50 ms. */
const PAGES_GIVEN_BACK = 200;
/** Unused pages that the next writes will want anyway. */
const SPARE_PAGES = 256;

const columnTypes: ColumnTypes = {
  id: 'integer',
  // An id is never given twice: what is folded and what people link to is known by it.
  countUp: (column) => column.primaryKey().autoIncrement(),
  blob: 'blob',
  endTable: (create) => create,
  endClusteredTable: (create) => create.modifyEnd(sql`without rowid`),
};

/** One file, any number of processes on one machine. */
export class SqliteEngine implements SqlEngine {
  readonly name = 'sqlite';
  readonly isExclusiveWriter = true;
  readonly columnTypes: ColumnTypes = columnTypes;
  readonly duplicates: Duplicates = onConflict;
  readonly rowsPerInsert: readonly number[] = [1];
  readonly warnings: string[] = [];
  readonly #file: string;
  #connection: SqliteConnection | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  async connect(): Promise<Dialect> {
    const { module, warning } = await chooseSqliteModule();
    if (warning !== null) this.warnings.push(warning);
    for (let attempt = 1; ; attempt += 1) {
      let database: SqliteDatabase | null = null;
      try {
        database = new module.DatabaseSync(this.#file);
        prepareFile(database);
        this.#connection = new SqliteConnection(database, this.#file);
        return new SqliteDialect(this.#connection);
      } catch (error) {
        database?.close();
        if (!isLocked(error) || attempt === OPEN_ATTEMPTS) throw sqliteFailure(error, this.#file);
        await new Promise((resolve) => setTimeout(resolve, OPEN_PAUSE_MILLIS));
      }
    }
  }

  async migrateAlone(db: Kysely<Tables>, migrate: (db: Kysely<Tables>) => Promise<void>): Promise<void> {
    await db.transaction().execute(migrate);
  }

  /** Straight to the connection, which the transaction has for itself: there is nothing to wait for between rows. */
  async insertAll(
    _db: Kysely<Tables>,
    insert: { readonly sql: string; readonly width: number },
    values: readonly unknown[],
  ): Promise<void> {
    this.#connection?.runAll(insert, values);
  }

  async sizeBytes(db: Kysely<Tables>): Promise<number> {
    const { rows } = await sql<{ bytes: number }>`
      select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`.execute(db);
    return rows[0]?.bytes ?? 0;
  }

  async usedBytes(db: Kysely<Tables>): Promise<number> {
    const { rows } = await sql<{ bytes: number }>`
      select (page_count - freelist_count) * page_size as bytes
      from pragma_page_count(), pragma_freelist_count(), pragma_page_size()`.execute(db);
    return rows[0]?.bytes ?? 0;
  }

  async giveBackSpace(db: Kysely<Tables>): Promise<number> {
    const { rows } = await sql<{ freelist_count: number }>`pragma freelist_count`.execute(db);
    const free = rows[0]?.freelist_count ?? 0;
    if (free <= SPARE_PAGES) return 0;
    // Lent by `db`, so that no transaction of somebody else is open on it.
    await db.connection().execute(async () => this.#connection?.giveBackPages(PAGES_GIVEN_BACK));
    return Math.min(free, PAGES_GIVEN_BACK);
  }

  async backup(db: Kysely<Tables>, file: string): Promise<void> {
    await sql`vacuum into ${file}`.execute(db);
  }

  /** `data_version` counts the commits of all other connections. */
  async revision(db: Kysely<Tables>): Promise<number> {
    const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(db);
    return (rows[0]?.data_version ?? 0) + (this.#connection?.writes ?? 0);
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
  database.exec('pragma cache_size = -16000');
  database.exec('pragma temp_store = memory');
  // Larger than the default, as the same pages of rollups are written again and again.
  database.exec('pragma wal_autocheckpoint = 4000');
  database.exec('pragma journal_size_limit = 67108864');
}
