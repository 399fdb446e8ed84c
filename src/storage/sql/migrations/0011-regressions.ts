import type { MigrationContext } from './migration.ts';

export async function createRegressions({ db, columnTypes, tablePrefix }: MigrationContext): Promise<void> {
  const regressions = db.schema
    .createTable('regressions')
    .ifNotExists()
    .addColumn('id', columnTypes.id, (column) => columnTypes.countUp(column))
    .addColumn('endpoint_id', 'integer', (column) => column.notNull())
    .addColumn('question', 'varchar(20)', (column) => column.notNull())
    .addColumn('occasion', 'varchar(20)', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('version', 'varchar(200)')
    .addColumn('found_at', 'bigint', (column) => column.notNull())
    .addColumn('judged_at', 'bigint', (column) => column.notNull())
    .addColumn('resolved_at', 'bigint')
    .addColumn('acknowledged_at', 'bigint')
    .addColumn('evidence', columnTypes.blob, (column) => column.notNull());
  await columnTypes.endTable(regressions).execute();
  const looks = db.schema
    .createTable('regression_looks')
    .ifNotExists()
    .addColumn('occasion', 'varchar(20)', (column) => column.notNull())
    .addColumn('looked_at', 'varchar(300)', (column) => column.notNull())
    .addPrimaryKeyConstraint(`${tablePrefix}regression_looks_key`, ['occasion']);
  await columnTypes.endClusteredTable(looks).execute();
}
