import type { CreateTableBuilder } from 'kysely';
import type { MigrationContext } from './migration.ts';

export async function createRequestsAndRollups(context: MigrationContext): Promise<void> {
  await createEndpoints(context);
  for (const [table, length] of LABELS) await createLabels(context, table, length);
  await createInstances(context);
  await createRequests(context);
  for (const table of ['rollups_minute', 'rollups_quarter', 'rollups_day']) {
    await createRollups(context, table, 'status_code');
  }
  for (const table of ['rollups_group', 'rollups_ip']) await createRollups(context, table, 'label_id');
}

const LABELS = [
  ['versions', 200],
  ['groups', 200],
  ['ips', 100],
] as const;

async function createEndpoints({ db, columnTypes, tablePrefix }: MigrationContext): Promise<void> {
  const create = db.schema
    .createTable('endpoints')
    .ifNotExists()
    .addColumn('id', columnTypes.id, (column) => columnTypes.countUp(column))
    .addColumn('method', 'varchar(20)', (column) => column.notNull())
    .addColumn('route', 'varchar(500)', (column) => column.notNull())
    .addColumn('level', 'integer', (column) => column.notNull())
    .addColumn('first_seen', 'bigint', (column) => column.notNull())
    .addColumn('last_requested', 'bigint')
    .addUniqueConstraint(`${tablePrefix}endpoints_method_route`, ['method', 'route']);
  await columnTypes.endTable(create).execute();
}

async function createLabels({ db, columnTypes }: MigrationContext, table: string, length: number): Promise<void> {
  const create = db.schema
    .createTable(table)
    .ifNotExists()
    .addColumn('id', columnTypes.id, (column) => columnTypes.countUp(column))
    .addColumn('value', `varchar(${length})`, (column) => column.notNull().unique());
  await columnTypes.endTable(create).execute();
}

async function createInstances({ db, columnTypes }: MigrationContext): Promise<void> {
  const create = db.schema
    .createTable('instances')
    .ifNotExists()
    .addColumn('id', columnTypes.id, (column) => columnTypes.countUp(column))
    .addColumn('name', 'varchar(200)', (column) => column.notNull().unique())
    .addColumn('last_sequence', 'bigint', (column) => column.notNull());
  await columnTypes.endTable(create).execute();
}

async function createRequests({ db, columnTypes, tablePrefix }: MigrationContext): Promise<void> {
  const create = db.schema
    .createTable('requests')
    .ifNotExists()
    .addColumn('id', columnTypes.id, (column) => columnTypes.countUp(column))
    .addColumn('endpoint_id', 'integer', (column) => column.notNull())
    .addColumn('time', 'bigint', (column) => column.notNull())
    .addColumn('duration_micros', 'bigint', (column) => column.notNull())
    .addColumn('status_code', 'integer', (column) => column.notNull())
    .addColumn('flags', 'integer', (column) => column.notNull())
    .addColumn('version_id', 'integer', (column) => column.notNull())
    .addColumn('group_id', 'integer', (column) => column.notNull())
    .addColumn('ip_id', 'integer', (column) => column.notNull())
    .addColumn('instance_id', 'integer', (column) => column.notNull());
  await columnTypes.endTable(create).execute();
  // The latest requests of all endpoints, the raw edges of every chart, and what is old enough to go.
  await db.schema.createIndex(`${tablePrefix}requests_time`).on('requests').columns(['time']).execute();
  // The same of one endpoint: without it, a rare endpoint's page would read everybody's requests.
  await db.schema
    .createIndex(`${tablePrefix}requests_endpoint_time`)
    .on('requests')
    .columns(['endpoint_id', 'time'])
    .execute();
}

/** Rows lie by endpoint and time: charts read one endpoint's range, or each endpoint's in turn. */
async function createRollups(context: MigrationContext, table: string, facet: string): Promise<void> {
  const { db, columnTypes, tablePrefix } = context;
  const create: CreateTableBuilder<string> = db.schema
    .createTable(table)
    .ifNotExists()
    .addColumn('endpoint_id', 'integer', (column) => column.notNull())
    .addColumn('bucket', 'bigint', (column) => column.notNull())
    .addColumn('version_id', 'integer', (column) => column.notNull())
    .addColumn(facet, 'integer', (column) => column.notNull())
    .addColumn('requests', 'bigint', (column) => column.notNull())
    .addColumn('errors', 'bigint', (column) => column.notNull())
    .addColumn('sum_micros', 'bigint', (column) => column.notNull())
    .addColumn('min_micros', 'bigint', (column) => column.notNull())
    .addColumn('max_micros', 'bigint', (column) => column.notNull())
    .addColumn('first_offset', 'integer', (column) => column.notNull())
    .addColumn('last_offset', 'integer', (column) => column.notNull())
    .addColumn('sketch', columnTypes.blob)
    .addPrimaryKeyConstraint(`${tablePrefix}${table}_key`, ['endpoint_id', 'bucket', 'version_id', facet]);
  await columnTypes.endClusteredTable(create).execute();
}
