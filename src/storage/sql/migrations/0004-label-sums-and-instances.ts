import { type Kysely, sql } from 'kysely';
import type { MigrationContext } from './migration.ts';

const DAY_MILLIS = 86_400_000;

/** Rollups by instance, and sums over all endpoints in those by group and IP. */
export async function createLabelSumsAndInstances({ db, columnTypes, tablePrefix }: MigrationContext): Promise<void> {
  const create = db.schema
    .createTable('rollups_instance')
    .ifNotExists()
    .addColumn('endpoint_id', 'integer', (column) => column.notNull())
    .addColumn('bucket', 'bigint', (column) => column.notNull())
    .addColumn('version_id', 'integer', (column) => column.notNull())
    .addColumn('label_id', 'integer', (column) => column.notNull())
    .addColumn('requests', 'bigint', (column) => column.notNull())
    .addColumn('errors', 'bigint', (column) => column.notNull())
    .addColumn('sum_micros', 'bigint', (column) => column.notNull())
    .addColumn('min_micros', 'bigint', (column) => column.notNull())
    .addColumn('max_micros', 'bigint', (column) => column.notNull())
    .addColumn('first_offset', 'integer', (column) => column.notNull())
    .addColumn('last_offset', 'integer', (column) => column.notNull())
    .addColumn('sketch', columnTypes.blob)
    .addPrimaryKeyConstraint(`${tablePrefix}rollups_instance_key`, ['endpoint_id', 'bucket', 'version_id', 'label_id']);
  await columnTypes.endClusteredTable(create).execute();
  await startLabelsAnew(db);
}

/**
 * Days before this have no sums and no instances. Their requests still answer, as long as they are kept: the
 * horizon of labels says so.
 */
async function startLabelsAnew(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{
    newest: number | null;
  }>`select max(time) as newest from ${sql.table('requests')}`.execute(db);
  const newest = rows[0]?.newest ?? null;
  if (newest === null) return;
  const since = newest - (newest % DAY_MILLIS) + DAY_MILLIS;
  await sql`delete from ${sql.table('horizons')} where source = 'label'`.execute(db);
  await sql`insert into ${sql.table('horizons')} (source, since) values ('label', ${since})`.execute(db);
  for (const table of ['rollups_group', 'rollups_ip'])
    await sql`delete from ${sql.table(table)} where bucket < ${since}`.execute(db);
}
