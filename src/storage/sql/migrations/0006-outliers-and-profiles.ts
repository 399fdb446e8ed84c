import type { CreateTableBuilder } from 'kysely';
import type { MigrationContext } from './migration.ts';

export async function createOutliersAndProfiles(context: MigrationContext): Promise<void> {
  await createCodeLines(context);
  await createTracedRequests(context);
  await createOutliers(context);
  await createProfiles(context);
  for (const table of ['outliers', 'profiles']) await createIndexes(context, table);
}

async function createCodeLines({ db, columnTypes }: MigrationContext): Promise<void> {
  const create = db.schema
    .createTable('code_lines')
    .ifNotExists()
    .addColumn('id', columnTypes.id, (column) => columnTypes.countUp(column))
    .addColumn('hash', 'varchar(30)', (column) => column.notNull().unique())
    .addColumn('file', 'varchar(700)', (column) => column.notNull())
    .addColumn('line', 'integer')
    .addColumn('function', 'varchar(300)', (column) => column.notNull())
    .addColumn('code', 'varchar(500)')
    .addColumn('origin', 'varchar(20)', (column) => column.notNull())
    .addColumn('last_used', 'bigint', (column) => column.notNull());
  await columnTypes.endTable(create).execute();
}

async function createTracedRequests({ db, columnTypes, tablePrefix }: MigrationContext): Promise<void> {
  const create: CreateTableBuilder<string> = db.schema
    .createTable('traced_requests')
    .ifNotExists()
    .addColumn('instance_id', 'integer', (column) => column.notNull())
    .addColumn('trace', 'bigint', (column) => column.notNull())
    .addColumn('request_id', 'bigint', (column) => column.notNull())
    .addColumn('stored_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint(`${tablePrefix}traced_requests_key`, ['instance_id', 'trace']);
  await columnTypes.endClusteredTable(create).execute();
}

async function createOutliers({ db, columnTypes, tablePrefix }: MigrationContext): Promise<void> {
  const create = db.schema
    .createTable('outliers')
    .ifNotExists()
    .addColumn('id', columnTypes.id, (column) => columnTypes.countUp(column))
    .addColumn('endpoint_id', 'integer', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('version_id', 'integer', (column) => column.notNull())
    .addColumn('instance_id', 'integer', (column) => column.notNull())
    .addColumn('trace', 'bigint', (column) => column.notNull())
    .addColumn('request_id', 'bigint')
    .addColumn('elapsed_micros', 'bigint', (column) => column.notNull())
    .addColumn('threshold_micros', 'bigint', (column) => column.notNull())
    .addColumn('duration_micros', 'bigint')
    .addColumn('status_code', 'integer')
    .addColumn('cpu_percents', columnTypes.blob, (column) => column.notNull())
    .addColumn('process_cpu_percent', 'integer', (column) => column.notNull())
    .addColumn('resident_bytes', 'bigint', (column) => column.notNull())
    .addColumn('event_loop_delay_micros', 'bigint', (column) => column.notNull())
    .addColumn('blocked_by', 'varchar(530)')
    .addColumn('content', columnTypes.blob, (column) => column.notNull())
    .addUniqueConstraint(`${tablePrefix}outliers_trace`, ['instance_id', 'trace']);
  await columnTypes.endTable(create).execute();
}

async function createProfiles({ db, columnTypes, tablePrefix }: MigrationContext): Promise<void> {
  const create = db.schema
    .createTable('profiles')
    .ifNotExists()
    .addColumn('id', columnTypes.id, (column) => columnTypes.countUp(column))
    .addColumn('endpoint_id', 'integer', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('version_id', 'integer', (column) => column.notNull())
    .addColumn('instance_id', 'integer', (column) => column.notNull())
    .addColumn('trace', 'bigint', (column) => column.notNull())
    .addColumn('request_id', 'bigint')
    .addColumn('duration_micros', 'bigint', (column) => column.notNull())
    .addColumn('cpu_micros', 'bigint', (column) => column.notNull())
    .addColumn('await_micros', 'bigint', (column) => column.notNull())
    .addColumn('queue_micros', 'bigint', (column) => column.notNull())
    .addColumn('gc_micros', 'bigint', (column) => column.notNull())
    .addColumn('blocked_by', 'varchar(530)')
    .addColumn('blocked_micros', 'bigint', (column) => column.notNull())
    .addColumn('content', columnTypes.blob, (column) => column.notNull())
    .addUniqueConstraint(`${tablePrefix}profiles_trace`, ['instance_id', 'trace']);
  await columnTypes.endTable(create).execute();
}

async function createIndexes({ db, tablePrefix }: MigrationContext, table: string): Promise<void> {
  const indexes = [
    // Lists of all endpoints, and what is old enough to go.
    { name: 'time', columns: ['started_at'] },
    // Lists of one endpoint, and what is beyond its cap.
    { name: 'endpoint_time', columns: ['endpoint_id', 'started_at'] },
    { name: 'request', columns: ['request_id'] },
    { name: 'blocked_by', columns: ['blocked_by'] },
  ];
  for (const { name, columns } of indexes) {
    await db.schema.createIndex(`${tablePrefix}${table}_${name}`).on(table).columns(columns).execute();
  }
}
