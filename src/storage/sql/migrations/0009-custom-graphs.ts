import type { MigrationContext } from './migration.ts';

export async function createCustomGraphs({ db, columnTypes, tablePrefix }: MigrationContext): Promise<void> {
  const graphs = db.schema
    .createTable('graphs')
    .ifNotExists()
    .addColumn('id', columnTypes.id, (column) => columnTypes.countUp(column))
    .addColumn('title', 'varchar(200)', (column) => column.notNull().unique())
    .addColumn('kind', 'varchar(20)', (column) => column.notNull())
    .addColumn('schedule', 'varchar(300)', (column) => column.notNull())
    .addColumn('next_at', 'bigint')
    .addColumn('last_run', 'bigint', (column) => column.notNull())
    .addColumn('error', 'varchar(300)')
    .addColumn('error_at', 'bigint');
  await columnTypes.endTable(graphs).execute();
  const points = db.schema
    .createTable('graph_points')
    .ifNotExists()
    .addColumn('graph_id', 'integer', (column) => column.notNull())
    .addColumn('time', 'bigint', (column) => column.notNull())
    .addColumn('series', 'varchar(100)', (column) => column.notNull())
    .addColumn('value', 'double precision', (column) => column.notNull())
    .addPrimaryKeyConstraint(`${tablePrefix}graph_points_key`, ['graph_id', 'time', 'series']);
  await columnTypes.endClusteredTable(points).execute();
}
