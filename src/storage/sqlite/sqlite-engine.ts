import { type Dialect, type Kysely, sql } from 'kysely';
import type { TableFigures } from '../database-figures.ts';
import type { ColumnTypes } from '../sql/column-types.ts';
import { type Duplicates, onConflict } from '../sql/duplicates.ts';
import type { BoundValues, SqlEngine } from '../sql/sql-engine.ts';
import type { Tables } from '../sql/tables.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { SqliteDialect } from './sqlite-dialect.ts';
import { sqliteFigures } from './sqlite-figures.ts';
import { chooseSqliteModule } from './sqlite-module.ts';
import type { ConnectedSqlite, SqliteSource } from './sqlite-source.ts';

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

/** Texts are bytes to SQLite: adding them up and casting changes none. */
const joinedSketches = [
  sql`cast(group_concat(sketch, '') as blob)`.as('sketches'),
  sql`group_concat(length(sketch))`.as('lengths'),
  sql`group_concat(case when sketch is null then requests || ' ' || min_micros || ' ' || max_micros end)`.as('plain'),
] as const;

/** SQLite, wherever its data is. */
export class SqliteEngine implements SqlEngine {
  readonly isExclusiveWriter = true;
  readonly columnTypes: ColumnTypes = columnTypes;
  readonly duplicates: Duplicates = onConflict;
  readonly rowsPerInsert: readonly number[] = [200, 20, 1];
  readonly knowsInsertOrFail = true;
  readonly answersInJson = true;
  readonly joinedSketches: SqlEngine['joinedSketches'] = joinedSketches;
  readonly warnings: string[] = [];
  readonly #source: SqliteSource;
  readonly #tablePrefix: string;
  #connected: ConnectedSqlite | null = null;

  constructor(source: SqliteSource, tablePrefix: string) {
    this.#source = source;
    this.#tablePrefix = tablePrefix;
  }

  async connect(): Promise<Dialect> {
    const { module, warning } = await chooseSqliteModule();
    if (warning !== null && this.#source.isShared) this.warnings.push(warning);
    this.#connected = await this.#source.connect(module);
    return new SqliteDialect(this.#connected);
  }

  async migrateAlone(db: Kysely<Tables>, migrate: (db: Kysely<Tables>) => Promise<void>): Promise<void> {
    await db.transaction().execute(migrate);
  }

  /** Straight to the connection, which the transaction has for itself: there is nothing to wait for between rows. */
  async runAll(
    _db: Kysely<Tables>,
    statement: { readonly sql: string; readonly width: number },
    values: BoundValues,
  ): Promise<void> {
    this.#connection?.runAll(statement, values);
  }

  async sizeBytes(db: Kysely<Tables>): Promise<number> {
    const { rows } = await sql<{ bytes: number }>`
      select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`.execute(db);
    return rows[0]?.bytes ?? 0;
  }

  tableFigures(db: Kysely<Tables>): Promise<readonly TableFigures[]> {
    return sqliteFigures(db, this.#tablePrefix);
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

  async verify(): Promise<void> {
    this.#connected?.verify();
  }

  get #connection(): SqliteConnection | undefined {
    return this.#connected?.connection;
  }

  /** `data_version` counts the commits of all other connections. */
  async revision(db: Kysely<Tables>): Promise<number> {
    const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(db);
    return (rows[0]?.data_version ?? 0) + (this.#connection?.writes ?? 0);
  }
}
