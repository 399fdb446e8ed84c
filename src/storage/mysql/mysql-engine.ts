import { type CreateTableBuilder, type Dialect, type Kysely, MysqlDialect, sql } from 'kysely';
import type { TableFigures } from '../database-figures.ts';
import type { ColumnTypes } from '../sql/column-types.ts';
import { type Duplicates, onDuplicateKey } from '../sql/duplicates.ts';
import { estimatedBytes } from '../sql/estimated-bytes.ts';
import { FailureDialect } from '../sql/failure-dialect.ts';
import { loadDriver } from '../sql/load-driver.ts';
import { serverFailure, serverName } from '../sql/server-failure.ts';
import { runOnServer, SERVER_ROWS_PER_INSERT } from '../sql/server-inserts.ts';
import type { ServerLocation } from '../sql/server-location.ts';
import type { SqlEngine } from '../sql/sql-engine.ts';
import { TABLE_NAMES, type Tables } from '../sql/tables.ts';
import { readWrites } from '../sql/write-alone.ts';
import { StorageUnavailable } from '../storage-unavailable.ts';
import { mysqlReason } from './mysql-failure.ts';

const MOST_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MILLIS = 5000;
const LOCK_TIMEOUT_SECONDS = 30;

/** Texts that differ in case or accents are different texts, whatever the database's default says. */
const exactText = <Create extends CreateTableBuilder<string>>(create: Create): CreateTableBuilder<string> =>
  create.modifyEnd(sql`character set utf8mb4 collate utf8mb4_bin`);

const columnTypes: ColumnTypes = {
  id: 'bigint',
  countUp: (column) => column.autoIncrement().primaryKey(),
  blob: sql`mediumblob`,
  endTable: exactText,
  endClusteredTable: exactText,
};

/** MySQL or MariaDB: any number of hosts on one server. */
export class MysqlEngine implements SqlEngine {
  readonly isExclusiveWriter = false;
  readonly columnTypes: ColumnTypes = columnTypes;
  readonly duplicates: Duplicates = onDuplicateKey;
  readonly rowsPerInsert: readonly number[] = SERVER_ROWS_PER_INSERT;
  readonly knowsInsertOrFail = false;
  readonly runAll: SqlEngine['runAll'] = runOnServer;
  readonly answersInJson = false;
  readonly joinedSketches: SqlEngine['joinedSketches'] = null;
  readonly warnings: readonly string[] = [];
  readonly #location: ServerLocation;

  constructor(location: ServerLocation) {
    this.#location = location;
  }

  async connect(): Promise<Dialect> {
    const { createPool } = await loadDriver('mysql2', () => import('mysql2'));
    const pool = createPool({
      uri: this.#location.url,
      connectionLimit: MOST_CONNECTIONS,
      connectTimeout: CONNECT_TIMEOUT_MILLIS,
      // Sums are decimals; ours stay below 2^53.
      decimalNumbers: true,
    });
    const server = serverName(this.#location.url);
    return new FailureDialect(new MysqlDialect({ pool }), (error) => serverFailure(error, server, mysqlReason));
  }

  /** DDL ends transactions here, so a lock by name keeps other processes away. */
  async migrateAlone(db: Kysely<Tables>, migrate: (db: Kysely<Tables>) => Promise<void>): Promise<void> {
    await db.connection().execute(async (alone) => {
      const lock = sql`concat('nmd ', sha1(concat(database(), ' ', ${this.#location.tablePrefix})))`;
      const { rows } = await sql<{
        locked: number;
      }>`select get_lock(${lock}, ${LOCK_TIMEOUT_SECONDS}) as locked`.execute(alone);
      if (rows[0]?.locked !== 1) {
        throw new StorageUnavailable(`The database ${serverName(this.#location.url)} is being migrated.`, true);
      }
      try {
        await migrate(alone);
      } finally {
        await sql`do release_lock(${lock})`.execute(alone);
      }
    });
  }

  async sizeBytes(db: Kysely<Tables>): Promise<number> {
    const tables = [...TABLE_NAMES].map((name) => this.#location.tablePrefix + name);
    const { rows } = await sql<{ bytes: number }>`
      select coalesce(sum(data_length + index_length), 0) as bytes from information_schema.tables
      where table_schema = database() and table_name in (${sql.join(tables)})`.execute(db);
    return rows[0]?.bytes ?? 0;
  }

  async tableFigures(db: Kysely<Tables>): Promise<readonly TableFigures[]> {
    const { tablePrefix } = this.#location;
    const tables = [...TABLE_NAMES].map((name) => tablePrefix + name);
    const { rows } = await sql<{ name: string; rows: number; bytes: number }>`
      select table_name as name, table_rows as \`rows\`, data_length + index_length as bytes
      from information_schema.tables
      where table_schema = database() and table_name in (${sql.join(tables)}) order by table_name`.execute(db);
    return rows.map((row) => ({ ...row, name: row.name.slice(tablePrefix.length), isEstimate: true }));
  }

  usedBytes(db: Kysely<Tables>): Promise<number> {
    return estimatedBytes(db);
  }

  /** The server uses it again by itself. */
  async giveBackSpace(): Promise<number> {
    return 0;
  }

  async backup(): Promise<never> {
    throw new StorageUnavailable('A database server is backed up by its own tools, such as mysqldump.', false);
  }

  revision(db: Kysely<Tables>): Promise<number> {
    return readWrites(db);
  }
}
