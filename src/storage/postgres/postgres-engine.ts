import { type Dialect, type Kysely, PostgresDialect, sql } from 'kysely';
import type { TableFigures } from '../database-figures.ts';
import type { ColumnTypes } from '../sql/column-types.ts';
import { type Duplicates, onConflict } from '../sql/duplicates.ts';
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
import { postgresReason } from './postgres-failure.ts';

const MOST_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MILLIS = 5000;
/** No page waits longer; nor does a transaction whose process is gone hold the others up. */
const STATEMENT_TIMEOUT_MILLIS = 30_000;
/** PostgreSQL's types of 64-bit and of summed integers. Ours stay below 2^53. */
const NUMERIC_TYPES: ReadonlySet<number> = new Set([20, 1700]);

const columnTypes: ColumnTypes = {
  id: 'bigserial',
  countUp: (column) => column.primaryKey(),
  blob: 'bytea',
  endTable: (create) => create,
  endClusteredTable: (create) => create,
};

const joinedSketches = [
  sql`string_agg(sketch, ''::bytea)`.as('sketches'),
  sql`string_agg(octet_length(sketch)::text, ',')`.as('lengths'),
  sql`string_agg(case when sketch is null then concat_ws(' ', requests, min_micros, max_micros) end, ',')`.as('plain'),
] as const;

/** Any number of hosts on one server. */
export class PostgresEngine implements SqlEngine {
  readonly isExclusiveWriter = false;
  readonly columnTypes: ColumnTypes = columnTypes;
  readonly duplicates: Duplicates = onConflict;
  readonly rowsPerInsert: readonly number[] = SERVER_ROWS_PER_INSERT;
  readonly knowsInsertOrFail = false;
  readonly runAll: SqlEngine['runAll'] = runOnServer;
  readonly answersInJson = false;
  readonly joinedSketches: SqlEngine['joinedSketches'] = joinedSketches;
  readonly warnings: readonly string[] = [];
  readonly #location: ServerLocation;

  constructor(location: ServerLocation) {
    this.#location = location;
  }

  async connect(): Promise<Dialect> {
    const { default: pg } = await loadDriver('pg', () => import('pg'));
    const pool = new pg.Pool({
      connectionString: this.#location.url,
      max: MOST_CONNECTIONS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MILLIS,
      statement_timeout: STATEMENT_TIMEOUT_MILLIS,
      idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MILLIS,
      types: {
        getTypeParser: (id: number, format?: 'text' | 'binary') =>
          NUMERIC_TYPES.has(id) ? Number : pg.types.getTypeParser(id, format as 'text'),
      },
    });
    // A connection that breaks is told by the query that uses it, or replaced by the next. Without these listeners it
    // would end the process.
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    const server = serverName(this.#location.url);
    return new FailureDialect(new PostgresDialect({ pool }), (error) => serverFailure(error, server, postgresReason));
  }

  async migrateAlone(db: Kysely<Tables>, migrate: (db: Kysely<Tables>) => Promise<void>): Promise<void> {
    await db.transaction().execute(async (alone) => {
      await sql`select pg_advisory_xact_lock(hashtext(${`node-monitoring-dashboard ${this.#location.tablePrefix}`}))`.execute(
        alone,
      );
      await migrate(alone);
    });
  }

  async sizeBytes(db: Kysely<Tables>): Promise<number> {
    const tables = [...TABLE_NAMES].map((name) => this.#location.tablePrefix + name);
    const { rows } = await sql<{ bytes: number }>`
      select coalesce(sum(pg_total_relation_size(c.oid)), 0) as bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = current_schema() and c.relkind = 'r' and c.relname in (${sql.join(tables)})`.execute(db);
    return rows[0]?.bytes ?? 0;
  }

  async tableFigures(db: Kysely<Tables>): Promise<readonly TableFigures[]> {
    const { tablePrefix } = this.#location;
    const tables = [...TABLE_NAMES].map((name) => tablePrefix + name);
    const { rows } = await sql<{ name: string; rows: number; bytes: number }>`
      select c.relname as name, pg_stat_get_live_tuples(c.oid) as rows, pg_total_relation_size(c.oid) as bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = current_schema() and c.relkind = 'r' and c.relname in (${sql.join(tables)})
      order by c.relname`.execute(db);
    return rows.map((row) => ({ ...row, name: row.name.slice(tablePrefix.length), isEstimate: true }));
  }

  usedBytes(db: Kysely<Tables>): Promise<number> {
    return estimatedBytes(db);
  }

  /** The server's own vacuum does it. */
  async giveBackSpace(): Promise<number> {
    return 0;
  }

  async backup(): Promise<never> {
    throw new StorageUnavailable('A database server is backed up by its own tools, such as pg_dump.', false);
  }

  revision(db: Kysely<Tables>): Promise<number> {
    return readWrites(db);
  }
}
