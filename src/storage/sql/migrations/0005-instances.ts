import type { CreateTableBuilder } from 'kysely';
import type { MigrationContext } from './migration.ts';

/** Which processes there are, and what maintenance they do. */
export async function createHeartbeatsAndMaintenance({ db, columnTypes }: MigrationContext): Promise<void> {
  const create = (table: string): CreateTableBuilder<string> => db.schema.createTable(table).ifNotExists();
  const tables = [
    create('heartbeats')
      .addColumn('instance', 'varchar(200)', (column) => column.primaryKey().notNull())
      .addColumn('host', 'varchar(250)')
      .addColumn('pid', 'bigint')
      .addColumn('version', 'varchar(200)')
      .addColumn('started_at', 'bigint')
      .addColumn('last_seen', 'bigint', (column) => column.notNull()),
    create('maintenance_runs')
      .addColumn('id', columnTypes.id, (column) => columnTypes.countUp(column))
      .addColumn('kind', 'varchar(20)', (column) => column.notNull())
      .addColumn('instance', 'varchar(200)', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('outcome', 'varchar(20)')
      .addColumn('is_cancelled', 'integer', (column) => column.notNull())
      .addColumn('requests', 'bigint', (column) => column.notNull())
      .addColumn('rollups', 'bigint', (column) => column.notNull())
      .addColumn('labels', 'bigint', (column) => column.notNull())
      .addColumn('used_bytes', 'bigint'),
  ];
  for (const table of tables) await columnTypes.endTable(table).execute();
}
