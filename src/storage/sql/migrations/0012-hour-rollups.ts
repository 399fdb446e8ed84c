import { type Kysely, sql } from 'kysely';
import type { MigrationContext } from './migration.ts';

const DAY_MILLIS = 86_400_000;

/** Sums of whole hours, so that questions about a day or a week read a quarter of the rows. */
export async function createHourRollups({ db, columnTypes, tablePrefix }: MigrationContext): Promise<void> {
  const create = db.schema
    .createTable('rollups_hour')
    .ifNotExists()
    .addColumn('endpoint_id', 'integer', (column) => column.notNull())
    .addColumn('bucket', 'bigint', (column) => column.notNull())
    .addColumn('version_id', 'integer', (column) => column.notNull())
    .addColumn('status_code', 'integer', (column) => column.notNull())
    .addColumn('requests', 'bigint', (column) => column.notNull())
    .addColumn('errors', 'bigint', (column) => column.notNull())
    .addColumn('sum_micros', 'bigint', (column) => column.notNull())
    .addColumn('min_micros', 'bigint', (column) => column.notNull())
    .addColumn('max_micros', 'bigint', (column) => column.notNull())
    .addColumn('first_offset', 'integer', (column) => column.notNull())
    .addColumn('last_offset', 'integer', (column) => column.notNull())
    .addColumn('sketch', columnTypes.blob)
    .addPrimaryKeyConstraint(`${tablePrefix}rollups_hour_key`, ['endpoint_id', 'bucket', 'version_id', 'status_code']);
  await columnTypes.endClusteredTable(create).execute();
  await startHours(db);
}

/** Hours are counted from the next day on; before, their quarters answer, as the horizon says. */
async function startHours(db: Kysely<unknown>): Promise<void> {
  const newest = Math.max(await newestOf(db, 'requests', 'time'), await newestOf(db, 'rollups_quarter', 'bucket'));
  if (newest < 0) return;
  const since = newest - (newest % DAY_MILLIS) + DAY_MILLIS;
  await sql`delete from ${sql.table('horizons')} where source = 'hour'`.execute(db);
  await sql`insert into ${sql.table('horizons')} (source, since) values ('hour', ${since})`.execute(db);
}

async function newestOf(db: Kysely<unknown>, table: string, column: string): Promise<number> {
  const query = sql<{ newest: number | null }>`select max(${sql.ref(column)}) as newest from ${sql.table(table)}`;
  return (await query.execute(db)).rows[0]?.newest ?? -1;
}
